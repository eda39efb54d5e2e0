import type { Direction, Point } from "@foresail/client";

/** How the latest month of a KPI stands against its own past. */
export type Standing = "worse" | "better" | "higher" | "lower" | "usual" | "early";

/** A KPI's latest complete month against the twelve months before it. */
export interface Judgement {
  readonly period: string;
  readonly value: number;
  /** Middle of the months before. */
  readonly median: number;
  /** Where a usual month lies. */
  readonly band: { readonly lower: number; readonly upper: number };
  /** Robust deviations from the median, positive = above. */
  readonly distance: number;
  readonly standing: Standing;
}

/** Months that make the baseline, and the fewest that say anything. */
const baselineMonths = 12;
const fewestMonths = 8;

/** Scales the median absolute deviation to a standard deviation, for normal data. */
const normalScale = 1.4826;

/**
 * Half width of the usual band, in robust deviations. A month like the twelve before it (independent, normal) falls
 * below it in 3.5 % of cases (simulated, 60,000 runs), so that ten KPIs raise one false alarm in about three months.
 */
export const bandWidth = 2.5;

/** Middle value; the mean of the two in the middle where their number is even. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper;
}

/**
 * Judges the latest complete month of a KPI against the median and the median absolute deviation of the twelve months
 * before: it is worse, or better, only outside the usual band.
 *
 * @param points - by month, oldest first; partial and undefined ones are passed over
 * @param good - which way is good
 * @returns null without a complete month
 */
export function judge(points: readonly Point[], good: Direction): Judgement | null {
  const known = points.flatMap(({ period, value, partial }) =>
    value === null || partial ? [] : [{ period, value }],
  );
  const latest = known.at(-1);
  if (latest === undefined) return null;
  const before = known.slice(-1 - baselineMonths, -1).map(({ value }) => value);
  if (before.length < fewestMonths) {
    const band = { lower: latest.value, upper: latest.value };
    return { ...latest, median: latest.value, band, distance: 0, standing: "early" };
  }
  const middle = median(before);
  const deviation = normalScale * median(before.map((value) => Math.abs(value - middle)));
  // More than half of the months alike: the deviation says nothing, the range of the months does.
  const band =
    deviation > 0
      ? { lower: middle - bandWidth * deviation, upper: middle + bandWidth * deviation }
      : { lower: Math.min(...before), upper: Math.max(...before) };
  const clipped = before.every((value) => value >= 0) ? { ...band, lower: Math.max(0, band.lower) } : band;
  const distance = deviation > 0 ? (latest.value - middle) / deviation : 0;
  return { ...latest, median: middle, band: clipped, distance, standing: stand(latest.value, clipped, good) };
}

function stand(value: number, { lower, upper }: Judgement["band"], good: Direction): Standing {
  if (value >= lower && value <= upper) return "usual";
  const above = value > upper;
  if (good === "neutral") return above ? "higher" : "lower";
  return above === (good === "up") ? "better" : "worse";
}

const severity: readonly Standing[] = ["worse", "higher", "lower", "better", "usual", "early"];

/** Worst first; among equals the one that lies farthest on its bad side. */
export function bySeverity<T extends { readonly judgement: Judgement; readonly good: Direction }>(
  all: readonly T[],
): T[] {
  const badness = ({ judgement, good }: T): number =>
    good === "neutral"
      ? Math.abs(judgement.distance)
      : good === "up"
        ? -judgement.distance
        : judgement.distance;
  return all.toSorted(
    (a, b) =>
      severity.indexOf(a.judgement.standing) - severity.indexOf(b.judgement.standing) ||
      badness(b) - badness(a),
  );
}
