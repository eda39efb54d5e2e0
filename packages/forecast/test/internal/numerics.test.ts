import { describe, expect, test } from "vitest";
import { closest } from "../../src/internal/closest.ts";
import { minimizeOnInterval } from "../../src/internal/golden-section.ts";
import { instant } from "../../src/internal/instant.ts";
import { nelderMead } from "../../src/internal/nelder-mead.ts";
import { normalDeviates } from "../../src/internal/normal-deviates.ts";
import { levelMultiplier, normalQuantile } from "../../src/internal/normal-quantile.ts";
import { randomStream } from "../../src/internal/random.ts";
import { studentQuantile } from "../../src/internal/student-quantile.ts";

describe("quantiles", () => {
  // R: qnorm(c(.9, .975, .995, .001))
  test.each([
    [0.9, 1.2815515655446],
    [0.975, 1.95996398454005],
    [0.995, 2.5758293035489],
    [0.001, -3.09023230616781],
  ])("normal quantile of %f as in R", (p, z) => expect(normalQuantile(p)).toBeCloseTo(z, 7));
  test("level 95 is 1.96", () => expect(levelMultiplier(95)).toBeCloseTo(1.959963984540054, 7));
  // R: qt(.975, c(1, 2, 3, 5, 10, 30)), qt(.9, 4)
  test.each([
    [0.975, 1, 12.7062047361747, 1e-9],
    [0.975, 2, 4.30265272974946, 1e-9],
    [0.975, 3, 3.18244630528371, 3e-3],
    [0.975, 5, 2.57058183563631, 2e-4],
    [0.975, 10, 2.22813885196494, 1e-5],
    [0.975, 30, 2.04227245630124, 1e-5],
    [0.9, 4, 1.53320627405894, 1e-3],
  ])("Student quantile of %f with %i degrees as in R", (p, degrees, expected, tolerance) => {
    // tolerance: documented error of Hill's expansion
    expect(Math.abs(studentQuantile(p, degrees) / expected - 1)).toBeLessThan(tolerance);
    expect(studentQuantile(1 - p, degrees)).toBeCloseTo(-studentQuantile(p, degrees), 9);
  });
});

describe("random numbers", () => {
  test("are the same for the same seed and differ for another", () => {
    const take = (seed: number) => Array.from({ length: 5 }, randomStream(seed));
    expect(take(7)).toEqual(take(7));
    expect(take(7)).not.toEqual(take(8));
  });
  test("are pinned, so that results stay the same over versions and engines", () => {
    const random = randomStream(1);
    expect([random(), random()]).toMatchInlineSnapshot(`
      [
        0.012132219038903713,
        0.0008196849375963211,
      ]
    `);
  });
  test("look standard normal", () => {
    const draws = normalDeviates(randomStream(3), 20_000);
    const average = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + x * x, 0) / draws.length;
    // four standard errors: 4 / sqrt(20000) and 4 * sqrt(2 / 20000)
    expect(Math.abs(average)).toBeLessThan(0.029);
    expect(Math.abs(variance - 1)).toBeLessThan(0.04);
  });
});

describe("minimisers", () => {
  test("golden section finds the lower of two valleys", () => {
    const x = minimizeOnInterval((t) => Math.min((t - 1) ** 2 + 0.1, (t - 4) ** 2), 0, 5);
    expect(x).toBeCloseTo(4, 5);
  });
  test("Nelder-Mead descends Rosenbrock's banana", () => {
    const banana = (p: Float64Array) => (1 - p[0]!) ** 2 + 100 * (p[1]! - p[0]! ** 2) ** 2;
    const { point, value } = nelderMead(banana, [-1.2, 1], {
      lower: [-5, -5],
      upper: [5, 5],
      step: [0.5, 0.5],
      tolerance: 1e-14,
    });
    expect(value).toBeLessThan(1e-9);
    expect(point[0]).toBeCloseTo(1, 3);
  });
  test("Nelder-Mead stays in the box and survives NaN", () => {
    const { point } = nelderMead((p) => (p[0]! > 0.5 ? Number.NaN : -p[0]!), [0.1], {
      lower: [0],
      upper: [1],
      step: [0.2],
    });
    expect(point[0]).toBeCloseTo(0.5, 2);
  });
});

describe("closest", () => {
  const names = ["auto", "theta", "holt_winters_damped", "ets"];
  test("offers names that contain the word or are spelt alike", () => {
    expect(closest("Holt-Winters", names)).toEqual(["holt_winters_damped"]);
    expect(closest("teta", names)[0]).toBe("theta");
  });
  test("offers nothing for something else", () => expect(closest("zzzzzzzz", names)).toEqual([]));
});

describe("instant", () => {
  test("takes times without an offset as UTC", () => {
    expect(instant("2026-03-01T10:00:00")).toBe(Date.UTC(2026, 2, 1, 10));
    expect(instant("2026-03-01T10:00:00+02:00")).toBe(Date.UTC(2026, 2, 1, 8));
    expect(instant("2026-03-01")).toBe(Date.UTC(2026, 2, 1));
  });
  test("refuses other dates", () => expect(() => instant("01.03.2026")).toThrow(/not an ISO date/));
});
