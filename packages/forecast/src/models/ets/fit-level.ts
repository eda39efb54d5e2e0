import { naturalLogarithm } from "../../internal/natural-logarithm.ts";
import { type SmoothedLevel, simpleExponentialSmoothing } from "../simple-exponential-smoothing.ts";
import type { EtsFit } from "./ets-fit.ts";

/**
 * ETS(A,N,N) by least squares, for series on which nothing more can be estimated: constant ones and very short ones.
 *
 * @param values - 1 or more
 */
export function fitLevel(values: ArrayLike<number>): EtsFit {
  const { alpha, initial, level, fitted, squares } = isConstant(values)
    ? constantLevel(values)
    : simpleExponentialSmoothing(values);
  return {
    specification: { error: "additive", trend: "none", season: "none" },
    parameters: { alpha, beta: 0, gamma: 0, phi: 0 },
    initial: { level: initial, slope: 0, seasons: new Float64Array(1) },
    final: { level, slope: 0, seasons: new Float64Array(1) },
    fitted,
    objective: values.length * naturalLogarithm(squares),
    aicc: Number.POSITIVE_INFINITY,
    sigma: Math.sqrt(squares / Math.max(1, values.length - 2)),
  };
}

/** True if all values are the same. */
export function isConstant(values: ArrayLike<number>): boolean {
  for (let t = 1; t < values.length; t++) if (values[t] !== values[0]) return false;
  return true;
}

/** The exact fit, free of rounding; any alpha would do, and a high one follows the first change. */
function constantLevel(values: ArrayLike<number>): SmoothedLevel {
  const level = values[0]!;
  return { alpha: 0.9999, initial: level, level, fitted: Float64Array.from(values), squares: 0 };
}
