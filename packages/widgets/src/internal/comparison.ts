import type { MetricDescription, Point, Series } from "@foresail/client";
import { formatPercent, formatValue } from "../format/value.ts";

/** Which way a change went, judged by the metric's good direction. */
export type ChangeWord = "better" | "worse" | "higher" | "lower" | "unchanged";

/** A change in words and signs. */
export interface Change {
  readonly text: string;
  readonly word: ChangeWord;
  readonly arrow: string;
}

/**
 * The change between two values: relative for amounts, absolute for shares, times and ratios.
 *
 * Amounts that start at zero, change sign or grow more than tenfold have no percentage that tells anything: their
 * difference is shown.
 *
 * @returns undefined where one of them is undefined
 */
export function compareValues(
  now: Point,
  before: Point | undefined,
  series: Pick<Series, "unit" | "currency">,
  good: MetricDescription["direction"],
  locale: string,
): Change | undefined {
  if (now.value == null || before?.value == null) return undefined;
  const difference = now.value - before.value;
  const relative =
    (series.unit === "currency" || series.unit === "count") &&
    before.value !== 0 &&
    now.value / before.value >= 0 &&
    now.value / before.value <= 10;
  const up = difference > 0;
  const share = relative ? difference / Math.abs(before.value) : difference;
  // What prints as zero is called unchanged.
  const same = Math.abs(share) < (relative || series.unit === "fraction" ? 0.0005 : Number.EPSILON);
  return {
    text: relative
      ? formatPercent(share, locale, true)
      : formatValue(difference, series, locale, "difference"),
    arrow: same ? "■" : up ? "▲" : "▼",
    word: same
      ? "unchanged"
      : good === "neutral"
        ? up
          ? "higher"
          : "lower"
        : up === (good === "up")
          ? "better"
          : "worse",
  };
}
