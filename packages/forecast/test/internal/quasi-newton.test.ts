import { describe, expect, test } from "vitest";
import { quasiNewton, type SmoothObjective } from "../../src/internal/quasi-newton.ts";

/** (1 - x)^2 + 100 (y - x^2)^2 */
function banana(): SmoothObjective {
  let x = 0;
  let y = 0;
  return {
    value(point) {
      x = point[0]!;
      y = point[1]!;
      return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    },
    gradient(into) {
      into[0] = -2 * (1 - x) - 400 * x * (y - x * x);
      into[1] = 200 * (y - x * x);
    },
  };
}
const scale = [1, 1];

describe("quasi-Newton search", () => {
  test("descends Rosenbrock's banana", () => {
    const { point, value } = quasiNewton(banana(), [-1.2, 1], {
      lower: [-5, -5],
      upper: [5, 5],
      scale,
      tolerance: 1e-12,
    });
    expect(value).toBeLessThan(1e-10);
    expect(point[0]).toBeCloseTo(1, 4);
    expect(point[1]).toBeCloseTo(1, 4);
  });
  test("finds the best point of an edge", () => {
    // with x at most 0.5 the slope along y vanishes at y = x^2
    const { point, value } = quasiNewton(banana(), [-1.2, 1], { lower: [-5, -5], upper: [0.5, 5], scale });
    expect(point[0]).toBe(0.5);
    expect(point[1]).toBeCloseTo(0.25, 4);
    expect(value).toBeCloseTo(0.25, 6);
  });
  test("steps back from points that are not allowed", () => {
    let x = 0;
    const barrier: SmoothObjective = {
      value: (point) => {
        x = point[0]!;
        return x > 0 ? x - Math.log(x) : Number.POSITIVE_INFINITY;
      },
      gradient: (into) => {
        into[0] = 1 - 1 / x;
      },
    };
    const { point } = quasiNewton(barrier, [8], { lower: [-100], upper: [100], scale: [30] });
    expect(point[0]).toBeCloseTo(1, 3);
  });
  test("reports failure where the start is not allowed", () => {
    const never: SmoothObjective = { value: () => Number.NaN, gradient: () => undefined };
    expect(quasiNewton(never, [3], { lower: [0], upper: [9], scale: [1] }).value).toBe(
      Number.POSITIVE_INFINITY,
    );
  });
});
