import { NonPositiveValueError } from "../errors.ts";
import { finite } from "../internal/finite.ts";
import { mustError } from "../internal/must-error.ts";
import { boxCox, inverseBoxCox } from "./box-cox.ts";
import { guerreroLambda } from "./guerrero-lambda.ts";
import type { TransformRule } from "./transform.ts";

/** Smallest lambda for series with a value of 0: log(0) is infinite, and this one already sends 0 far off. */
const LEAST_WITH_ZERO = 0.25;

/**
 * Box-Cox transformation as a rule: a given lambda, or Guerrero's within [0, 1].
 *
 * Chosen lambdas stay at 0 or above, because below it back-transformed bounds become infinite; with a value of 0 at 0.25
 * or above, which keeps everything finite. Series with negative values are left as they are (lambda 1) unless a lambda
 * is given. If the history has no negative value, nothing that comes back is below 0.
 *
 * @param lambda - in [-1, 2]; chosen by the series if absent
 * @throws {InvalidArgumentError} if lambda lies outside
 * @throws {NonPositiveValueError} (by the rule) if lambda is 0 or below and a value is
 * @see Box and Cox (1964), Journal of the Royal Statistical Society B 26(2)
 */
export function boxCoxTransform(lambda?: number): TransformRule {
  if (lambda !== undefined && !(lambda >= -1 && lambda <= 2)) {
    throw mustError("lambda", lambda, "lie between -1 and 2");
  }
  return (values, season) => {
    const list = Array.from(values);
    const least = list.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
    const power = lambda ?? chooseLambda(list, season, least);
    if (power <= 0 && least <= 0) {
      const index = list.findIndex((value) => value <= 0);
      throw new NonPositiveValueError(`boxCoxTransform with lambda ${power}`, index, list[index]!);
    }
    const floor = least >= 0 ? 0 : Number.NEGATIVE_INFINITY;
    return {
      name: "box_cox",
      parameters: { lambda: power },
      forward: (value) => boxCox(value, power),
      inverse: (z) => {
        // with a floor, z below the image of 0 means 0
        if (floor === 0 && power > 0 && power * z + 1 < 0) return 0;
        return finite(Math.max(floor, inverseBoxCox(z, power)));
      },
    };
  };
}

function chooseLambda(values: readonly number[], season: number, least: number): number {
  if (least < 0) return 1;
  const width = Math.max(2, season);
  const empty = values.some((_, t) => values.slice(t, t + width).every((value) => value === 0));
  if (empty) return 0.5;
  return guerreroLambda(values, season, { lower: least > 0 ? 0 : LEAST_WITH_ZERO, upper: 1 });
}
