import { type Cholesky, factorise, invert, solve } from "./cholesky.ts";

/** A robust linear fit. */
export interface RobustFit {
  /** One coefficient a column of the design. */
  readonly coefficients: readonly number[];
  /** Spread of the residuals in the unit of the values; equals the standard deviation for normal residuals. */
  readonly scale: number;
  /** Value less fitted value, in order. */
  readonly residuals: readonly number[];
  /** Observations less coefficients. */
  readonly freedom: number;
  /** Inverse of the design's cross product: coefficients have this covariance times the squared scale. */
  readonly covariance: readonly (readonly number[])[];
}

/** Residuals beyond so many spreads count as if they were there: 99 % efficient for normal residuals. */
const bend = 2;

/** Mean of min(z, bend) squared for a standard normal z: makes the scale equal the standard deviation there. */
const consistency = 0.9205;

const mostSteps = 30;
const tolerance = 1e-7;

/**
 * Huber's regression with his proposal 2: coefficients and scale together, by iterated weighted least squares.
 *
 * sum psi((y - Xb) / s) X = 0 and sum psi((y - Xb) / s)^2 = (n - p) E[psi(Z)^2], psi(u) = max(-2, min(2, u))
 *
 * @param design - one row an observation, one column a coefficient; columns must not depend on each other
 * @param values - observations, any unit, as many as rows
 * @returns null where the design has as many columns as rows or more, or columns that depend on each other
 * @see Huber (1964), Annals of Mathematical Statistics 35(1), and Huber and Ronchetti (2009), Robust Statistics, 7.7
 */
export function huberRegression(
  design: readonly (readonly number[])[],
  values: readonly number[],
): RobustFit | null {
  const columns = design[0]?.length ?? 0;
  const freedom = values.length - columns;
  if (columns === 0 || freedom < 1) return null;
  const gram = factorise(crossProduct(design, null));
  if (gram === null) return null;
  let coefficients = solve(gram, momentsOf(design, values, null));
  let residuals = residualsOf(design, values, coefficients);
  let scale = Math.sqrt(residuals.reduce((sum, r) => sum + r * r, 0) / freedom);
  for (let step = 0; step < mostSteps && scale > 0; step += 1) {
    const limit = bend * scale;
    const winsorised = residuals.reduce((sum, r) => sum + Math.min(r * r, limit * limit), 0);
    const next = Math.sqrt(winsorised / (freedom * consistency));
    const weights = residuals.map((r) => (Math.abs(r) <= bend * next ? 1 : (bend * next) / Math.abs(r)));
    const factor = next === 0 ? null : factorise(crossProduct(design, weights));
    if (factor === null) return { coefficients, scale: 0, residuals, freedom, covariance: invert(gram) };
    coefficients = solve(factor, momentsOf(design, values, weights));
    residuals = residualsOf(design, values, coefficients);
    const settled = Math.abs(next - scale) <= tolerance * scale;
    scale = next;
    if (settled) break;
  }
  return { coefficients, scale, residuals, freedom, covariance: invert(gram) };
}

/** What a row of a design gives with some coefficients. */
export function fittedAt(row: readonly number[], coefficients: readonly number[]): number {
  return row.reduce((sum, x, index) => sum + x * coefficients[index]!, 0);
}

function residualsOf(
  design: readonly (readonly number[])[],
  values: readonly number[],
  coefficients: readonly number[],
): number[] {
  return values.map((value, index) => value - fittedAt(design[index]!, coefficients));
}

function crossProduct(design: readonly (readonly number[])[], weights: readonly number[] | null): Cholesky {
  const size = design[0]!.length;
  const sums = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  design.forEach((row, index) => {
    const weight = weights?.[index] ?? 1;
    for (let a = 0; a < size; a += 1) {
      const scaled = weight * row[a]!;
      for (let b = 0; b <= a; b += 1) sums[a]![b]! += scaled * row[b]!;
    }
  });
  return sums;
}

function momentsOf(
  design: readonly (readonly number[])[],
  values: readonly number[],
  weights: readonly number[] | null,
): number[] {
  const sums = new Array<number>(design[0]!.length).fill(0);
  design.forEach((row, index) => {
    const scaled = (weights?.[index] ?? 1) * values[index]!;
    for (let a = 0; a < row.length; a += 1) sums[a]! += row[a]! * scaled;
  });
  return sums;
}
