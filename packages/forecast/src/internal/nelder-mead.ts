import { zeros } from "./number-lists.ts";

/** What stops a Nelder-Mead search. */
export interface NelderMeadOptions {
  /** Smallest allowed value of each coordinate. */
  readonly lower: ArrayLike<number>;
  /** Largest allowed value of each coordinate. */
  readonly upper: ArrayLike<number>;
  /** First step along each coordinate. */
  readonly step: ArrayLike<number>;
  /** Most evaluations of the objective; 400 if absent. */
  readonly maxEvaluations?: number;
  /** Stop when the spread of objective values is below this share of the best; 1e-8 if absent. */
  readonly tolerance?: number;
}

/** The best point found and its objective value. */
export interface NelderMeadResult {
  readonly point: Float64Array;
  readonly value: number;
}

/**
 * Minimises a function inside a box by the simplex search of Nelder and Mead.
 *
 * Trial points outside the box are moved to its edge. Objective values that are not finite count as the worst.
 * The search is deterministic.
 *
 * @param objective - reads the point it is given and must not keep it
 * @param start - first corner of the simplex, inside the box
 * @see Nelder and Mead (1965), The Computer Journal 7(4)
 */
export function nelderMead(
  objective: (point: Float64Array) => number,
  start: ArrayLike<number>,
  options: NelderMeadOptions,
): NelderMeadResult {
  const size = start.length;
  const { lower, upper, step, maxEvaluations = 400, tolerance = 1e-8 } = options;
  let evaluations = 0;
  const evaluate = (point: Float64Array) => {
    evaluations++;
    const value = objective(point);
    return Number.isFinite(value) ? value : Number.MAX_VALUE;
  };
  const clamp = (value: number, axis: number) => Math.min(upper[axis]!, Math.max(lower[axis]!, value));
  const corners: Float64Array[] = [Float64Array.from(start, (value, axis) => clamp(value, axis))];
  for (let axis = 0; axis < size; axis++) {
    const corner = Float64Array.from(corners[0]!);
    const moved = clamp(corner[axis]! + step[axis]!, axis);
    corner[axis] = moved === corner[axis] ? clamp(corner[axis]! - step[axis]!, axis) : moved;
    corners.push(corner);
  }
  const values = corners.map(evaluate);
  const centroid = zeros(size);
  const trial = zeros(size);
  const second = zeros(size);
  const along = (target: Float64Array, from: Float64Array, factor: number) => {
    for (let axis = 0; axis < size; axis++) {
      target[axis] = clamp(centroid[axis]! + factor * (from[axis]! - centroid[axis]!), axis);
    }
    return evaluate(target);
  };
  while (evaluations < maxEvaluations) {
    let best = 0;
    let worst = 0;
    for (let i = 1; i <= size; i++) {
      if (values[i]! < values[best]!) best = i;
      if (values[i]! >= values[worst]!) worst = i;
    }
    if (Math.abs(values[worst]! - values[best]!) <= tolerance * (Math.abs(values[best]!) + tolerance)) break;
    let nextWorst = best;
    for (let i = 0; i <= size; i++) if (i !== worst && values[i]! > values[nextWorst]!) nextWorst = i;
    centroid.fill(0);
    for (let i = 0; i <= size; i++) {
      if (i === worst) continue;
      for (let axis = 0; axis < size; axis++) centroid[axis]! += corners[i]![axis]! / size;
    }
    const corner = corners[worst]!;
    const replace = (point: Float64Array, value: number) => {
      corner.set(point);
      values[worst] = value;
    };
    const reflected = along(trial, corner, -1);
    if (reflected < values[best]!) {
      const expanded = along(second, corner, -2);
      if (expanded < reflected) replace(second, expanded);
      else replace(trial, reflected);
    } else if (reflected < values[nextWorst]!) {
      replace(trial, reflected);
    } else {
      const outside = reflected < values[worst]!;
      const contracted = along(second, corner, outside ? -0.5 : 0.5);
      if (contracted < Math.min(reflected, values[worst]!)) replace(second, contracted);
      else {
        for (let i = 0; i <= size; i++) {
          if (i === best) continue;
          for (let axis = 0; axis < size; axis++) {
            corners[i]![axis] = 0.5 * (corners[i]![axis]! + corners[best]![axis]!);
          }
          values[i] = evaluate(corners[i]!);
        }
      }
    }
  }
  let best = 0;
  for (let i = 1; i <= size; i++) if (values[i]! < values[best]!) best = i;
  return { point: corners[best]!, value: values[best]! };
}
