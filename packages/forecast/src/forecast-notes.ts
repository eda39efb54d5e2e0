import type { BacktestSummary } from "./backtest/backtest-summary.ts";
import type { WeighedCandidate } from "./combination/weigh-candidates.ts";
import { counted } from "./internal/counted.ts";
import type { FittedModel, Model } from "./models/model.ts";
import { chooseSeason } from "./series/choose-season.ts";
import type { PreparedSeries } from "./series/prepare-series.ts";

/** Everything that a forecast can be explained by. */
export interface ForecastStory {
  readonly series: PreparedSeries;
  readonly season: number;
  /** The model asked for; null for auto. */
  readonly asked: Model | null;
  readonly fitted: FittedModel;
  readonly members: readonly { readonly model: Model; readonly weight: number }[];
  readonly weighed: readonly WeighedCandidate[];
  readonly summary: BacktestSummary | null;
  readonly raised: boolean;
  readonly cutAtZero: boolean;
}

/** Tells in plain words how a forecast came about: data, season, models, intervals. */
export function forecastNotes(story: ForecastStory): string[] {
  return [...dataNotes(story), ...seasonNotes(story), ...modelNotes(story), ...intervalNotes(story)];
}

function dataNotes({ series }: ForecastStory): string[] {
  const notes = [...series.notes];
  if (isConstant(series))
    notes.push(`all ${series.values.length} values are equal: the interval has no width`);
  return notes;
}

function isConstant({ values }: PreparedSeries): boolean {
  return values.length > 1 && values.every((value) => value === values[0]);
}

function seasonNotes({ series, season, asked, members }: ForecastStory): string[] {
  if (season === 1 || isConstant(series) || (asked && isSeasonless(asked.id))) return [];
  const { length } = series.values;
  if (length < 2 * season) {
    if (asked?.id === "seasonal_naive") return [];
    const repeats = length >= season && members.some(({ model }) => model.id === "seasonal_naive");
    const share = repeats ? "; seasonal_naive repeats the last season as it was" : "";
    return [
      `only ${length} observations, fewer than two seasons of ${season}: no seasonality estimated${share}`,
    ];
  }
  if (asked && OWN_SEASON.has(asked.id)) return [];
  const notes: string[] = [];
  const strength = chooseSeason(series.values, season)?.strength ?? 0;
  if (strength === 0) notes.push("no season that repeats was found");
  else if (strength < 0.9 && asked?.id !== "theta") {
    notes.push(
      `seasonal pattern shrunk to ${Math.round(100 * strength)} % of its estimate: the seasons differ`,
    );
  }
  if (!series.positive) notes.push("values of 0 or below: multiplicative seasons and errors not used");
  return notes;
}

function isSeasonless(id: string): boolean {
  return SEASONLESS.has(id) || id.endsWith("_trend");
}

const SEASONLESS: ReadonlySet<string> = new Set([
  "naive",
  "drift",
  "mean",
  "window_average",
  "croston",
  "sba",
  "tsb",
  "zero_inflated",
  "intermittent",
]);

/** Models whose season is not the shrunken one that the notes tell of. */
const OWN_SEASON: ReadonlySet<string> = new Set([
  "seasonal_naive",
  "seasonal_window_average",
  "stl_ets",
  "mstl",
]);

function modelNotes({ series, asked, fitted, members, weighed, summary }: ForecastStory): string[] {
  const { length } = series.values;
  const notes = [...fitted.notes];
  const points = `only ${counted(length, "observation")}`;
  if (asked && members[0]?.model !== asked) {
    return [...notes, `${points}, ${asked.id} needs ${asked.minimumLength}: repeats the last value`];
  }
  if (asked) return notes;
  if (length < 4) return [...notes, `${points}: repeats the last value`];
  if (isConstant(series)) return [...notes, "repeats the value"];
  if (weighed.length === 0) {
    return [
      ...notes,
      `only ${length - series.filled.size} observations, too few for a backtest: mean of ${listed(members.map((m) => m.model.id))}`,
    ];
  }
  const kept = weighed.filter(({ weight }) => weight > 0);
  const dropped = weighed.filter(({ weight }) => weight === 0);
  const scale = summary?.mae && summary.mase ? summary.mase / summary.mae : null;
  const scores = (list: readonly WeighedCandidate[]) => listed(list.map(({ error }) => score(error, scale)));
  const names = listed(kept.map(({ model }) => model));
  const verb =
    kept.length > 1 ? `combined ${names}, weighed by their errors` : `chose ${names} for its error`;
  const others =
    dropped.length > 0 ? `; left out ${listed(dropped.map(({ model }) => model))} (${scores(dropped)})` : "";
  const measure = scale === null ? "mean absolute error relative to the best" : "MASE";
  return [...notes, `${verb} over ${origins(summary?.origins ?? 0)} (${measure} ${scores(kept)}${others})`];
}

function score(error: number, scale: number | null): string {
  return (scale === null ? error : error * scale).toFixed(2);
}

function intervalNotes({ series, summary, raised, cutAtZero }: ForecastStory): string[] {
  const { length } = series.values;
  const notes: string[] = [];
  if (length === 1) notes.push("intervals assume steps of 10 % of the value: one point shows none");
  else if (length < 4) notes.push(`intervals rest on ${counted(length - 1, "change")} (Student's t)`);
  else if (summary === null)
    notes.push("intervals: the model's own, widened by what is usual for short series");
  else notes.push(`intervals: model errors widened by the errors of ${origins(summary.origins)} and a prior`);
  if (raised) notes.push("forecasts kept at 0 or above, as is the whole history");
  else if (cutAtZero) notes.push("lower bounds kept at 0 or above, as is the whole history");
  return notes;
}

function origins(count: number): string {
  return counted(count, "backtest origin");
}

function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
