import { backwardSolve, choleskyInPlace, forwardSolve } from "../internal/cholesky.ts";
import { zeros } from "../internal/number-lists.ts";
import { squaredErrors } from "./curve.ts";

/** Curves a * shape(time), whose first parameter is the factor a. */
export interface CurveFamily {
  at(parameters: readonly number[], time: number): number;
  /** Derivatives with respect to the parameters. */
  gradient(parameters: readonly number[], time: number): readonly number[];
  /** Largest sizes of the parameters after the factor: beyond them a curve is a spike or a step. */
  readonly limits: readonly number[];
  /** Values of the other parameters to start from; their best factor has a closed form. */
  readonly starts: readonly (readonly number[])[];
}

/** Most points that starts are compared on. */
const COMPARED = 400;

/** Starts that are followed to their minimum. */
const FOLLOWED = 4;

/**
 * Least squares for a curve that is not linear in its parameters: the best of several starts, each followed by damped
 * Gauss-Newton steps.
 *
 * For given other parameters the factor is a = sum(y * shape) / sum(shape^2), so starts need only those.
 *
 * @param values - at times 1, 2, ..., about 1 in size
 * @see Marquardt (1963), Journal of the Society for Industrial and Applied Mathematics 11(2)
 * @see Golub and Pereyra (1973), SIAM Journal on Numerical Analysis 10(2), on the factor
 */
export function nonlinearLeastSquares(values: ArrayLike<number>, family: CurveFamily): readonly number[] {
  const started = family.starts
    .map((rest) => withFactor(values, family, rest))
    .sort((a, b) => a.squares - b.squares)
    .slice(0, FOLLOWED);
  let best = started[0]!.parameters;
  let lowest = Number.POSITIVE_INFINITY;
  for (const { parameters } of started) {
    const end = follow(values, family, parameters);
    if (end.squares < lowest) {
      best = end.parameters;
      lowest = end.squares;
    }
  }
  return best;
}

interface Point {
  readonly parameters: readonly number[];
  readonly squares: number;
}

function withFactor(values: ArrayLike<number>, family: CurveFamily, rest: readonly number[]): Point {
  const step = Math.max(1, Math.floor(values.length / COMPARED));
  let cross = 0;
  let total = 0;
  let squares = 0;
  for (let t = 0; t < values.length; t += step) {
    const shape = family.at([1, ...rest], t + 1);
    cross += values[t]! * shape;
    total += shape * shape;
    squares += values[t]! * values[t]!;
  }
  const factor = total > 0 && Number.isFinite(cross / total) ? cross / total : 0;
  const left = squares - factor * cross;
  return { parameters: [factor, ...rest], squares: Number.isFinite(left) ? left : Number.POSITIVE_INFINITY };
}

function follow(values: ArrayLike<number>, family: CurveFamily, start: readonly number[]): Point {
  const errorsOf = (parameters: readonly number[]) => {
    if (family.limits.some((limit, k) => !(Math.abs(parameters[k + 1]!) <= limit)))
      return Number.POSITIVE_INFINITY;
    const squares = squaredErrors(values, (time) => family.at(parameters, time));
    return Number.isFinite(squares) ? squares : Number.POSITIVE_INFINITY;
  };
  let parameters = start;
  let squares = errorsOf(start);
  let damping = 1e-3;
  for (let iteration = 0; iteration < 200 && damping < 1e12; iteration++) {
    const step = dampedStep(values, family, parameters, damping);
    const moved = step && parameters.map((value, k) => value + step[k]!);
    const after = moved ? errorsOf(moved) : Number.POSITIVE_INFINITY;
    if (!(moved && after < squares)) {
      damping *= 4;
      continue;
    }
    const gain = squares - after;
    parameters = moved;
    squares = after;
    damping = Math.max(1e-12, damping / 6);
    if (gain <= 1e-15 * squares) break;
  }
  return { parameters, squares };
}

/** Solves (J'J + damping * diag(J'J)) step = J' errors; null if that is singular. */
function dampedStep(
  values: ArrayLike<number>,
  family: CurveFamily,
  parameters: readonly number[],
  damping: number,
): Float64Array | null {
  const size = parameters.length;
  const products = zeros(size * size);
  const step = zeros(size);
  for (let t = 0; t < values.length; t++) {
    const slope = family.gradient(parameters, t + 1);
    const error = values[t]! - family.at(parameters, t + 1);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) products[i * size + j]! += slope[i]! * slope[j]!;
      step[i]! += slope[i]! * error;
    }
  }
  // in units of each parameter's own effect, so that pivots can be compared
  const units = step.map((_, i) => Math.sqrt(products[i * size + i]!));
  if (!units.every((unit) => unit > 0 && Number.isFinite(unit))) return null;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) products[i * size + j]! /= units[i]! * units[j]!;
    products[i * size + i]! += damping;
    step[i]! /= units[i]!;
  }
  if (!choleskyInPlace(products, size)) return null;
  return backwardSolve(products, forwardSolve(products, step)).map((value, i) => value / units[i]!);
}
