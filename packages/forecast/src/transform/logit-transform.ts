import { InvalidArgumentError } from "../errors.ts";
import { naturalLogarithm } from "../internal/natural-logarithm.ts";
import { exponential } from "./exponential.ts";
import type { TransformRule } from "./transform.ts";

/** Bounds of a KPI. */
export interface LogitOptions {
  /** 0 if absent. */
  readonly lower?: number;
  /** 1 if absent. */
  readonly upper?: number;
}

/**
 * Logit for KPIs between two bounds, as rates between 0 and 1: with u = (y - lower) / (upper - lower),
 * z = log((u + room) / (1 - u + room)).
 *
 * The room is 0 unless a value touches a bound; then it is 0.5 / n or half the smallest distance of another value from a
 * bound, whichever is smaller. So bounds stay finite, and come back as bounds. Nothing that comes back lies outside.
 *
 * @throws {InvalidArgumentError} if the bounds are not in order, or (by the rule) a value lies outside; names it
 * @see Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 13.3
 * @see Smithson and Verkuilen (2006), Psychological Methods 11(1), on the share 0.5 / n
 */
export function logitTransform({ lower = 0, upper = 1 }: LogitOptions = {}): TransformRule {
  if (!(lower < upper && Number.isFinite(upper - lower))) {
    throw new InvalidArgumentError(
      "upper",
      upper,
      `upper must be a finite number above lower, got ${lower} and ${upper}`,
    );
  }
  const width = upper - lower;
  return (values) => {
    const length = values.length;
    let nearest = 1;
    let touches = false;
    for (let t = 0; t < length; t++) {
      const value = values[t]!;
      if (!(value >= lower && value <= upper)) {
        throw new InvalidArgumentError(
          `values[${t}]`,
          value,
          `values[${t}] is ${value}; logitTransform needs values from ${lower} to ${upper}: widen the bounds or mend the value`,
        );
      }
      const share = (value - lower) / width;
      const distance = Math.min(share, 1 - share);
      if (distance > 0) nearest = Math.min(nearest, distance);
      else touches = true;
    }
    const room = touches ? Math.min(0.5 / length, nearest / 2) : 0;
    return {
      name: "logit",
      parameters: { lower, upper, room },
      forward(value) {
        const share = (value - lower) / width;
        return naturalLogarithm((share + room) / (1 - share + room));
      },
      inverse(z) {
        // the same formula seen from the nearer bound, so that nothing overflows
        const small = exponential(-Math.abs(z));
        const part = (small * (1 + room) - room) / (1 + small);
        const share = Math.min(1, Math.max(0, z < 0 ? part : 1 - part));
        return Math.min(upper, Math.max(lower, lower + width * share));
      },
    };
  };
}
