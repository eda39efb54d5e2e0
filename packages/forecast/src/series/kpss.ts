import { checkSeries } from "../internal/check-arguments.ts";
import { longRunSquares } from "../internal/long-run-variance.ts";
import { tabulate } from "../internal/number-lists.ts";
import { largestSize, mean } from "../internal/statistics.ts";

/** The statistic and what it is compared with. */
export interface KpssTest {
  readonly statistic: number;
  /** Critical value at 5 %: 0.463. */
  readonly critical: number;
  /** Lags of the long-run variance: trunc(3 * sqrt(n) / 13). */
  readonly lags: number;
  /** False if stationarity around a level is rejected at 5 %. */
  readonly stationary: boolean;
}

/** Table 1 of the paper, stationarity around a level. */
const CRITICAL = 0.463;

/**
 * Test of Kwiatkowski, Phillips, Schmidt and Shin: is a series stationary around a level?
 *
 * statistic = sum of S[t]^2 / (n^2 s^2), S = cumulated deviations from the mean,
 * s^2 = (sum e[t]^2 + 2 sum over i of (1 - i / (l + 1)) sum e[t] e[t-i]) / n
 *
 * @param values - series without gaps, 2 values or more
 * @returns statistic 0 for a constant series
 * @throws {InsufficientDataError} below 2 values
 * @throws {NonFiniteValueError} if a value is NaN or infinite
 * @see Kwiatkowski, Phillips, Schmidt and Shin (1992), Journal of Econometrics 54(1-3)
 *
 * @example
 * kpss([1, 2, 3, 4]).statistic; // => 0.425
 */
export function kpss(values: ArrayLike<number>): KpssTest {
  checkSeries("kpss", values, 2);
  const length = values.length;
  const lags = Math.trunc((3 * Math.sqrt(length)) / 13);
  const centre = mean(values);
  const deviations = tabulate(length, (t) => values[t]! - centre);
  // divided by the largest, so that squares neither overflow nor vanish
  const largest = largestSize(deviations);
  if (largest === 0) return { statistic: 0, critical: CRITICAL, lags, stationary: true };
  let sum = 0;
  let squares = 0;
  for (let t = 0; t < length; t++) {
    deviations[t]! /= largest;
    sum += deviations[t]!;
    squares += sum * sum;
  }
  const statistic = squares / (length * longRunSquares(deviations, lags + 1));
  return { statistic, critical: CRITICAL, lags, stationary: !(statistic > CRITICAL) };
}
