import { fittedAt, huberRegression, type RobustFit } from "./huber-regression.ts";

/** What a reference is made of beside its level. */
export interface ReferenceShape {
  /** Whether the level drifts by the same amount each period. */
  readonly trend: boolean;
  /** Waves of the season, whole ones a season length; 0 for none. */
  readonly waves: number;
}

/** What a series is expected to do next, from its past. */
export interface Reference {
  readonly shape: ReferenceShape;
  /** Spread of one bounded value about what is expected, in the unit of the values. */
  readonly scale: number;
  /** Residuals are bounded here, in the unit of the values, so that no single period makes a change. */
  readonly furthest: number;
  /** Correlation of neighbouring residuals, from 0; see `shrunkCorrelation`. */
  readonly correlation: number;
  /** Degrees of freedom of the scale. */
  readonly freedom: number;
  /** The value expected at a position. */
  expectedAt(position: number): number;
  /** Variance of the sum of the expected values at some positions, in squared scales: how well they are known. */
  uncertaintyOf(positions: readonly number[]): number;
}

/** A past to learn from. */
export interface Past {
  /** Where in the series each value lies, ascending; whole periods. */
  readonly positions: readonly number[];
  readonly values: readonly number[];
  /** Periods of a season; 1 for none. */
  readonly seasonLength: number;
  /** Positions from which on the level is another one. */
  readonly steps: readonly number[];
}

/** Where residuals are bounded, in Huber's spreads: far enough to cost next to nothing where they are normal. */
const boundedAt = 3.5;
const mostWaves = 3;
/** A season is told from chance after two of them. */
const seasonsNeeded = 2;

type Row = (position: number) => number[];

function rowsOf(shape: ReferenceShape, { positions, seasonLength, steps }: Past): Row {
  const first = positions[0]!;
  const span = Math.max(1, positions.at(-1)! - first);
  return (position) => {
    const row = [1];
    if (shape.trend) row.push((position - first) / span - 0.5);
    for (let wave = 1; wave <= shape.waves; wave += 1) {
      const angle = (2 * Math.PI * wave * position) / seasonLength;
      row.push(Math.cos(angle));
      if (2 * wave < seasonLength) row.push(Math.sin(angle));
    }
    for (const step of steps) row.push(position >= step ? 1 : 0);
    return row;
  };
}

/** Correlations below the square root of this over n are taken for chance: 0.14 of 104 periods. */
const shrinkage = 2;
/** How many times the usual price a parameter costs: a trend or a season that is not there makes false alarms. */
const price = 2;

/**
 * Correlation of neighbouring residuals, with Kendall's correction for its bias, shrunk towards 0 by how far it could
 * come of chance; 0 where it is negative.
 *
 * @see Kendall (1954), Biometrika 41(3-4): a correlation estimated from n values is too small by about (1 + 3 rho) / n
 */
export function shrunkCorrelation(residuals: readonly number[], scale: number): number {
  const n = residuals.length;
  if (scale === 0 || n < 3) return 0;
  const bounded = residuals.map((r) => Math.max(-2.5, Math.min(2.5, r / scale)));
  let products = 0;
  let squares = 0;
  for (let index = 0; index < n; index += 1) {
    squares += bounded[index]! ** 2;
    if (index > 0) products += bounded[index]! * bounded[index - 1]!;
  }
  if (squares === 0) return 0;
  const raw = products / squares;
  const corrected = raw + (1 + 3 * raw) / n;
  if (corrected <= 0) return 0;
  return Math.min(0.8, corrected * Math.max(0, 1 - shrinkage / (n * corrected * corrected)));
}

/** Bayesian information criterion of a fit whose errors are correlated, at a higher price: smaller is better. */
function criterion({ scale, freedom, coefficients, residuals }: RobustFit, correlation: number): number {
  const n = residuals.length;
  const innovation = scale * scale * (freedom / n) * (1 - correlation * correlation);
  return n * Math.log(innovation) + price * coefficients.length * Math.log(n);
}

function shapesOf({ positions, seasonLength }: Past): ReferenceShape[] {
  const span = positions.at(-1)! - positions[0]! + 1;
  const seasonal = seasonLength > 1 && span >= seasonsNeeded * seasonLength;
  const waves = seasonal ? Math.min(mostWaves, Math.floor(seasonLength / 2)) : 0;
  return Array.from({ length: waves + 1 }, (_, wave) => wave).flatMap((count) => [
    { trend: false, waves: count },
    { trend: true, waves: count },
  ]);
}

/**
 * The reference of a past: a level, with a trend and up to three waves of the season where they explain more than they
 * cost by the Bayesian information criterion, fitted robustly.
 *
 * @param shape - takes this shape rather than choosing one
 * @returns null for a past without any spread, or too short for its steps
 */
export function fitReference(past: Past, shape?: ReferenceShape): Reference | null {
  let best: { shape: ReferenceShape; fit: RobustFit; correlation: number; score: number } | null = null;
  for (const candidate of shape ? [shape] : shapesOf(past)) {
    const fit = huberRegression(past.positions.map(rowsOf(candidate, past)), past.values);
    if (fit === null) continue;
    if (fit.scale === 0) return null;
    const correlation = shrunkCorrelation(fit.residuals, fit.scale);
    const score = criterion(fit, correlation);
    if (best === null || score < best.score) best = { shape: candidate, fit, correlation, score };
  }
  if (best === null) return null;
  const { fit, correlation } = best;
  const furthest = boundedAt * fit.scale;
  const squares = fit.residuals.reduce((sum, r) => sum + Math.min(r * r, furthest * furthest), 0);
  const rowAt = rowsOf(best.shape, past);
  const inflation = (1 + correlation) / (1 - correlation);
  return {
    shape: best.shape,
    // Of the residuals as they are bounded: with heavy tails Huber's spread is that of their middle, and too small.
    scale: Math.sqrt(squares / fit.freedom),
    furthest,
    correlation,
    freedom: fit.freedom,
    expectedAt: (position) => fittedAt(rowAt(position), fit.coefficients),
    uncertaintyOf(positions) {
      const rows = positions.map(rowAt);
      const sum = fit.coefficients.map((_, column) => rows.reduce((total, row) => total + row[column]!, 0));
      const variance = sum.reduce((total, a, i) => total + a * fittedAt(sum, fit.covariance[i]!), 0);
      return variance * inflation;
    },
  };
}
