/**
 * Lower triangular root of a symmetric matrix whose lower half is given, row by row.
 *
 * @param repair - true: a pivot that rounding has made too small is raised to 1e-12 of its diagonal
 * @returns false if the matrix is not positive definite, and not repaired
 * @see Golub and Van Loan (2013), Matrix Computations, 4th edition, section 4.2
 */
export function choleskyInPlace(matrix: Float64Array, size: number, repair = false): boolean {
  for (let i = 0; i < size; i++) {
    const row = i * size;
    for (let j = 0; j <= i; j++) {
      const other = j * size;
      let sum = matrix[row + j]!;
      for (let k = 0; k < j; k++) sum -= matrix[row + k]! * matrix[other + k]!;
      if (j === i && repair) {
        sum = Math.max(sum, 1e-12 * Math.abs(matrix[row + i]!) || Number.MIN_VALUE);
      }
      if (j < i) matrix[row + j] = sum / matrix[other + j]!;
      else if (sum > 0) matrix[row + i] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/** Solves L x = b in place of b. */
export function forwardSolve(lower: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  for (let i = 0; i < size; i++) {
    let sum = vector[i]!;
    for (let k = 0; k < i; k++) sum -= lower[i * size + k]! * vector[k]!;
    vector[i] = sum / lower[i * size + i]!;
  }
  return vector;
}

/** Solves L' x = b in place of b. */
export function backwardSolve(lower: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  for (let i = size - 1; i >= 0; i--) {
    let sum = vector[i]!;
    for (let k = i + 1; k < size; k++) sum -= lower[k * size + i]! * vector[k]!;
    vector[i] = sum / lower[i * size + i]!;
  }
  return vector;
}
