import { formatMicros, type Micros } from "./micros.ts";
import type { Period } from "./periods.ts";

/** The unit of a true value. */
export type TruthUnit = "currency" | "count" | "fraction" | "days";

/** One value that a correct engine must find. All numbers are decimal strings. */
export interface TruthPoint {
  readonly metric: string;
  readonly unit: TruthUnit;
  readonly grain: "month" | "quarter";
  /** First day of the period. */
  readonly period: string;
  /** Empty for the total, else one dimension with its value. */
  readonly dimensions: Readonly<Record<string, string | null>>;
  /** Null where the metric is undefined. */
  readonly value: string | null;
  /** Both null unless the metric is a ratio. */
  readonly numerator: string | null;
  readonly denominator: string | null;
}

/** Names the metric, period and dimension of a point. */
export interface PointKey {
  readonly metric: string;
  readonly period: Period;
  readonly dimensions?: Readonly<Record<string, string | null>>;
}

const point = (
  { metric, period, dimensions }: PointKey,
  unit: TruthUnit,
  value: string | null,
): TruthPoint => ({
  metric,
  unit,
  grain: period.grain,
  period: period.from,
  dimensions: dimensions ?? {},
  value,
  numerator: null,
  denominator: null,
});

/** An amount of money. */
export function moneyPoint(key: PointKey, micros: Micros): TruthPoint {
  return point(key, "currency", formatMicros(micros));
}

/** A count. */
export function countPoint(key: PointKey, count: number): TruthPoint {
  return point(key, "count", String(count));
}

/** A number of days, or null. */
export function daysPoint(key: PointKey, days: number | null): TruthPoint {
  return point(key, "days", days === null ? null : String(days));
}

/** A quotient of counts or of money (in micro-units); undefined when it would divide by 0. */
export function ratioPoint(
  key: PointKey,
  unit: "fraction" | "currency",
  numerator: { readonly micros: Micros } | { readonly count: number },
  denominator: { readonly micros: Micros } | { readonly count: number },
): TruthPoint {
  const text = (part: typeof numerator): string =>
    "micros" in part ? formatMicros(part.micros) : String(part.count);
  const [top, bottom] = [text(numerator), text(denominator)];
  const value = Number(bottom) === 0 ? null : String(Number(top) / Number(bottom));
  return { ...point(key, unit, value), numerator: top, denominator: bottom };
}

/** An undefined ratio: there is not enough history. */
export function undefinedPoint(key: PointKey, unit: TruthUnit): TruthPoint {
  return point(key, unit, null);
}
