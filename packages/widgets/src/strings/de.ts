import { registerStrings, type Strings } from "../internal/strings.ts";

/** Every sentence of the widgets in German. */
export const german: Strings = {
  // States
  Loading: "Wird geladen",
  Metric: "Kennzahl",
  "Waiting for data": "Wartet auf Daten",
  "No data in this period": "Keine Daten in diesem Zeitraum",
  "No forecast has been frozen yet": "Noch keine Prognose eingefroren",
  "Shown as of {time}; the update failed.": "Stand {time}; die Aktualisierung ist gescheitert.",
  "Try again": "Erneut versuchen",
  "The server could not be reached": "Der Server ist nicht erreichbar",
  "The server took too long to answer": "Der Server hat zu lange nicht geantwortet",
  "No access: the token could not be fetched": "Kein Zugang: Das Token war nicht zu bekommen",
  "The data holds no series with points": "Die Daten enthalten keine Reihe mit Punkten",
  "The data holds no forecast of a metric": "Die Daten enthalten keine Prognose einer Kennzahl",
  "The data holds no track record": "Die Daten enthalten keine Prognosebilanz",
  // Periods and numbers
  "Q{q} {year}": "Q{q} {year}",
  "Q{q}": "Q{q}",
  "week of {day}": "Woche ab {day}",
  "{period} so far": "{period} bis jetzt",
  "{period}, complete": "{period}, vollständig",
  "so far": "bis jetzt",
  "{n} pp": "{n} Pp.",
  "{a} to {b}": "{a} bis {b}",
  // KPI card
  "vs {period}": "ggü. {period}",
  better: "besser",
  worse: "schlechter",
  higher: "höher",
  lower: "niedriger",
  unchanged: "unverändert",
  "not like for like": "nicht vergleichbar",
  "Nothing earlier to compare with": "Nichts Früheres zum Vergleich",
  "{share} of target {target}": "{share} vom Ziel {target}",
  "{label}: {value} ({period}).": "{label}: {value} ({period}).",
  "{label}: {value} ({period}), {change} on {before}, {word}.":
    "{label}: {value} ({period}), {change} gegenüber {before}, {word}.",
  "About this number": "Zu dieser Zahl",
  Definition: "Definition",
  Formula: "Formel",
  "Data as of": "Datenstand",
  // Charts
  "Line chart": "Liniendiagramm",
  "{name} went from {before} in {start} to {now} in {end}":
    "{name}: von {before} ({start}) auf {now} ({end})",
  "Period, {chart}": "Zeitraum, {chart}",
  "Arrow keys move between periods, up and down between lines, Escape leaves.":
    "Pfeiltasten wechseln den Zeitraum, auf und ab die Linie, Escape verlässt.",
  "Target {value}": "Ziel {value}",
  "The axis starts at {value}, not at zero.": "Die Achse beginnt bei {value}, nicht bei null.",
  "The {n} largest of {all} lines are shown.": "Gezeigt sind die {n} größten von {all} Linien.",
  "(none)": "(ohne)",
  Period: "Zeitraum",
  "Show table": "Tabelle zeigen",
  "Hide table": "Tabelle verbergen",
  "Save CSV": "CSV sichern",
  "Save SVG": "SVG sichern",
  "{definition}, data as of {time}": "{definition}, Datenstand {time}",
  // Forecast
  Actual: "Ist",
  "Actual so far": "Ist bis jetzt",
  Forecast: "Prognose",
  "{value} in {period}": "{value} im Zeitraum {period}",
  "{times} of {of} times": "{times} von {of} Malen",
  "{often} between {a} and {b}": "{often} zwischen {a} und {b}",
  "Fan chart. Last actual {now} in {end}; forecast {value} in {period}; {interval}.":
    "Fächerdiagramm. Letztes Ist {now} ({end}); Prognose {value} ({period}); {interval}.",
  "Ring: {period} so far, {value}.": "Ring: {period} bis jetzt, {value}.",
  "{level}% low": "{level} % unten",
  "{level}% high": "{level} % oben",
  // Record
  "Track record: {n} forecasts scored": "Bilanz: {n} Prognosen bewertet",
  "Track record: too early to say ({n} of {needed} forecasts scored)":
    "Bilanz: zu früh für ein Urteil ({n} von {needed} Prognosen bewertet)",
  "{method}: {n} forecasts scored": "{method}: {n} Prognosen bewertet",
  "{method}: too early to say ({n} of {needed} forecasts scored)":
    "{method}: zu früh für ein Urteil ({n} von {needed} Prognosen bewertet)",
  "too early to say": "zu früh für ein Urteil",
  "cannot tell": "nicht zu entscheiden",
  "Error (WAPE)": "Fehler (WAPE)",
  "{wape} at lag {lag}": "{wape} bei Abstand {lag}",
  Bias: "Verzerrung",
  "{share} too low": "{share} zu niedrig",
  "{share} too high": "{share} zu hoch",
  "neither too high nor too low": "weder zu hoch noch zu niedrig",
  "Against seasonal naive": "Gegenüber saisonal naiv",
  "{word}: {value} less error (90% interval {lower} to {upper})":
    "{word}: {value} weniger Fehler (90-%-Intervall {lower} bis {upper})",
  "{word}: {value} more error (90% interval {lower} to {upper})":
    "{word}: {value} mehr Fehler (90-%-Intervall {lower} bis {upper})",
  "{level}% band": "{level}-%-Band",
  "held {hits} of {n}, {share}": "enthielt {hits} von {n}, {share}",
  "Backtest, not yet a record": "Rückrechnung, noch keine Bilanz",
  "{wape} error (WAPE) over {origins} past starts": "{wape} Fehler (WAPE) über {origins} frühere Starts",
  "held {share} in the backtest": "enthielt {share} in der Rückrechnung",
  "Newest forecast": "Neueste Prognose",
  "Grey: earlier forecasts as they were frozen ({n}).": "Grau: frühere Prognosen, wie eingefroren ({n}).",
  "Rings: periods restated since they were first published ({n}).":
    "Ringe: seit der ersten Veröffentlichung berichtigte Zeiträume ({n}).",
  "Snapshot chart: {n} frozen forecasts over the actual values. {method}: {verdict}.":
    "{n} eingefrorene Prognosen über den Istwerten. {method}: {verdict}.",
  "Actual, as known now": "Ist, heutiger Stand",
  "First published": "Zuerst veröffentlicht",
  "As known now": "Heutiger Stand",
  "Forecast at lag {lag}": "Prognose bei Abstand {lag}",
  Restated: "Berichtigt",
  Model: "Modell",
  Plan: "Plan",
  Override: "Eingriff",
  Consensus: "Konsens",
  "Latest forecast before": "Letzte Prognose davor",
  "Error (actual − forecast)": "Fehler (Ist − Prognose)",
  "{first} as first published, {now} as known now":
    "{first} wie zuerst veröffentlicht, {now} nach heutigem Stand",
  "Error by lag": "Fehler nach Abstand",
  "Error by lag: {method}": "Fehler nach Abstand: {method}",
  "Periods ahead": "Zeiträume voraus",
  Scored: "Bewertet",
};

registerStrings("de", german);
