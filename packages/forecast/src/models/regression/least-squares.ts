import { zeros } from "../../internal/number-lists.ts";
import { dot } from "../../internal/statistics.ts";

/** A matrix given by its columns, factored for least squares. */
export interface LeastSquares {
  /** Orthonormal columns that span the same space. */
  readonly basis: readonly Float64Array[];
  /** Lower triangle L with X = basis * L', row by row. */
  readonly triangle: Float64Array;
  /** Index of the first column that the earlier ones already span; -1 if none. */
  readonly dependent: number;
}

/** Share of a column's length that must be left after the earlier columns are taken out. */
const INDEPENDENT = 1e-9;

/**
 * QR factorisation by Householder reflections: X = QR, R with a diagonal of 0 or more.
 *
 * Reflections keep their accuracy where the normal equations would square the condition of X.
 *
 * @param columns - k columns of n numbers; n >= k
 * @see Householder (1958), Journal of the ACM 5(4)
 * @see Golub and Van Loan (2013), Matrix Computations, 4th edition, section 5.2
 */
export function factorColumns(columns: readonly ArrayLike<number>[]): LeastSquares {
  const size = columns.length;
  const work = columns.map((column) => Float64Array.from(column));
  const length = work[0]?.length ?? 0;
  const triangle = zeros(size * size);
  const reflections: Float64Array[] = [];
  const signs = zeros(size).fill(1);
  let dependent = -1;
  for (let k = 0; k < size; k++) {
    const column = work[k]!;
    const whole = norm(Float64Array.from(columns[k]!), 0);
    for (let i = 0; i < k; i++) triangle[k * size + i] = column[i]! * signs[i]!;
    const rest = k < length ? norm(column, k) : 0;
    if (!(rest > INDEPENDENT * whole)) {
      if (dependent < 0) dependent = k;
      reflections.push(zeros(length));
      continue;
    }
    triangle[k * size + k] = rest;
    const reflection = zeros(length);
    for (let t = k; t < length; t++) reflection[t] = column[t]! / rest;
    signs[k] = column[k]! > 0 ? -1 : 1;
    reflection[k]! -= signs[k]!;
    const scale = Math.SQRT2 / norm(reflection, k);
    for (let t = k; t < length; t++) reflection[t]! *= scale;
    reflections.push(reflection);
    for (let j = k + 1; j < size; j++) reflect(work[j]!, reflection);
  }
  const basis = columns.map((_, k) => {
    const unit = zeros(length);
    if (k < length) unit[k] = signs[k]!;
    for (let i = Math.min(k, size - 1); i >= 0; i--) reflect(unit, reflections[i]!);
    return unit;
  });
  return { basis, triangle, dependent };
}

/** Takes the projection on orthonormal columns out of a vector; returns its coefficients. */
export function projectOut(basis: readonly Float64Array[], vector: Float64Array): Float64Array {
  const result = zeros(basis.length);
  // twice, because the first pass leaves rounding of the size of the vector
  for (let pass = 0; pass < 2; pass++) {
    basis.forEach((column, k) => {
      const sum = dot(column, vector);
      for (let t = 0; t < vector.length; t++) vector[t]! -= sum * column[t]!;
      result[k]! += sum;
    });
  }
  return result;
}

function norm(values: Float64Array, from: number): number {
  let largest = 0;
  for (let t = from; t < values.length; t++) largest = Math.max(largest, Math.abs(values[t]!));
  if (largest === 0) return 0;
  let sum = 0;
  for (let t = from; t < values.length; t++) {
    const share = values[t]! / largest;
    sum += share * share;
  }
  return largest * Math.sqrt(sum);
}

/** vector - reflection * (reflection' vector), a Householder reflection scaled to length sqrt(2). */
function reflect(vector: Float64Array, reflection: Float64Array): void {
  const sum = dot(reflection, vector);
  if (sum === 0) return;
  for (let t = 0; t < vector.length; t++) vector[t]! -= sum * reflection[t]!;
}
