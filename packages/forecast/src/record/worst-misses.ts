import { checkInteger } from "../internal/check-arguments.ts";
import type { ScoredPoint } from "./scored-points.ts";

/** How to rank. */
export interface WorstMissesOptions {
  /** `money`: |error|; `surprise`: |error| over the width of the interval. */
  readonly by: "money" | "surprise";
  /** Level of the interval, as in "80" (if absent). */
  readonly level?: string;
  /** Misses wanted; 10 if absent. */
  readonly limit?: number;
}

/** A scored point and how badly it missed. */
export interface Miss {
  readonly point: ScoredPoint;
  /** |error|, in the unit of the series. */
  readonly money: number;
  /**
   * |error| over the width of the interval: above 0.5 it lies outside a symmetric one. null without an interval,
   * or outside one of no width, which no number is large enough for.
   */
  readonly surprise: number | null;
}

/**
 * The worst misses of a record, by money missed or by surprise. Filter the points (kind, lag, sign of the error)
 * before; equal ones keep their order.
 *
 * By surprise, misses of an interval without width come first, and points without an interval are left out.
 *
 * @param points - of a `PolicyRecord`
 * @returns the worst first; hits of the point forecast (error 0) are no misses
 *
 * @example
 * worstMisses([], { by: "money" }); // => []
 */
export function worstMisses(points: readonly ScoredPoint[], options: WorstMissesOptions): Miss[] {
  const { by, level = "80", limit = 10 } = options;
  checkInteger("limit", limit, 1);
  const rank = ({ money, surprise }: Miss) =>
    by === "money" ? money : (surprise ?? Number.POSITIVE_INFINITY);
  return points
    .filter(({ error, intervals }) => error !== 0 && (by === "money" || intervals[level] !== undefined))
    .map((point): Miss => {
      const interval = point.intervals[level];
      const width = interval ? interval.upper - interval.lower : 0;
      const money = Math.abs(point.error);
      return { point, money, surprise: width > 0 ? money / width : null };
    })
    .sort((a, b) => (rank(a) === rank(b) ? 0 : rank(b) - rank(a)))
    .slice(0, limit);
}
