import { backwardSolve } from "../internal/cholesky.ts";
import { correctedAkaike } from "../internal/corrected-akaike.ts";
import { mustError } from "../internal/must-error.ts";
import { naturalLogarithm } from "../internal/natural-logarithm.ts";
import { listOf, tabulate, zeros } from "../internal/number-lists.ts";
import { recordOf } from "../internal/record-of.ts";
import { sumOf } from "../internal/statistics.ts";
import { factorColumns, projectOut } from "../models/regression/least-squares.ts";
import { type Curve, squaredErrors } from "./curve.ts";
import { numberInWords, slopeInWords } from "./number-in-words.ts";

/** Highest degree that is offered: beyond it a polynomial describes noise, and explodes outside the data. */
const HIGHEST_DEGREE = 6;

/** A function of time that a coefficient multiplies. */
export type TimeFunction = (time: number) => number;

/** Least-squares coefficients of functions of time, by QR; at least as many values as functions. */
export function fitCoefficients(values: ArrayLike<number>, functions: readonly TimeFunction[]): Float64Array {
  const columns = functions.map((one) => tabulate(values.length, (t) => one(t + 1)));
  const { basis, triangle } = factorColumns(columns);
  return backwardSolve(triangle, projectOut(basis, Float64Array.from(values)));
}

/** The sum of coefficients times functions, at a time. */
export function combined(coefficients: ArrayLike<number>, functions: readonly TimeFunction[]): TimeFunction {
  return (time) => sumOf(functions, (one, k) => coefficients[k]! * one(time));
}

/** The sum of coefficients times functions as a curve, and its derivatives. */
export function linearIn(
  coefficients: ArrayLike<number>,
  functions: readonly TimeFunction[],
): Pick<Curve, "at" | "gradient"> {
  return {
    at: combined(coefficients, functions),
    gradient: (time) => functions.map((one) => one(time)),
  };
}

/** y = a + b t */
export function linearCurve(values: ArrayLike<number>): Curve {
  return lineOn((time) => time, values, slopeInWords);
}

/** y = a + b log(t) */
export function logarithmicCurve(values: ArrayLike<number>): Curve {
  return lineOn(naturalLogarithm, values, (slope) => {
    const step = numberInWords(Math.abs(slope) * Math.LN2);
    return `${slope < 0 ? "falls" : "rises"} ever more slowly: by about ${step} each time the periods double`;
  });
}

/** y = a + b x(t) */
function lineOn(x: TimeFunction, values: ArrayLike<number>, inWords: (slopeInUnit: number) => string): Curve {
  const functions = [() => 1, x];
  const [intercept = 0, slope = 0] = fitCoefficients(values, functions);
  return {
    parameters: { intercept, slope },
    scaling: ["intercept", "slope"],
    free: 2,
    ...linearIn([intercept, slope], functions),
    describe: (unit) => inWords(slope * unit),
    notes: [],
  };
}

/**
 * y = c0 + c1 t + ... + cd t^d
 *
 * @param degree - 1 to 6; if absent that of 1 to 3 with the lowest AICc
 */
export function polynomialCurve(values: ArrayLike<number>, degree?: number): Curve {
  if (degree === undefined) return bestPolynomial(values);
  if (!(Number.isInteger(degree) && degree >= 1 && degree <= HIGHEST_DEGREE)) {
    throw mustError("degree", degree, `be an integer from 1 to ${HIGHEST_DEGREE}`);
  }
  const length = values.length;
  const centre = (length + 1) / 2;
  const width = Math.max(1, (length - 1) / 2);
  // powers of time between -1 and 1 are far from parallel
  const functions = listOf(degree + 1, (k) => (time: number) => wholePower((time - centre) / width, k));
  const coefficients = fitCoefficients(values, functions);
  const plain = inPowersOfTime(coefficients, centre, width);
  const names = Array.from(plain.keys(), (k) => `c${k}`);
  const { at, gradient } = linearIn(coefficients, functions);
  return {
    parameters: recordOf(names, (_, k) => plain[k]!),
    scaling: names,
    free: degree + 1,
    at,
    gradient,
    describe(unit) {
      const slope = (at(length + 0.5) - at(length - 0.5)) * unit;
      return `follows a polynomial of degree ${degree} and now ${slopeInWords(slope)}`;
    },
    notes: degree > 1 ? ["a polynomial leaves the data steeply: use it to describe, not to forecast"] : [],
  };
}

function bestPolynomial(values: ArrayLike<number>): Curve {
  let best = polynomialCurve(values, 1);
  let lowest = Number.POSITIVE_INFINITY;
  for (let degree = 1; degree <= 3 && values.length > degree + 3; degree++) {
    const curve = polynomialCurve(values, degree);
    const criterion = curveCriterion(squaredErrors(values, curve.at), values.length, curve.free);
    if (criterion < lowest) {
      best = curve;
      lowest = criterion;
    }
  }
  return best;
}

/**
 * AICc of a curve, whose parameters and the variance are estimated; infinite without enough values.
 *
 * Values are about 1 in size here; smaller residuals than rounding leaves count as equal.
 */
export function curveCriterion(squares: number, length: number, free: number): number {
  const fit = length * naturalLogarithm(Math.max(squares / length, 1e-22));
  return correctedAkaike(fit, free + 1, length);
}

/** By multiplication, the same on every engine. */
function wholePower(x: number, exponent: number): number {
  let result = 1;
  for (let i = 0; i < exponent; i++) result *= x;
  return result;
}

/** Coefficients of t^0, t^1, ... from those of ((t - centre) / width)^k. */
function inPowersOfTime(coefficients: ArrayLike<number>, centre: number, width: number): Float64Array {
  const degree = coefficients.length - 1;
  const result = zeros(degree + 1);
  // Horner's scheme with the polynomial (t - centre) / width as its argument
  for (let k = degree; k >= 0; k--) {
    for (let i = degree; i >= 0; i--) {
      result[i] = ((i > 0 ? result[i - 1]! : 0) - centre * result[i]!) / width;
    }
    result[0]! += coefficients[k]!;
  }
  return result;
}
