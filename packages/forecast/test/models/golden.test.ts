import { describe, expect, test } from "vitest";
import { dynamicOptimizedTheta } from "../../src/models/dynamic-optimized-theta.ts";
import { countEtsParameters, fitEts } from "../../src/models/ets/fit-ets.ts";
import { fittedEts } from "../../src/models/ets/fitted-ets.ts";
import { etsSpecification } from "../../src/models/ets/specification.ts";
import { ets } from "../../src/models/ets.ts";
import type { Model } from "../../src/models/model.ts";
import { theta } from "../../src/models/theta.ts";
import { type M3Series, sharedData } from "../support/shared-data.ts";

type Points = Readonly<Record<string, readonly number[]>>;
interface GoldenEts {
  readonly m: number;
  readonly h: number;
  readonly ets: Readonly<Record<string, GoldenModel>>;
}
interface GoldenModel {
  readonly loglik: number;
  readonly aicc: number;
  readonly sigma2: number;
  readonly par: Readonly<Record<string, number>>;
  readonly mean: readonly number[];
}
interface ScoredSeries extends M3Series {
  readonly test: readonly number[];
}
const points = sharedData<Readonly<Record<"ets" | "theta" | "dotm", Points>>>(
  "golden-forecasts/m3-point-forecasts.json",
);
const depth = sharedData<Readonly<Record<string, GoldenEts>>>("golden-forecasts/r-forecast-8.20.json");
const m3 = sharedData<readonly ScoredSeries[]>("m3.json");

/** Largest difference relative to the size of the reference. */
function distance(mine: readonly number[], reference: readonly number[]): number {
  return Math.max(...reference.map((value, h) => Math.abs(mine[h]! - value) / Math.abs(value)));
}

/** sMAPE over all points (0-200) and MASE over series, of forecasts of the series' test parts. */
function accuracy(series: readonly ScoredSeries[], forecast: (one: ScoredSeries) => readonly number[]) {
  let percent = 0;
  let count = 0;
  let scaled = 0;
  for (const one of series) {
    const mean = forecast(one);
    let scale = 0;
    for (let t = one.m; t < one.train.length; t++) scale += Math.abs(one.train[t]! - one.train[t - one.m]!);
    scale /= one.train.length - one.m;
    one.test.forEach((actual, h) => {
      const error = Math.abs(actual - mean[h]!);
      percent += (200 * error) / (Math.abs(actual) + Math.abs(mean[h]!));
      scaled += error / scale / one.h;
      count += 1;
    });
  }
  return { smape: percent / count, mase: scaled / series.length };
}

describe.skipIf(!points || !m3)("point forecasts of M3 series (needs ../shared/data)", () => {
  const series = m3 ?? [];
  const run = (model: Model) => (one: ScoredSeries) =>
    model.fit(one.train, { season: one.m }).predict(one.h, []).mean;

  test("theta equals R's thetaf (forecast 8.20) within 0.1 % on 97 of 100 series", () => {
    // R searches alpha and the initial level with Nelder-Mead and stops early where the sum of squares is flat;
    // here the minimum over alpha is global. The rest differ in alpha, not in the formula.
    const far = series.filter((one) => distance(run(theta)(one), points!.theta[one.id]!) > 1e-3);
    expect(1 - far.length / series.length).toBeGreaterThan(0.97);
  });
  test("theta reaches the sMAPE published for Theta in the competition, 13.01, within 0.1", () => {
    expect(Math.abs(accuracy(series, run(theta)).smape - 13.01)).toBeLessThan(0.1);
  });
  test("dynamic optimised theta is within 1 % of forecTheta 3.0's dotm on 80 of 100 series without a season", () => {
    // The paper searches three parameters locally; here two of them are solved for exactly, so optima differ.
    // Seasonal series differ on purpose (shrunken indices).
    const plain = series.filter(({ m }) => m === 1);
    const near = plain.filter(
      (one) => distance(run(dynamicOptimizedTheta)(one), points!.dotm[one.id]!) < 0.01,
    );
    expect(near.length / plain.length).toBeGreaterThan(0.8);
  });
  test.each([
    // a quarter of the series, to save time; on all of them ets is ahead in both measures
    ["ets", ets, 4, 1.02],
    ["theta", theta, 1, 1.01],
    ["dotm", dynamicOptimizedTheta, 1, 1.01],
  ] as const)("are as accurate as the reference's %s", (name, model, step, most) => {
    const sample = series.filter((_, i) => i % step === 0);
    const mine = accuracy(sample, run(model));
    const reference = accuracy(sample, ({ id }) => points![name][id]!);
    expect(mine.smape / reference.smape).toBeLessThan(most);
    expect(mine.mase / reference.mase).toBeLessThan(most);
  });
});

describe.skipIf(!depth || !m3)("the 15 models of R's ets on 36 series (needs ../shared/data)", () => {
  const cases = Object.entries(depth ?? {}).flatMap(([id, golden]) => {
    const { train } = m3!.find((candidate) => candidate.id === id)!;
    return Object.entries(golden.ets).map(([letters, reference]) => {
      const specification = etsSpecification(letters);
      const fit = fitEts(train, golden.m, specification)!;
      return {
        id,
        letters,
        specification,
        golden,
        reference,
        train,
        fit,
        gap: fit.objective + 2 * reference.loglik,
      };
    });
  });
  test("reach or beat R's likelihood to 0.001 in 99 of 100 fits, and miss it nowhere by much", () => {
    expect(cases).toHaveLength(432);
    expect(cases.filter(({ gap }) => gap <= 1e-3).length / cases.length).toBeGreaterThan(0.99);
    expect(Math.max(...cases.map(({ gap }) => gap))).toBeLessThan(2);
  });
  test("report the likelihood of their own one-step forecasts", () => {
    for (const { specification, train, fit } of cases) {
      const relative = specification.error === "multiplicative";
      let squares = 0;
      let logs = 0;
      train.forEach((value, t) => {
        const mean = fit.fitted[t]!;
        squares += ((value - mean) / (relative ? mean : 1)) ** 2;
        logs += relative ? Math.log(mean) : 0;
      });
      expect(fit.objective).toBeCloseTo(train.length * Math.log(squares) + 2 * logs, 6);
    }
  });
  test("count parameters as R does", () => {
    for (const { specification, golden, reference, train, fit, gap } of cases) {
      expect(fit.aicc - gap).toBeCloseTo(reference.aicc, 4);
      expect(countEtsParameters(specification, golden.m)).toBeLessThan(train.length);
    }
  });
  test("forecast as R does, to 0.1 %, where the likelihood agrees", () => {
    const agreeing = cases.filter(({ gap }) => Math.abs(gap) < 1e-3);
    expect(agreeing.length).toBeGreaterThan(50);
    for (const { fit, golden, reference, train } of agreeing) {
      const { mean } = fittedEts("ets", train, fit).predict(golden.h, []);
      expect(distance(mean, reference.mean)).toBeLessThan(1e-3);
      expect(Math.abs(fit.sigma ** 2 / reference.sigma2 - 1)).toBeLessThan(1e-3);
    }
  });
});
