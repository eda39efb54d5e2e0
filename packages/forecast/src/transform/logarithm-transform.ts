import { NonPositiveValueError } from "../errors.ts";
import { finite } from "../internal/finite.ts";
import { mustError } from "../internal/must-error.ts";
import { naturalLogarithm } from "../internal/natural-logarithm.ts";
import { exponential } from "./exponential.ts";
import type { TransformRule } from "./transform.ts";

/**
 * Started logarithm for KPIs that cannot be negative: z = log(y + start), back to max(0, e^z - start).
 *
 * Without zeros the start is 0, the plain logarithm. With zeros it is half the smallest positive value (1 if there is
 * none), so that 0 stays finite, below all others, and the result follows the unit.
 *
 * @param start - above 0; chosen by the series if absent
 * @throws {InvalidArgumentError} if start is below 0 or not finite
 * @throws {NonPositiveValueError} (by the rule) if a value is below 0, or is 0 and `start` is 0
 * @see Tukey (1977), Exploratory Data Analysis, chapter 3, on started logarithms
 */
export function logarithmTransform(start?: number): TransformRule {
  if (start !== undefined && !(start >= 0 && start < Number.POSITIVE_INFINITY)) {
    throw mustError("start", start, "be a finite number of 0 or more");
  }
  return (values) => {
    let smallest = Number.POSITIVE_INFINITY;
    let zero = -1;
    for (let t = 0; t < values.length; t++) {
      const value = values[t]!;
      if (value < 0) throw new NonPositiveValueError("logarithmTransform", t, value);
      if (value > 0) smallest = Math.min(smallest, value);
      else zero = t;
    }
    const chosen =
      zero < 0 ? 0 : smallest < Number.POSITIVE_INFINITY ? Math.max(smallest / 2, Number.MIN_VALUE) : 1;
    const room = start ?? chosen;
    if (zero >= 0 && room === 0) throw new NonPositiveValueError("logarithmTransform with start 0", zero, 0);
    return {
      name: "log",
      parameters: { start: room },
      forward: (value) => naturalLogarithm(value + room),
      inverse: (z) => finite(Math.max(0, exponential(z) - room)),
    };
  };
}
