import { naturalLogarithm } from "../../internal/natural-logarithm.ts";
import { simpleExponentialSmoothing } from "../simple-exponential-smoothing.ts";
import { type EtsFit, fitOf } from "./ets-fit.ts";
import { statesFrom } from "./recursion.ts";

/**
 * ETS(A,N,N) by least squares, for series on which nothing more can be estimated: constant ones and very short ones.
 *
 * @param values - 1 or more
 */
export function fitLevel(values: ArrayLike<number>): EtsFit {
  const { length } = values;
  // constant: any alpha would do, and a high one follows the first change
  const { alpha, initial, squares } = isConstant(values)
    ? { alpha: 0.9999, initial: values[0]!, squares: 0 }
    : simpleExponentialSmoothing(values);
  return fitOf(
    values,
    { error: "additive", trend: "none", season: "none" },
    { alpha, beta: 0, gamma: 0, phi: 0 },
    statesFrom(length, initial, 0, [0]),
    length * naturalLogarithm(squares),
    3,
  );
}

/** True if all values are the same. */
export function isConstant(values: ArrayLike<number>): boolean {
  return Array.from(values).every((value) => value === values[0]);
}
