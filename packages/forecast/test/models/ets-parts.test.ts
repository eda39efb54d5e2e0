import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isAdmissible, rootsInsideUnitCircle } from "../../src/models/ets/admissible.ts";
import type { EtsFit } from "../../src/models/ets/ets-fit.ts";
import { fittedEts } from "../../src/models/ets/fitted-ets.ts";
import { etsAxes, etsLikelihood } from "../../src/models/ets/likelihood.ts";
import { etsMoments } from "../../src/models/ets/moments.ts";
import { statesFrom } from "../../src/models/ets/recursion.ts";
import { ETS_SPECIFICATIONS, etsLetters, etsSpecification } from "../../src/models/ets/specification.ts";

describe("admissible parameters", () => {
  /** Coefficients, constant first, of the polynomial with these roots. */
  const polynomial = (real: readonly number[], pairs: readonly (readonly [number, number])[]) => {
    let f = [1];
    const times = (factor: readonly number[]) => {
      const product = new Array<number>(f.length + factor.length - 1).fill(0);
      for (const [i, a] of f.entries()) for (const [j, b] of factor.entries()) product[i + j]! += a * b;
      f = product;
    };
    for (const root of real) times([-root, 1]);
    for (const [size, angle] of pairs) times([size * size, -2 * size * Math.cos(angle), 1]);
    return Float64Array.from(f);
  };
  const inside = fc.double({ min: -0.97, max: 0.97, noNaN: true });
  const pair = fc.tuple(
    fc.double({ min: 0.05, max: 0.97, noNaN: true }),
    fc.double({ min: 0.1, max: 3, noNaN: true }),
  );
  test("are told by their roots inside the unit circle", () => {
    fc.assert(
      fc.property(
        fc.array(inside, { minLength: 1, maxLength: 4 }),
        fc.array(pair, { maxLength: 3 }),
        (real, pairs) => {
          const f = polynomial(real, pairs);
          expect(rootsInsideUnitCircle(f, f.length - 1)).toBe(true);
        },
      ),
    );
  });
  test("and by a single root outside", () => {
    fc.assert(
      fc.property(fc.array(inside, { maxLength: 4 }), fc.array(pair, { maxLength: 2 }), (real, pairs) => {
        const f = polynomial([...real, 1.05], pairs);
        expect(rootsInsideUnitCircle(f, f.length - 1)).toBe(false);
        const g = polynomial(real, [...pairs, [1.05, 1.2]]);
        expect(rootsInsideUnitCircle(g, g.length - 1)).toBe(false);
      }),
    );
  });
  test("equal those under which an old error dies out", () => {
    // the effect of one error on later ones, by running the additive recursion on a series of zeros
    const dies = (period: number, alpha: number, beta: number, gamma: number, phi: number) => {
      let level = alpha;
      let slope = beta;
      const seasons = new Array<number>(period).fill(0);
      seasons[0] = gamma;
      let early = 0;
      let late = 0;
      for (let t = 1; t < 2000; t++) {
        const base = level + phi * slope;
        const error = -(base + seasons[t % period]!);
        level = base + alpha * error;
        slope = phi * slope + beta * error;
        seasons[t % period]! += gamma * error;
        if (t >= 900 && t < 1000) early = Math.max(early, Math.abs(error));
        if (t >= 1900) late = Math.max(late, Math.abs(error));
      }
      return late < early || late < 1e-12;
    };
    const share = fc.double({ min: 0.05, max: 0.95, noNaN: true });
    let refused = 0;
    fc.assert(
      fc.property(
        share,
        share,
        share,
        fc.double({ min: 0.8, max: 0.98, noNaN: true }),
        (alpha, b, g, phi) => {
          const beta = b * alpha;
          const gamma = g * (2 - alpha);
          const admissible = isAdmissible(4, alpha, beta, gamma, phi, new Float64Array(6));
          if (!admissible) refused++;
          expect(admissible).toBe(dies(4, alpha, beta, gamma, phi));
        },
      ),
      { seed: 3, numRuns: 150 },
    );
    expect(refused).toBeGreaterThan(5);
  });
});

describe("likelihood", () => {
  const values = Float64Array.from(
    { length: 30 },
    (_, t) => 1 + 0.01 * t + [0.1, -0.2, 0.05, 0.05][t % 4]! + (((t * 7) % 11) - 5) / 50,
  );
  test.each(ETS_SPECIFICATIONS.map((specification) => [etsLetters(specification), specification] as const))(
    "of %s has the slope of finite differences",
    (_, specification) => {
      const axes = etsAxes(specification, 4);
      const objective = etsLikelihood(values, 4, specification);
      const point = new Float64Array(axes.size);
      point[axes.alpha] = 0.3;
      if (axes.beta >= 0) point[axes.beta] = 0.2;
      if (axes.phi >= 0) point[axes.phi] = 0.9;
      if (axes.gamma >= 0) point[axes.gamma] = 0.25;
      point[axes.level] = 1.05;
      if (axes.slope >= 0) point[axes.slope] = 0.02;
      if (axes.seasons >= 0) {
        const base = specification.season === "additive" ? 0 : 1;
        [0.12, -0.15, 0.02, 0.06].forEach((index, i) => {
          point[axes.seasons + i] = base + index;
        });
      }
      const gradient = new Float64Array(axes.size);
      objective.value(point);
      objective.gradient(gradient);
      for (let i = 0; i < axes.size; i++) {
        const at = (move: number) => objective.value(point.map((x, j) => (j === i ? x + move : x)));
        expect(gradient[i]! / ((at(1e-6) - at(-1e-6)) / 2e-6)).toBeCloseTo(1, 5);
      }
    },
  );
  test("by hand", () => {
    // ANN, alpha 0.5, level 1: means 1 and 1.5, errors 1 and -0.5
    const additive = etsLikelihood(Float64Array.from([2, 1]), 1, etsSpecification("ANN"));
    expect(additive.value(Float64Array.from([0.5, 1]))).toBeCloseTo(2 * Math.log(1.25), 12);
    // MNN: relative errors 1 and -1/3; log 1 + log 1.5
    const relative = etsLikelihood(Float64Array.from([2, 1]), 1, etsSpecification("MNN"));
    expect(relative.value(Float64Array.from([0.5, 1]))).toBeCloseTo(
      2 * Math.log(1 + 1 / 9) + 2 * Math.log(1.5),
      12,
    );
    expect(relative.value(Float64Array.from([0.5, -1]))).toBe(Number.POSITIVE_INFINITY);
  });
});

/** A fit with states chosen by hand. */
function example(letters: string, sigma: number): EtsFit {
  const specification = etsSpecification(letters);
  const { trend, season } = specification;
  const seasons = { none: [0], additive: [-5, -3, 8], multiplicative: [0.9, 0.9, 1.2] }[season];
  return {
    specification,
    parameters: {
      alpha: 0.4,
      beta: trend === "none" ? 0 : 0.1,
      gamma: season === "none" ? 0 : 0.3,
      phi: { none: 0, additive: 1, damped: 0.9 }[trend],
    },
    states: statesFrom(4, 0, 0, seasons),
    final: { level: 50, slope: trend === "none" ? 0 : 2, seasons: Float64Array.from(seasons) },
    fitted: new Float64Array(4),
    objective: 0,
    aicc: 0,
    sigma,
  };
}

describe("moments", () => {
  test("of multiplicative errors, one and two steps ahead by hand", () => {
    // y1 = 50 (1 + e1), level 50 (1 + 0.4 e1), y2 = 50 (1 + 0.4 e1) (1 + e2), e of variance 0.01
    const { mean, variance } = etsMoments(example("MNN", 0.1), 2);
    expect([...mean]).toEqual([50, 50]);
    expect(variance[0]).toBeCloseTo(2500 * 0.01, 9);
    expect(variance[1]).toBeCloseTo(2500 * ((1 + 0.16 * 0.01) * 1.01 - 1), 9);
  });
  test("of a multiplicative season: the mean gains the covariance of level and season", () => {
    // three steps later the season has moved with the error that moved the level: 1 + 0.4 * 0.3 * 0.01
    const { mean } = etsMoments(example("MNM", 0.1), 4);
    expect(mean[0]).toBeCloseTo(50 * 0.9, 12);
    expect(mean[3]).toBeCloseTo(50 * 0.9 * (1 + 0.4 * 0.3 * 0.01), 12);
  });
  test.each(ETS_SPECIFICATIONS.map(etsLetters))(
    "of %s are those of 20,000 paths of its recursion",
    (letters) => {
      const sigma = letters.startsWith("A") ? 4 : 0.08;
      const fit = example(letters, sigma);
      const paths = fittedEts("example", [0, 0, 0, 0], fit).simulate(8, 20_000, 5);
      const { mean, variance } = etsMoments(fit, 8);
      for (let h = 0; h < 8; h++) {
        const average = paths.reduce((sum, path) => sum + path[h]!, 0) / paths.length;
        const spread = paths.reduce((sum, path) => sum + (path[h]! - average) ** 2, 0) / paths.length;
        // four standard errors: of a mean, and of the variance of nearly normal values
        expect(Math.abs(average - mean[h]!)).toBeLessThan((4 * Math.sqrt(variance[h]!)) / Math.sqrt(20_000));
        expect(Math.abs(spread / variance[h]! - 1)).toBeLessThan(0.05);
      }
    },
  );
});
