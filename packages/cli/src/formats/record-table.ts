import type { PolicyRecord, RecordScore, TrackRecord } from "@foresail/client";
import { plainText, type TextColumn, textTable } from "./text-table.ts";
import { formatValue, undefinedValue } from "./value.ts";

const columns: readonly TextColumn[] = [
  { title: "kind", align: "left" },
  { title: "label", align: "left" },
  { title: "lag", align: "right" },
  { title: "n", align: "right" },
  { title: "WAPE", align: "right" },
  { title: "MASE", align: "right" },
  { title: "bias", align: "left" },
  { title: "80 % held", align: "right" },
  { title: "skill", align: "right" },
  { title: "against seasonal naive", align: "left" },
];

const fraction = (value: number | null): string => formatValue(value, "fraction");
const ratio = (value: number | null): string => formatValue(value, "ratio");

/** The forecast that skill is measured against: it has none over itself. */
const isYardstick = ({ kind, label }: RecordScore): boolean => kind === "naive" && label === "seasonal_naive";

function row(score: RecordScore): string[] {
  const { skill } = score;
  const yardstick = isYardstick(score);
  const interval = skill.skillInterval
    ? ` (${fraction(skill.skillInterval.lower)} to ${fraction(skill.skillInterval.upper)})`
    : "";
  return [
    score.kind,
    plainText(score.label),
    score.lag === null ? "all" : String(score.lag),
    String(score.n),
    fraction(score.wape),
    ratio(score.mase),
    score.biasInWords,
    fraction(score.coverage["80"]?.share ?? null),
    yardstick ? undefinedValue : fraction(skill.skill),
    yardstick ? "the yardstick" : `${score.verdict}${interval}`,
  ];
}

/** "error smaller by 12.0%, 90 % interval 3.0% to 20.0%"; below 0 the error is larger. */
function skillInWords({ skill, skillInterval }: PolicyRecord["comparisons"][number]["result"]): string {
  if (skill === null) return "";
  const size = `error ${skill < 0 ? "larger" : "smaller"} by ${fraction(Math.abs(skill))}`;
  if (!skillInterval) return `: ${size}`;
  const [from, to] = [skillInterval.lower, skillInterval.upper].map((bound) => fraction(bound));
  return `: ${size} (skill ${fraction(skill)}, 90 % interval ${from} to ${to})`;
}

function comparisons(policy: PolicyRecord): string {
  const lines = policy.comparisons
    .filter(({ lag }) => lag === null)
    .map(
      ({ from, to, result }) =>
        `  ${plainText(to.label)} against ${plainText(from.label)} on ${result.n} points: ${result.verdict}${skillInWords(result)}\n`,
    );
  return lines.length === 0 ? "" : `\nSide by side, on the same periods and lags:\n${lines.join("")}`;
}

function restatements(record: TrackRecord): string {
  const lines = record.restated.map(({ period, first, now, nowKnownAt, changeFraction }) => {
    const change = changeFraction === null ? undefinedValue : fraction(changeFraction);
    const value = (number: number | null): string => formatValue(number, record.unit, record.currency);
    return `  ${period}: ${value(first)} as first published, ${value(now)} since ${nowKnownAt.slice(0, 10)} (${change})\n`;
  });
  return lines.length === 0 ? "" : `\nRestated actuals:\n${lines.join("")}`;
}

const dayMs = 24 * 3_600_000;

/** Received more than a day after it says it was made. */
function isBackdated({ issuedAt, recordedAt }: TrackRecord["snapshots"][number]): boolean {
  return Date.parse(recordedAt) - Date.parse(issuedAt) > dayMs;
}

/** A track record for people: scores under both policies, side by side, and what was restated. */
export function recordTable(record: TrackRecord): string {
  const { metric, definition, unit, currency, grain, timeZone } = record;
  const about = `${definition}, ${currency ?? unit}, by ${grain}, ${timeZone}; data version ${record.dataVersion}`;
  if (record.snapshots.length === 0) {
    return `Nothing of ${metric} is frozen at the grain of a ${grain} yet; begin with: foresail freeze ${metric} --horizon 6\n${about}\n`;
  }
  if (record.firstPublished.scores.length === 0) {
    return `${record.snapshots.length} forecasts of ${metric} are frozen, and none of their periods is complete yet: too early to say\n${about}\n`;
  }
  const changed = record.restated.length > 0;
  const first = `Against actuals as first published\n\n${textTable(columns, record.firstPublished.scores.map(row))}`;
  const now = changed
    ? `\nAgainst actuals as known now\n\n${textTable(columns, record.asKnown.scores.map(row))}`
    : "\nNo actual was restated, so the scores as known now are the same.\n";
  const late = record.snapshots.filter(isBackdated).length;
  const backdated =
    late === 0
      ? ""
      : `${late} of ${record.snapshots.length} snapshots were frozen after the day they say they were made: replays, or a file's word\n`;
  const left = record.excluded.length;
  const excluded = left === 0 ? "" : `${left} frozen numbers do not count: hindsight, or superseded\n`;
  return `${first}${now}${comparisons(record.firstPublished)}${restatements(record)}\n${about}; ${record.snapshots.length} snapshots\n${backdated}${excluded}`;
}
