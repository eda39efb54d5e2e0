/** The lower triangle of a symmetric matrix, row by row: as it is, or its Cholesky factor. */
export type Cholesky = number[][];

/** Pivots below this part of their diagonal are rounding: the columns depend on each other. */
const smallestPivot = 1e-10;

/**
 * The Cholesky factor L of a symmetric matrix, L L' = matrix.
 *
 * @param matrix - its lower triangle
 * @returns null where the matrix is not positive definite
 */
export function factorise(matrix: Cholesky): Cholesky | null {
  const factor: Cholesky = matrix.map((row) => new Array<number>(row.length).fill(0));
  for (let a = 0; a < matrix.length; a += 1) {
    for (let b = 0; b <= a; b += 1) {
      let rest = matrix[a]![b]!;
      for (let k = 0; k < b; k += 1) rest -= factor[a]![k]! * factor[b]![k]!;
      if (a > b) factor[a]![b] = rest / factor[b]![b]!;
      else if (rest > smallestPivot * matrix[a]![a]!) factor[a]![a] = Math.sqrt(rest);
      else return null;
    }
  }
  return factor;
}

/** The x of L L' x = right side. */
export function solve(factor: Cholesky, right: readonly number[]): number[] {
  const x = [...right];
  for (let a = 0; a < x.length; a += 1) {
    for (let k = 0; k < a; k += 1) x[a]! -= factor[a]![k]! * x[k]!;
    x[a]! /= factor[a]![a]!;
  }
  for (let a = x.length - 1; a >= 0; a -= 1) {
    for (let k = a + 1; k < x.length; k += 1) x[a]! -= factor[k]![a]! * x[k]!;
    x[a]! /= factor[a]![a]!;
  }
  return x;
}

/** The whole inverse of L L'. */
export function invert(factor: Cholesky): number[][] {
  return factor.map((_, column) =>
    solve(
      factor,
      factor.map((__, row) => (row === column ? 1 : 0)),
    ),
  );
}
