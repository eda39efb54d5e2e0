/** Sum of a number of each of a list, from the first to the last; 0 for an empty one. */
export function sumOf<T>(list: ArrayLike<T>, numberOf: (one: T, i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < list.length; i++) sum += numberOf(list[i]!, i);
  return sum;
}

/** Arithmetic mean; 0 for no values. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return values.length > 0 ? sum / values.length : 0;
}

/** Sum of products; the lists are of one length. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Sum of squares. */
export function sumOfSquares(values: ArrayLike<number>): number {
  return dot(values, values);
}

/** Sum of squared deviations from the mean. */
export function squaredDeviations(values: Float64Array): number {
  const centre = mean(values);
  return sumOfSquares(values.map((value) => value - centre));
}

/** Largest absolute value; missing values count as 0. */
export function largestSize(values: ArrayLike<number | null>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i] ?? 0));
  return largest;
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
