import { frozenQuantiles } from "./frozen-quantiles.ts";
import type { ScoredPoint } from "./scored-points.ts";
import { wilsonInterval } from "./wilson-interval.ts";

/** Actuals that fell between two neighbouring quantiles. */
export interface CalibrationBin {
  /** Probability of the quantile below; 0 for none. */
  readonly from: number;
  /** Probability of the quantile above; 1 for none. */
  readonly to: number;
  /** to - from. */
  readonly expected: number;
  readonly n: number;
  readonly hits: number;
  /** hits / n; null for no points. */
  readonly share: number | null;
  /** Wilson interval of the share, 90 %; takes points as independent. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * Where actuals fell between frozen quantiles: the histogram of a probability integral transform, in the bins that
 * frozen intervals allow. It tells misses above from misses below, which coverage does not.
 *
 * An actual on a bound belongs to the interval, as in `coverage`; on the median, below.
 *
 * @param points - of a `PolicyRecord`, one forecaster; those without an interval of each level are left out
 * @param levels - percentages; 80 and 95 if absent
 * @returns from the lowest bin up
 * @see Gneiting, Balabdaoui and Raftery (2007), Journal of the Royal Statistical Society B 69(2)
 *
 * @example
 * calibration([]).map(({ to }) => to); // => [0.025, 0.1, 0.5, 0.9, 0.975, 1]
 */
export function calibration(points: readonly ScoredPoint[], levels?: readonly number[]): CalibrationBin[] {
  const { actual, quantiles } = frozenQuantiles(points, levels);
  const n = actual.length;
  const binOf = (value: number, i: number) => {
    const above = quantiles.findIndex(({ probability, values }) =>
      probability < 0.5 ? value < values[i]! : value <= values[i]!,
    );
    return above < 0 ? quantiles.length : above;
  };
  const bins = actual.map(binOf);
  const probabilities = quantiles.map(({ probability }) => probability);
  return [...probabilities, 1].map((to, k) => {
    const from = probabilities[k - 1] ?? 0;
    const hits = bins.filter((bin) => bin === k).length;
    const { lower, upper } = n > 0 ? wilsonInterval(hits, n) : { lower: null, upper: null };
    return { from, to, expected: to - from, n, hits, share: n > 0 ? hits / n : null, lower, upper };
  });
}
