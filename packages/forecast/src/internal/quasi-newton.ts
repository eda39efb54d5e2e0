import { zeros } from "./number-lists.ts";

/** A function whose slope is known. */
export interface SmoothObjective {
  /** Value at a point; not finite where the point is not allowed. */
  value(point: Float64Array): number;
  /** Writes the gradient at the point whose value was asked for last. */
  gradient(into: Float64Array): void;
}

/** The box and what stops the search. */
export interface QuasiNewtonOptions {
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
  /** Typical size of a change along each axis. */
  readonly scale: ArrayLike<number>;
  /** Most steps; 100 if absent. */
  readonly maxIterations?: number;
  /** Stop when two steps running gain less than this, in units of the objective; 1e-7 if absent. */
  readonly tolerance?: number;
}

/** The best point found and its objective value. */
export interface QuasiNewtonResult {
  readonly point: Float64Array;
  readonly value: number;
}

/**
 * Minimises a smooth function inside a box: BFGS on the axes that are free, with steps cut at the edges of the
 * box and halved until the value falls enough (Armijo). An axis at its edge whose slope points outwards is held.
 *
 * Finds a local minimum near `start`. Uses additions, multiplications, divisions and square roots alone, so the
 * path is the same on every engine, as far as the objective's is. Fails (returns the start) if the value there is
 * not finite.
 *
 * @see Bertsekas (1982), SIAM Journal on Control and Optimization 20(2), on projected Newton steps
 * @see Nocedal and Wright (2006), Numerical Optimization, sections 3.1 and 6.1
 */
export function quasiNewton(
  objective: SmoothObjective,
  start: ArrayLike<number>,
  options: QuasiNewtonOptions,
): QuasiNewtonResult {
  const { lower, upper, scale, maxIterations = 100, tolerance = 1e-7 } = options;
  const size = start.length;
  let point = zeros(size);
  for (let i = 0; i < size; i++) point[i] = Math.min(upper[i]!, Math.max(lower[i]!, start[i]!));
  let value = objective.value(point);
  if (!Number.isFinite(value)) return { point, value: Number.POSITIVE_INFINITY };
  let gradient = zeros(size);
  let nextGradient = zeros(size);
  let next = zeros(size);
  const direction = zeros(size);
  const step = zeros(size);
  const change = zeros(size);
  const product = zeros(size);
  const free = new Uint8Array(size);
  // inverse Hessian, row by row
  const inverse = zeros(size * size);
  let fresh = true;
  const reset = () => {
    inverse.fill(0);
    let steepness = 0;
    for (let i = 0; i < size; i++) {
      const slope = gradient[i]! * scale[i]!;
      if (free[i]) steepness += slope * slope;
    }
    const shrink = steepness > 0 ? 1 / Math.sqrt(steepness) : 1;
    for (let i = 0; i < size; i++) inverse[i * size + i] = scale[i]! * scale[i]! * shrink;
    fresh = true;
  };
  objective.gradient(gradient);
  let idle = 0;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    for (let i = 0; i < size; i++) {
      const held =
        (point[i]! <= lower[i]! && gradient[i]! > 0) || (point[i]! >= upper[i]! && gradient[i]! < 0);
      free[i] = held ? 0 : 1;
    }
    if (iteration === 0) reset();
    let descent = 0;
    for (let i = 0; i < size; i++) {
      let sum = 0;
      if (free[i]) {
        const row = i * size;
        for (let j = 0; j < size; j++) if (free[j]) sum -= inverse[row + j]! * gradient[j]!;
      }
      direction[i] = sum;
      descent += sum * gradient[i]!;
    }
    if (!(descent < -1e-2 * tolerance)) break;
    let length = 1;
    let accepted = false;
    let nextValue = value;
    for (let attempt = 0; attempt < 30; attempt++) {
      let expected = 0;
      for (let i = 0; i < size; i++) {
        const moved = point[i]! + length * direction[i]!;
        next[i] = Math.min(upper[i]!, Math.max(lower[i]!, moved));
        expected += gradient[i]! * (next[i]! - point[i]!);
      }
      nextValue = objective.value(next);
      if (nextValue <= value + 1e-4 * expected) {
        accepted = true;
        break;
      }
      // the parabola through value, slope and trial value, kept between a tenth and a half
      const curved = (-0.5 * expected) / (nextValue - value - expected);
      length *= curved > 0.1 && curved < 0.5 ? curved : curved <= 0.1 ? 0.1 : 0.5;
    }
    if (!accepted) {
      if (fresh) break;
      reset();
      continue;
    }
    objective.gradient(nextGradient);
    let curvature = 0;
    let changes = 0;
    let weighted = 0;
    for (let i = 0; i < size; i++) {
      step[i] = next[i]! - point[i]!;
      change[i] = free[i] ? nextGradient[i]! - gradient[i]! : 0;
      curvature += step[i]! * change[i]!;
      const scaled = change[i]! * scale[i]!;
      changes += scaled * scaled;
      const relative = step[i]! / scale[i]!;
      weighted += relative * relative;
    }
    if (curvature > 1e-10 * Math.sqrt(changes * weighted)) {
      if (fresh) {
        inverse.fill(0);
        for (let i = 0; i < size; i++) inverse[i * size + i] = scale[i]! * scale[i]! * (curvature / changes);
        fresh = false;
      }
      let squared = 0;
      for (let i = 0; i < size; i++) {
        const row = i * size;
        let sum = 0;
        for (let j = 0; j < size; j++) sum += inverse[row + j]! * change[j]!;
        product[i] = sum;
        squared += sum * change[i]!;
      }
      const grow = (1 + squared / curvature) / curvature;
      for (let i = 0; i < size; i++) {
        const row = i * size;
        const a = grow * step[i]! - product[i]! / curvature;
        const b = step[i]! / curvature;
        for (let j = 0; j < size; j++) inverse[row + j]! += a * step[j]! - b * product[j]!;
      }
    }
    const gain = value - nextValue;
    [point, next] = [next, point];
    [gradient, nextGradient] = [nextGradient, gradient];
    value = nextValue;
    idle = gain < tolerance ? idle + 1 : 0;
    if (idle === 2) break;
  }
  return { point, value };
}
