import { checkInteger, checkPair } from "../internal/check-arguments.ts";
import { laggedProducts } from "../internal/long-run-variance.ts";
import { mustError } from "../internal/must-error.ts";
import { tabulate } from "../internal/number-lists.ts";
import { mean, sumOf } from "../internal/statistics.ts";
import { studentProbability } from "../internal/student-probability.ts";

/** How to compare. */
export interface DieboldMarianoOptions {
  /** Steps ahead that the errors are of; 1 if absent. Errors h steps ahead depend on h - 1 neighbours. */
  readonly horizon?: number;
  /** Loss |e|^power: 2 (if absent) or 1. */
  readonly power?: 1 | 2;
}

/** Result of the test. */
export interface DieboldMariano {
  readonly n: number;
  /** Mean of other loss - own loss: positive if the forecast judged is better. */
  readonly difference: number;
  /** With the small-sample correction; same sign as the difference. */
  readonly statistic: number;
  /** Two-sided, from Student's t with n - 1 degrees of freedom. */
  readonly pValue: number;
  /** Weights of neighbouring lags: `bartlett` where the usual equal ones gave no positive variance. */
  readonly weights: "equal" | "bartlett";
}

/**
 * Diebold-Mariano test of equal accuracy with the correction of Harvey, Leybourne and Newbold.
 *
 * d[t] = |other|^p - |own|^p; DM = mean(d) / sqrt((c[0] + 2 * sum of c[k], k < h) / n), times
 * sqrt((n + 1 - 2h + h(h - 1) / n) / n). As `dm.test` of R's forecast, with the opposite sign.
 *
 * @param own - errors of the forecast judged, in time order, all at the same lag
 * @param other - errors of the other one at the same times
 * @returns null if the losses never differ, differ by a constant, or are too few for the horizon
 * @throws {InvalidArgumentError} if lengths differ, or the horizon is no positive integer
 * @see Diebold and Mariano (1995), Journal of Business and Economic Statistics 13(3)
 * @see Harvey, Leybourne and Newbold (1997), International Journal of Forecasting 13(2)
 *
 * @example
 * dieboldMarianoTest([1, -1, 2, 1], [2, 3, -1, 3], { power: 1 })?.difference; // => 1
 */
export function dieboldMarianoTest(
  own: ArrayLike<number>,
  other: ArrayLike<number>,
  { horizon = 1, power = 2 }: DieboldMarianoOptions = {},
): DieboldMariano | null {
  checkPair("own", own, "other", other);
  checkInteger("horizon", horizon, 1);
  if (power !== 1 && power !== 2) {
    throw mustError("power", power, "be 1 or 2");
  }
  const n = own.length;
  const correction = (n + 1 - 2 * horizon + (horizon * (horizon - 1)) / n) / n;
  if (n < 2 || horizon >= n || correction <= 0) return null;
  // In units of the largest error, so that squares neither overflow nor vanish.
  let unit = 0;
  for (let t = 0; t < n; t++) unit = Math.max(unit, Math.abs(own[t]!), Math.abs(other[t]!));
  if (unit === 0) return null;
  const losses = Float64Array.from(
    own,
    (error, t) => Math.abs(other[t]! / unit) ** power - Math.abs(error / unit) ** power,
  );
  const difference = mean(losses);
  const deviations = losses.map((loss) => loss - difference);
  const covariances = tabulate(horizon, (k) => laggedProducts(deviations, k) / n);
  const total = (weight: (k: number) => number) =>
    sumOf(covariances, (covariance, k) => (k === 0 ? 1 : 2 * weight(k)) * covariance);
  // A variance that rounding leaves is none: losses lie between 0 and 1 here.
  const least = 1e-30;
  if (!(covariances[0]! > least)) return null;
  const equal = total(() => 1);
  const variance = equal > least ? equal : total((k) => 1 - k / horizon);
  if (!(variance > least)) return null;
  const statistic = difference * Math.sqrt((n * correction) / variance);
  return {
    n,
    difference: power === 1 ? difference * unit : difference * unit * unit,
    statistic,
    pValue: 1 - studentProbability(statistic, n - 1),
    weights: equal > least ? "equal" : "bartlett",
  };
}
