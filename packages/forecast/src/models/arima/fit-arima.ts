import { backwardSolve, choleskyInPlace, forwardSolve } from "../../internal/cholesky.ts";
import { correctedAkaike } from "../../internal/corrected-akaike.ts";
import { naturalLogarithm } from "../../internal/natural-logarithm.ts";
import { listOf, zeros } from "../../internal/number-lists.ts";
import { quasiNewton, type SmoothObjective } from "../../internal/quasi-newton.ts";
import { largestSize } from "../../internal/statistics.ts";
import { differenceAll, isConstant } from "../../series/difference.ts";
import { factorColumns, projectOut } from "../regression/least-squares.ts";
import {
  type ArimaCoefficients,
  type ArimaLikelihood,
  arimaLikelihood,
  coefficientsAt,
} from "./likelihood.ts";
import { rootsOutside } from "./polynomials.ts";
import { type ArimaSpecification, coefficientCount, lostToDifferences } from "./specification.ts";

/** An ARIMA model, perhaps around a regression, with estimated coefficients. */
export interface ArimaFit {
  readonly specification: ArimaSpecification;
  readonly coefficients: ArimaCoefficients;
  /** Partial autocorrelations that give the coefficients: where another search may start. */
  readonly point: Float64Array;
  /** Slopes of the constant (if there is one) and of the regressors, in their units. */
  readonly slopes: Float64Array;
  /** Root of the slopes' covariance, in units of the innovation variance: row k is that of slope k. */
  readonly slopeRoot: readonly Float64Array[];
  /** Log-likelihood of the differenced series. */
  readonly logLikelihood: number;
  /** Akaike's criterion, corrected for small samples; infinite if the series is too short for it. */
  readonly aicc: number;
  /** Standard deviation of the innovations: sum of squares over (observations - coefficients). */
  readonly sigma: number;
  /** True if a root lies within 1.01 of the unit circle: the model is nearly a simpler one. */
  readonly nearUnitRoot: boolean;
}

/** How far a search goes, and from where. */
export interface FitEffort {
  /** Stops when steps gain less than this, in units of -2 log L; 1e-7 if absent. */
  readonly tolerance?: number;
  /** Partial autocorrelations to start from; from the conditional sum of squares if absent. */
  readonly start?: Float64Array;
}

const PARTIAL_LIMIT = 0.9999;
const LEAST_RADIUS = 1.01;

/** Step of the numerical gradient: rounding of the objective and curvature both cost about 1e-6. */
const GRADIENT_STEP = 1e-6;

/**
 * Fits one ARIMA model, with regressors if given, by exact maximum likelihood.
 *
 * The search runs over partial autocorrelations in a box, from zeros: first the conditional sum of squares, then the
 * exact likelihood. The constant and the regressors are generalised least squares at every step.
 *
 * @param values - history, scaled so that squares do not overflow
 * @param regressors - columns as long as `values`, the constant's first if there is one
 * @returns null if there are too few observations, or the likelihood cannot be computed
 * @see Gardner, Harvey and Phillips (1980), Applied Statistics 29(3), algorithm AS 154
 * @see Jones (1980), Technometrics 22(3)
 */
export function fitArima(
  values: ArrayLike<number>,
  specification: ArimaSpecification,
  regressors: readonly ArrayLike<number>[],
  effort: FitEffort = {},
): ArimaFit | null {
  const { p, d, q, P, D, Q, season } = specification;
  const length = values.length - lostToDifferences(specification);
  const size = coefficientCount(specification);
  const parameters = size + regressors.length + 1;
  const memory = Math.max(p + P * season, q + Q * season);
  if (length < parameters + 2 || length <= memory) return null;
  const target = differenceAll(values, d, D, season);
  const factored = factorColumns(regressors.map((column) => differenceAll(column, d, D, season)));
  if (factored.dependent >= 0) return null;
  const largest = largestSize(values);
  const floor = 1e-26 * length * largest * largest || Number.MIN_VALUE;
  const outer = projectOut(factored.basis, target);
  const likelihood = arimaLikelihood(specification, target, factored.basis, floor);
  const point = isConstant(target, largest) ? zeros(size) : search(likelihood, size, effort);
  const best = likelihood.exact(point);
  if (!best) return null;

  const total = outer.map((value, k) => value + best.slopes[k]!);
  const slopes = backwardSolve(factored.triangle, total);
  const coefficients = coefficientsAt(point, specification);
  const logLikelihood = -0.5 * (best.objective + length * (1 + LOG_TWO_PI));
  return {
    specification,
    coefficients,
    point,
    slopes,
    slopeRoot: slopeRoot(best.information, factored.triangle, regressors.length),
    logLikelihood,
    aicc: correctedAkaike(-2 * logLikelihood, parameters, length),
    sigma: best.squares <= floor ? 0 : Math.sqrt(best.squares / Math.max(1, length - parameters + 1)),
    nearUnitRoot: isNearUnitRoot(coefficients, season),
  };
}

const LOG_TWO_PI = naturalLogarithm(2 * Math.PI);

/** Conditional sum of squares from zeros, exact likelihood from there. */
function search(
  likelihood: ArimaLikelihood,
  size: number,
  { tolerance = 1e-7, start }: FitEffort,
): Float64Array {
  if (size === 0) return zeros(0);
  const box = {
    lower: zeros(size).fill(-PARTIAL_LIMIT),
    upper: zeros(size).fill(PARTIAL_LIMIT),
    scale: zeros(size).fill(0.2),
  };
  const conditional = (point: Float64Array) => likelihood.conditional(point);
  const exact = (point: Float64Array) => likelihood.exact(point)?.objective ?? Number.POSITIVE_INFINITY;
  const from =
    start ??
    quasiNewton(withNumericalGradient(conditional, size), zeros(size), {
      ...box,
      maxIterations: 30,
      tolerance: Math.max(1e-3, 100 * tolerance),
    }).point;
  return quasiNewton(withNumericalGradient(exact, size), from, { ...box, tolerance }).point;
}

/** Forward differences, backwards at the upper edge of the box. */
function withNumericalGradient(value: (point: Float64Array) => number, size: number): SmoothObjective {
  const here = zeros(size);
  let current = 0;
  return {
    value(point) {
      here.set(point);
      current = value(point);
      return current;
    },
    gradient(into) {
      for (let i = 0; i < size; i++) {
        const kept = here[i]!;
        const step = kept > 0 ? -GRADIENT_STEP : GRADIENT_STEP;
        here[i] = kept + step;
        const moved = value(here);
        into[i] = Number.isFinite(moved) ? (moved - current) / step : 0;
        here[i] = kept;
      }
    },
  };
}

/** R^-1 K^-T for information K K' and R' = `triangle`: rows whose products are the covariance of the slopes. */
function slopeRoot(information: Float64Array, triangle: Float64Array, size: number): readonly Float64Array[] {
  const root = information.slice();
  choleskyInPlace(root, size);
  return listOf(size, (column) => {
    const unit = zeros(size);
    unit[column] = 1;
    return forwardSolve(root, forwardSolve(triangle, unit));
  });
}

function isNearUnitRoot(coefficients: ArimaCoefficients, season: number): boolean {
  let seasonal = 1;
  for (let i = 0; i < season; i++) seasonal *= LEAST_RADIUS;
  const minus = (values: Float64Array) => values.map((value) => -value);
  return !(
    rootsOutside(coefficients.autoregressive, LEAST_RADIUS) &&
    rootsOutside(minus(coefficients.movingAverage), LEAST_RADIUS) &&
    rootsOutside(coefficients.seasonalAutoregressive, seasonal) &&
    rootsOutside(minus(coefficients.seasonalMovingAverage), seasonal)
  );
}
