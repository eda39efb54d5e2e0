import { checkFinite, checkLevels } from "../internal/check-arguments.ts";
import { type BiasVerdict, FEWEST_POINTS } from "./bias-verdict.ts";
import type { Bounds } from "./block-bootstrap.ts";

/** A bias test that may be looked at after every period. */
export interface SequentialBias {
  readonly n: number;
  /** Mean error; positive = forecasts too low. null for no errors. */
  readonly mean: number | null;
  /**
   * With the confidence asked for, the true mean lies inside at all times at once; without 0 exactly if there was
   * an alarm. null below 8 errors, while there is no bound, or if no mean fits the past and the present.
   */
  readonly interval: Bounds | null;
  /** Evidence against no bias now: the factor by which a fair bet on a bias has grown. 1 at the beginning. */
  readonly evidence: number;
  /** Number of errors at the first alarm; null if there was none. */
  readonly firstAlarm: number | null;
  /** Of the first alarm, which stands; too early below 8 errors. */
  readonly verdict: BiasVerdict;
}

/** Variance of the bias over that of the errors which the bet expects: best for a bias near 0.7 sigma. */
const EXPECTED_EFFECT = 0.5;

/**
 * Tells whether errors lean to one side, at whatever time and however often it is looked at: over all looks
 * together the chance of a false alarm is at most 1 - level / 100.
 *
 * Evidence after n errors with t statistic t, k = 1 + 0.5 n, v = n - 1:
 * k^(-1/2) * ((1 + t^2 / v) / (1 + t^2 / (v k)))^(n / 2), a mixture over normal effect sizes; an alarm as soon
 * as it passes 1 / (1 - level / 100). By Ville's inequality that is rare without a bias.
 *
 * Assumes independent, about normal errors of one variance: pass one lag, shortest best, and begin anew when
 * the model changes. Correlation of 0.4 between neighbours raises false alarms to about 16 of 100 in 36 looks,
 * strong skewness (exponential errors) to about 9.
 * The price of repeated looks is power: half of all biases of 0.5 sigma are found within 36 periods.
 *
 * @param errors - actual - forecast, all at the same lag, oldest first
 * @param level - percentage; 95 if absent
 * @see Lai (1976), Annals of Statistics 4(2), "On confidence sequences"
 * @see Wang and Ramdas (2025), Sequential Analysis 44(1), "Anytime-valid t-tests and confidence sequences for
 *   Gaussian means with unknown variance"
 *
 * @example
 * sequentialBias([3, 2, 4, 1, 2, 3, 1, 2, 3, 2]).verdict; // => "too_low"
 */
export function sequentialBias(errors: ArrayLike<number>, level = 95): SequentialBias {
  checkFinite(errors);
  checkLevels([level]);
  const limit = 1 / (1 - level / 100);
  let [mean, squares, evidence] = [0, 0, 1];
  let firstAlarm: number | null = null;
  let verdict: BiasVerdict = errors.length < FEWEST_POINTS ? "too_early_to_say" : "no_clear_bias";
  let [lower, upper] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let i = 0; i < errors.length; i++) {
    const n = i + 1;
    const deviation = errors[i]! - mean;
    mean += deviation / n;
    squares += deviation * (errors[i]! - mean);
    if (n < 2) continue;
    evidence = evidenceOf(n, mean, squares);
    if (n < FEWEST_POINTS) continue;
    const reach = reachOf(n, squares, limit);
    lower = Math.max(lower, mean - reach);
    upper = Math.min(upper, mean + reach);
    if (firstAlarm === null && evidence >= limit) {
      firstAlarm = n;
      verdict = mean > 0 ? "too_low" : "too_high";
    }
  }
  return {
    n: errors.length,
    mean: errors.length > 0 ? mean : null,
    interval: Number.isFinite(lower) && lower <= upper ? { lower, upper } : null,
    evidence,
    firstAlarm,
    verdict,
  };
}

/** Evidence against a mean of 0. */
function evidenceOf(n: number, mean: number, squares: number): number {
  if (mean === 0) return 1 / Math.sqrt(1 + EXPECTED_EFFECT * n);
  const ratio = (n * mean * mean) / squares;
  const k = 1 + EXPECTED_EFFECT * n;
  const growth = squares > 0 ? (1 + ratio) / (1 + ratio / k) : k;
  return growth ** (n / 2) / Math.sqrt(k);
}

/** Distance from the mean at which the evidence against a value equals the limit; infinite while it cannot. */
function reachOf(n: number, squares: number, limit: number): number {
  const k = 1 + EXPECTED_EFFECT * n;
  const growth = (limit * Math.sqrt(k)) ** (2 / n);
  if (growth >= k) return Number.POSITIVE_INFINITY;
  return Math.sqrt(((growth - 1) / (1 - growth / k)) * (squares / n));
}
