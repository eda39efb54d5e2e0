import { describe, expect, test } from "vitest";
import { dynamicOptimizedTheta } from "../../src/models/dynamic-optimized-theta.ts";
import { fitShrunkenEts as fitEts } from "../../src/models/ets/fit-shrunken-ets.ts";
import type { EtsSpecification } from "../../src/models/ets/specification.ts";
import { theta } from "../../src/models/theta.ts";
import { type M3Series, sharedData } from "../support/shared-data.ts";

interface GoldenPoints {
  readonly theta: Readonly<Record<string, readonly number[]>>;
  readonly dotm: Readonly<Record<string, readonly number[]>>;
}
interface GoldenEts {
  readonly m: number;
  readonly ets: Readonly<Record<string, { readonly loglik: number; readonly mean: readonly number[] }>>;
}
const points = sharedData<GoldenPoints>("golden-forecasts/m3-point-forecasts.json");
const depth = sharedData<Record<string, GoldenEts>>("golden-forecasts/r-forecast-8.20.json");
const m3 = sharedData<readonly M3Series[]>("m3.json");

/** Largest difference relative to the size of the reference. */
function distance(mine: readonly number[], reference: readonly number[]): number {
  return Math.max(...reference.map((value, h) => Math.abs(mine[h]! - value) / Math.abs(value)));
}

describe.skipIf(!points || !m3)("point forecasts of 3,003 M3 series (needs ../shared/data)", () => {
  const series = m3 ?? [];
  test("theta equals R's thetaf (forecast 8.20) within 0.1 % on 97 of 100 series", () => {
    // R searches alpha and the initial level with Nelder-Mead and stops early where the sum of squares is flat;
    // here the minimum over alpha is global. The rest differ in alpha, not in the formula.
    const far = series.filter(({ id, m, h, train }) => {
      const { mean } = theta.fit(train, { season: m }).predict(h, []);
      return distance(mean, points!.theta[id]!) > 1e-3;
    });
    expect(1 - far.length / series.length).toBeGreaterThan(0.97);
  });
  test("dynamic optimised theta is within 1 % of forecTheta 3.0's dotm on 80 of 100 series without a season", () => {
    // The paper searches three parameters locally; here two of them are solved for exactly, so optima differ.
    // Seasonal series differ on purpose (shrunken indices).
    const plain = series.filter(({ m }) => m === 1);
    const near = plain.filter(({ id, m, h, train }) => {
      const { mean } = dynamicOptimizedTheta.fit(train, { season: m }).predict(h, []);
      return distance(mean, points!.dotm[id]!) < 0.01;
    });
    expect(near.length / plain.length).toBeGreaterThan(0.8);
  });
});

const NAMES: Readonly<Record<string, EtsSpecification>> = {
  ANN: { error: "additive", trend: "none", season: "none" },
  AAN: { error: "additive", trend: "additive", season: "none" },
  AAdN: { error: "additive", trend: "damped", season: "none" },
  MNN: { error: "multiplicative", trend: "none", season: "none" },
  MAN: { error: "multiplicative", trend: "additive", season: "none" },
  MAdN: { error: "multiplicative", trend: "damped", season: "none" },
};

describe.skipIf(!depth || !m3)("likelihoods of R's ets (needs ../shared/data)", () => {
  const cases = Object.entries(NAMES).flatMap(([name, specification]) =>
    Object.entries(depth ?? {}).flatMap(([id, golden]) => {
      const reference = golden.ets[name];
      const series = m3?.find((candidate) => candidate.id === id);
      return reference && series ? [{ name, id, specification, reference, series }] : [];
    }),
  );
  test("are reached or beaten in 9 of 10 fits without a season, and nowhere missed by much", () => {
    const gaps = cases.map(({ specification, reference, series }) => {
      const fit = fitEts(series.train, series.m, specification)!;
      if (specification.error === "additive") {
        const squares = series.train.reduce((sum, value, t) => sum + (value - fit.fitted[t]!) ** 2, 0);
        expect(fit.objective).toBeCloseTo(series.train.length * Math.log(squares), 6);
      }
      return fit.objective + 2 * reference.loglik;
    });
    expect(cases.length).toBeGreaterThan(150);
    expect(gaps.filter((gap) => gap <= 1e-3).length / gaps.length).toBeGreaterThan(0.9);
    expect(Math.max(...gaps)).toBeLessThan(2);
  });
});
