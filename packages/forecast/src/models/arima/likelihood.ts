import { backwardSolve, choleskyInPlace, forwardSolve } from "../../internal/cholesky.ts";
import { naturalLogarithm } from "../../internal/natural-logarithm.ts";
import { zeros } from "../../internal/number-lists.ts";
import { dot } from "../../internal/statistics.ts";
import { fromPartialAutocorrelations, multiplySeasonal } from "./polynomials.ts";
import { type ArimaSpecification, coefficientCount } from "./specification.ts";
import { stationaryCovariance } from "./stationary-covariance.ts";

/** Coefficients of the four polynomials, and their products. */
export interface ArimaCoefficients {
  /** phi of 1 - phi1*B - ... */
  readonly autoregressive: Float64Array;
  /** theta of 1 + theta1*B + ... */
  readonly movingAverage: Float64Array;
  readonly seasonalAutoregressive: Float64Array;
  readonly seasonalMovingAverage: Float64Array;
  /** phi of the product of both autoregressive polynomials. */
  readonly phi: Float64Array;
  /** theta of the product of both moving-average polynomials. */
  readonly theta: Float64Array;
}

/**
 * Reads coefficients from partial autocorrelations in the order p, q, P, Q.
 *
 * Moving averages are mapped in the same way, so that they are invertible: turning a root inside out leaves the
 * likelihood as it is.
 */
export function coefficientsAt(
  point: ArrayLike<number>,
  specification: ArimaSpecification,
): ArimaCoefficients {
  const { p, q, P, Q, season } = specification;
  let at = 0;
  const take = (count: number) => {
    const partials = zeros(count);
    for (let i = 0; i < count; i++) partials[i] = point[at + i]!;
    at += count;
    return fromPartialAutocorrelations(partials);
  };
  const minus = (values: Float64Array) => {
    for (let i = 0; i < values.length; i++) values[i] = -values[i]!;
    return values;
  };
  const autoregressive = take(p);
  const moving = take(q);
  const seasonalAutoregressive = take(P);
  const seasonalMoving = take(Q);
  const phi = multiplySeasonal(autoregressive, seasonalAutoregressive, season);
  const theta = minus(multiplySeasonal(moving, seasonalMoving, season));
  return {
    autoregressive,
    movingAverage: minus(moving),
    seasonalAutoregressive,
    seasonalMovingAverage: minus(seasonalMoving),
    phi,
    theta,
  };
}

/** What the likelihood says at one set of coefficients. */
export interface LikelihoodPoint {
  /** n log(S / n) plus the log determinant: -2 log L without n (1 + log(2 pi)). */
  readonly objective: number;
  /** S, the weighted sum of squares after the regression; variance is S / n. */
  readonly squares: number;
  /** Generalised least-squares coefficients, one for each column. */
  readonly slopes: Float64Array;
  /** Inverse of their covariance in units of the variance, row by row. */
  readonly information: Float64Array;
}

/** The two criteria over partial autocorrelations. */
export interface ArimaLikelihood {
  /** Coefficients to search over. */
  readonly size: number;
  /** Exact: observations before the first are integrated out. */
  exact(point: ArrayLike<number>): LikelihoodPoint | null;
  /** Conditional on zeros before the first observation: cheap, for a start. */
  conditional(point: ArrayLike<number>): number;
}

/**
 * Gaussian likelihood of a regression with ARMA errors, variance and regression concentrated out.
 *
 * If the state u before the first of n observations were known, innovations would follow by
 * theta(B) e = phi(B) y - u, that is e = e0 - A u, where e0 starts from zeros and column i of A is the impulse
 * response h of 1 / theta(B), shifted by i. With u ~ N(0, s^2 V):
 *
 * log determinant = log|I + C' V C|,  C C' = A'A
 * S(a, b) = e0(a)'e0(b) - z(a)'z(b) + z(a)'(I + C' V C)^-1 z(b),  z = C^-1 A' e0
 *
 * which is the same number that the Kalman filter gives, at the cost of n * r + r^3 instead of n * r^2, r = max(p, q).
 * Columns of regressors pass through the same filter; their slopes are generalised least squares.
 *
 * Additions, multiplications, divisions, square roots and our own logarithm alone: the same on every engine.
 *
 * @param target - differenced series, longer than r
 * @param columns - differenced regressors, each as long; best orthonormal
 * @param floor - sum of squares below which lies rounding
 * @see de Jong (1991), The Annals of Statistics 19(2), on random initial states
 * @see Ljung and Box (1979), Biometrika 66(2), on this form of the ARMA likelihood
 * @see Harvey and Phillips (1979), Biometrika 66(1), on regression with ARMA errors
 */
export function arimaLikelihood(
  specification: ArimaSpecification,
  target: Float64Array,
  columns: readonly Float64Array[],
  floor: number,
): ArimaLikelihood {
  const { p, q, P, Q, season } = specification;
  const length = target.length;
  const phiLags = structuralLags(p, P, season);
  const thetaLags = structuralLags(q, Q, season);
  const r = Math.max(p + P * season, q + Q * season);
  const series = [target, ...columns];
  const count = series.length;
  const innovations = series.map(() => zeros(length));
  const impulse = zeros(length);
  const covariance = zeros(r * r);
  const factor = zeros(r * r);
  const product = zeros(r * r);
  const inner = zeros(r * r);
  const heads = series.map(() => zeros(r));
  const tails = series.map(() => zeros(r));
  const cross = zeros(count * count);

  const filter = (phi: Float64Array, theta: Float64Array) => {
    for (let s = 0; s < count; s++) {
      const from = series[s]!;
      const to = innovations[s]!;
      for (let t = 0; t < length; t++) {
        let value = from[t]!;
        for (let k = 0; k < phiLags.length && phiLags[k]! <= t; k++) {
          value -= phi[phiLags[k]! - 1]! * from[t - phiLags[k]!]!;
        }
        for (let k = 0; k < thetaLags.length && thetaLags[k]! <= t; k++) {
          value -= theta[thetaLags[k]! - 1]! * to[t - thetaLags[k]!]!;
        }
        to[t] = value;
      }
    }
  };
  const plainCross = () => {
    for (let a = 0; a < count; a++) {
      for (let b = 0; b <= a; b++) {
        const sum = dot(innovations[a]!, innovations[b]!);
        cross[a * count + b] = sum;
        cross[b * count + a] = sum;
      }
    }
  };
  const moments = () => {
    // A'A: for each lag a running sum of products of the impulse response
    for (let lag = 0; lag < r; lag++) {
      let sum = 0;
      for (let s = 0; s + lag < length; s++) {
        sum += impulse[s]! * impulse[s + lag]!;
        const column = length - 1 - s;
        if (column < r && column >= lag) factor[column * r + column - lag] = sum;
      }
    }
    for (let s = 0; s < count; s++) {
      const from = innovations[s]!;
      const to = heads[s]!;
      for (let i = 0; i < r; i++) {
        let sum = 0;
        for (let t = i; t < length; t++) sum += impulse[t - i]! * from[t]!;
        to[i] = sum;
      }
    }
  };
  const regress = (logDeterminant: number): LikelihoodPoint | null => {
    const size = count - 1;
    const information = zeros(size * size);
    const slopes = zeros(size);
    for (let i = 0; i < size; i++) {
      slopes[i] = cross[i + 1]!;
      for (let j = 0; j < size; j++) information[i * size + j] = cross[(i + 1) * count + j + 1]!;
    }
    let squares = cross[0]!;
    if (size > 0) {
      const root = information.slice();
      if (!choleskyInPlace(root, size)) return null;
      forwardSolve(root, slopes);
      for (let i = 0; i < size; i++) squares -= slopes[i]! * slopes[i]!;
      backwardSolve(root, slopes);
    }
    squares = Math.max(squares, floor);
    const objective = length * naturalLogarithm(squares / length) + logDeterminant;
    return Number.isFinite(objective) ? { objective, squares, slopes, information } : null;
  };

  return {
    size: coefficientCount(specification),
    conditional(point) {
      const { phi, theta } = coefficientsAt(point, specification);
      filter(phi, theta);
      plainCross();
      return regress(0)?.objective ?? Number.POSITIVE_INFINITY;
    },
    exact(point) {
      const { phi, theta } = coefficientsAt(point, specification);
      filter(phi, theta);
      plainCross();
      stationaryCovariance(phi, theta, covariance);
      for (let t = 0; t < length; t++) {
        let value = t === 0 ? 1 : 0;
        for (let k = 0; k < thetaLags.length && thetaLags[k]! <= t; k++) {
          value -= theta[thetaLags[k]! - 1]! * impulse[t - thetaLags[k]!]!;
        }
        impulse[t] = value;
      }
      moments();
      if (!choleskyInPlace(factor, r)) return null;
      sandwich(covariance, factor, r, product, inner);
      for (const head of heads) forwardSolve(factor, head);
      for (let i = 0; i < r; i++) inner[i * r + i]! += 1;
      if (!choleskyInPlace(inner, r)) return null;
      let logDeterminant = 0;
      for (let i = 0; i < r; i++) logDeterminant += 2 * naturalLogarithm(inner[i * r + i]!);
      for (let s = 0; s < count; s++) {
        tails[s]!.set(heads[s]!);
        forwardSolve(inner, tails[s]!);
      }
      for (let a = 0; a < count; a++) {
        for (let b = 0; b <= a; b++) {
          const sum = cross[a * count + b]! - dot(heads[a]!, heads[b]!) + dot(tails[a]!, tails[b]!);
          cross[a * count + b] = sum;
          cross[b * count + a] = sum;
        }
      }
      return regress(logDeterminant);
    },
  };
}

/** Lags at which a product of polynomials can differ from 0, ascending. */
function structuralLags(plain: number, seasonal: number, season: number): number[] {
  const lags = new Set<number>();
  for (let j = 0; j <= seasonal; j++) for (let i = 0; i <= plain; i++) lags.add(i + j * season);
  lags.delete(0);
  return [...lags].sort((a, b) => a - b);
}

/** C' V C for a lower triangular C; fills the lower half of `into`. */
function sandwich(
  middle: Float64Array,
  lower: Float64Array,
  size: number,
  product: Float64Array,
  into: Float64Array,
): void {
  product.fill(0);
  for (let i = 0; i < size; i++) {
    const row = i * size;
    for (let k = 0; k < size; k++) {
      const value = middle[row + k]!;
      if (value === 0) continue;
      const from = k * size;
      for (let j = 0; j <= k; j++) product[row + j]! += value * lower[from + j]!;
    }
  }
  into.fill(0);
  for (let k = 0; k < size; k++) {
    const from = k * size;
    for (let i = 0; i <= k; i++) {
      const value = lower[from + i]!;
      if (value === 0) continue;
      const row = i * size;
      for (let j = 0; j <= i; j++) into[row + j]! += value * product[from + j]!;
    }
  }
}
