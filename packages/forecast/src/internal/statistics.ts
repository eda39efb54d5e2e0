/** Arithmetic mean; 0 for no values. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return values.length > 0 ? sum / values.length : 0;
}

/** Sum of squares. */
export function sumOfSquares(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return sum;
}

/** Least-squares line through (0, values[0]), (1, values[1]), ... */
export function lineThrough(values: ArrayLike<number>): {
  readonly intercept: number;
  readonly slope: number;
} {
  const length = values.length;
  const average = mean(values);
  const middle = (length - 1) / 2;
  let cross = 0;
  let spread = 0;
  for (let i = 0; i < length; i++) {
    cross += (i - middle) * (values[i]! - average);
    spread += (i - middle) * (i - middle);
  }
  const slope = spread > 0 ? cross / spread : 0;
  return { intercept: average - slope * middle, slope };
}
