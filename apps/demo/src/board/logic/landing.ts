import type { Forecast, Point } from "@foresail/client";

/** A range, in the metric's unit. */
export interface Range {
  readonly lower: number;
  readonly upper: number;
}

/** Where a flow lands at the end of a quarter. */
export interface Landing {
  /** What the months so far hold, the running one included. */
  readonly soFar: number;
  readonly value: number;
  /** By level in per cent. */
  readonly ranges: Readonly<Record<string, Range>>;
}

/** A forecast of months to come. */
export interface MonthlyForecast {
  /** First days of the months it is for. */
  readonly periods: readonly string[];
  readonly forecast: Pick<Forecast, "mean" | "intervals">;
}

/**
 * Where a quarter's sum lands: the complete months as they are, the others as forecast.
 *
 * A running month lands at what it holds already, or above. The ranges of the months are added bound by bound, as if
 * their errors went together: that range is wide rather than narrow.
 *
 * @param months - first days of the quarter's months
 * @param points - the metric by month, the running one included
 * @returns null where a month has neither an actual value nor a forecast
 */
export function landQuarter(
  months: readonly string[],
  points: readonly Point[],
  { periods, forecast }: MonthlyForecast,
): Landing | null {
  const levels = Object.keys(forecast.intervals);
  let soFar = 0;
  let value = 0;
  const ranges: Record<string, { lower: number; upper: number }> = {};
  for (const level of levels) ranges[level] = { lower: 0, upper: 0 };
  for (const month of months) {
    const point = points.find(({ period }) => period === month);
    const held = point?.value ?? 0;
    soFar += held;
    const at = periods.indexOf(month);
    if (at < 0 && (point === undefined || point.partial)) return null;
    const least = (bound: number | undefined): number => (at < 0 ? held : Math.max(held, bound ?? held));
    value += least(forecast.mean[at]);
    for (const level of levels) {
      const range = ranges[level] as { lower: number; upper: number };
      range.lower += least(forecast.intervals[level]?.lower[at]);
      range.upper += least(forecast.intervals[level]?.upper[at]);
    }
  }
  return { soFar, value, ranges };
}

/** Where a balance lands in one of the forecast's periods; null where it is not among them. */
export function landBalance(
  period: string,
  { periods, forecast }: MonthlyForecast,
): Omit<Landing, "soFar"> | null {
  const at = periods.indexOf(period);
  const value = forecast.mean[at];
  if (value === undefined) return null;
  const ranges = Object.fromEntries(
    Object.entries(forecast.intervals).map(([level, { lower, upper }]) => [
      level,
      { lower: lower[at] ?? value, upper: upper[at] ?? value },
    ]),
  );
  return { value, ranges };
}
