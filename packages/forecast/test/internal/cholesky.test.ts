import { expect, test } from "vitest";
import { backwardSolve, choleskyInPlace, forwardSolve } from "../../src/internal/cholesky.ts";

test("the root of [[4, 2], [2, 5]] is [[2, 0], [1, 2]], and solves it", () => {
  const matrix = new Float64Array([4, 0, 2, 5]);
  expect(choleskyInPlace(matrix, 2)).toBe(true);
  expect([matrix[0], matrix[2], matrix[3]]).toEqual([2, 1, 2]);
  // 4 x + 2 y = 8 and 2 x + 5 y = 12 at x = 1, y = 2
  const vector = new Float64Array([8, 12]);
  backwardSolve(matrix, forwardSolve(matrix, vector));
  expect(Array.from(vector)).toEqual([1, 2]);
});

test("a singular matrix is refused, or its pivot raised to 1e-12 of the diagonal", () => {
  const singular = () => new Float64Array([1, 0, 1, 1]);
  expect(choleskyInPlace(singular(), 2)).toBe(false);
  const repaired = singular();
  expect(choleskyInPlace(repaired, 2, true)).toBe(true);
  expect(repaired[3]).toBeCloseTo(1e-6, 12);
});
