import { tabulate } from "../internal/number-lists.ts";

/** How a series is smoothed by loess. */
export interface LoessOptions {
  /** Number of nearest points with a weight above 0; odd. */
  readonly window: number;
  /** Local constants or local lines. */
  readonly degree: 0 | 1;
  /** Every jump-th point is computed, those between are interpolated; 1 computes all. */
  readonly jump: number;
  /** Robustness weights of the points; null for 1 each. */
  readonly weights: Float64Array | null;
}

/**
 * Loess of an equally spaced series: at each point a constant or a line through its nearest points, weighed by the
 * tricube (1 - (d / reach)^3)^3 of their distance d.
 *
 * Away from the ends, and without robustness weights, the fit is one symmetric weighted average, the same at each
 * point: time is n * window / 2 multiplications there.
 *
 * @param values - length 1 or more
 * @param result - receives the smooth curve, same length
 * @see Cleveland and Devlin (1988), Journal of the American Statistical Association 83(403)
 */
export function loess(values: Float64Array, options: LoessOptions, result: Float64Array): void {
  const { window, degree, weights } = options;
  const length = values.length;
  const jump = Math.max(1, Math.min(options.jump, length - 1));
  const half = (window - 1) / 2;
  const kernel = window <= length ? tricubeKernel(half) : null;
  const at = (x: number) => {
    if (!kernel || x < half || x + half >= length) return loessAt(values, x, window, degree, weights);
    return weights ? weightedInside(values, x, kernel, degree, weights) : averageInside(values, x, kernel);
  };
  let before = 0;
  result[0] = at(0);
  for (let x = jump; before < length - 1; x += jump) {
    const here = Math.min(x, length - 1);
    result[here] = at(here);
    const slope = (result[here]! - result[before]!) / (here - before);
    for (let t = before + 1; t < here; t++) result[t] = result[before]! + slope * (t - before);
    before = here;
  }
}

/**
 * Loess at one place, which may lie outside the series.
 *
 * With more points in the window than in the series, the reach grows by half of what is missing, as in the authors'
 * program. Where all weights are 0, or all points in one place, there is no line to fit: the nearest value or a
 * constant stands in.
 */
export function loessAt(
  values: Float64Array,
  x: number,
  window: number,
  degree: 0 | 1,
  weights: Float64Array | null,
): number {
  const length = values.length;
  const width = Math.min(window, length);
  const left = Math.max(0, Math.min(length - width, x - Math.floor(width / 2)));
  const right = left + width - 1;
  let reach = Math.max(x - left, right - x);
  if (window > length) reach += Math.floor((window - length) / 2);
  let total = 0;
  let first = 0;
  let second = 0;
  let level = 0;
  let cross = 0;
  for (let t = left; t <= right; t++) {
    const offset = t - x;
    let weight = tricube(Math.abs(offset), reach);
    if (weights) weight *= weights[t]!;
    total += weight;
    first += weight * offset;
    second += weight * offset * offset;
    level += weight * values[t]!;
    cross += weight * offset * values[t]!;
  }
  if (!(total > 0)) return values[Math.max(0, Math.min(length - 1, x))]!;
  return localFit(total, first, second, level, cross, degree, length);
}

/** Value at offset 0 of a weighted constant or line, from weighted sums over offsets. */
function localFit(
  total: number,
  first: number,
  second: number,
  level: number,
  cross: number,
  degree: 0 | 1,
  length: number,
): number {
  const mean = level / total;
  if (degree === 0) return mean;
  const centre = first / total;
  const spread = second / total - centre * centre;
  // a line through points that lie in one place says nothing
  if (!(spread > 1e-6 * (length - 1) * (length - 1))) return mean;
  return mean - (centre * (cross / total - centre * mean)) / spread;
}

function averageInside(values: Float64Array, x: number, kernel: Kernel): number {
  const { shares, half } = kernel;
  let sum = shares[0]! * values[x]!;
  for (let d = 1; d <= half; d++) sum += shares[d]! * (values[x - d]! + values[x + d]!);
  return sum;
}

function weightedInside(
  values: Float64Array,
  x: number,
  { shares, half }: Kernel,
  degree: 0 | 1,
  weights: Float64Array,
): number {
  let total = 0;
  let first = 0;
  let second = 0;
  let level = 0;
  let cross = 0;
  for (let offset = -half; offset <= half; offset++) {
    const weight = shares[Math.abs(offset)]! * weights[x + offset]!;
    const product = weight * values[x + offset]!;
    total += weight;
    first += weight * offset;
    second += weight * offset * offset;
    level += product;
    cross += offset * product;
  }
  if (!(total > 0)) return values[x]!;
  return localFit(total, first, second, level, cross, degree, values.length);
}

/** Tricube weights by distance, for a window that lies inside the series; the whole window adds up to 1. */
interface Kernel {
  readonly shares: Float64Array;
  readonly half: number;
}

function tricubeKernel(half: number): Kernel {
  const shares = tabulate(half + 1, (d) => tricube(d, half));
  let total = shares[0]!;
  for (let d = 1; d <= half; d++) total += 2 * shares[d]!;
  return { shares: shares.map((share) => share / total), half };
}

/** Weight by distance; the authors' program rounds near 0 and near the reach. */
function tricube(distance: number, reach: number): number {
  if (distance <= 0.001 * reach) return 1;
  if (distance > 0.999 * reach) return 0;
  const share = distance / reach;
  const rest = 1 - share * share * share;
  return rest * rest * rest;
}
