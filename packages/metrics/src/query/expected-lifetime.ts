import type { SurvivalStep } from "./kaplan-meier.ts";

const daysPerMonth = 365 / 12;

/**
 * Months that a customer is expected to pay, at most `months`: the sum of S(k) / (1 + rate)^(k / 12) over the months k = 0,
 * 1, 2 ... before the last. Beyond the last age that anyone was observed at, S keeps its last value.
 *
 * @param steps - of a survival curve in days; empty where nobody left
 * @param rate - yearly discount rate, a fraction
 *
 * @example
 * expectedLifetime([], 60, 0); // => 60
 */
export function expectedLifetime(steps: readonly SurvivalStep[], months: number, rate: number): number {
  let [sum, survival, next] = [0, 1, 0];
  for (let month = 0; month < months; month++) {
    for (; next < steps.length && (steps[next]?.age ?? 0) <= month * daysPerMonth; next += 1) {
      survival = steps[next]?.survival ?? survival;
    }
    sum += survival / (1 + rate) ** (month / 12);
  }
  return sum;
}
