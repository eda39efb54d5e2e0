import { describe, expect, test } from "vitest";
import { constantRegressor } from "../../src/models/arima/constant-regressor.ts";
import { fitArima } from "../../src/models/arima/fit-arima.ts";
import type { ArimaSpecification } from "../../src/models/arima/specification.ts";
import { arima, arimaModel } from "../../src/models/arima.ts";
import { differencesNeeded, seasonalDifferencesNeeded } from "../../src/series/unit-root.ts";
import { type M3Series, sharedData } from "../support/shared-data.ts";

interface Golden {
  readonly ndiffs: number;
  readonly nsdiffs?: number;
  readonly arima: {
    readonly order: readonly number[];
    readonly coef: Readonly<Record<string, number>>;
    readonly loglik: number;
    readonly aicc: number;
    readonly mean: readonly number[];
  };
}
const golden = sharedData<Readonly<Record<string, Golden>>>("golden-forecasts/r-forecast-8.20.json");
const m3 = sharedData<readonly (M3Series & { readonly test: readonly number[] })[]>("m3.json");

function smape(actual: readonly number[], forecast: readonly number[]): number {
  const parts = actual.map(
    (a, h) => (200 * Math.abs(a - forecast[h]!)) / (Math.abs(a) + Math.abs(forecast[h]!)),
  );
  return parts.reduce((sum, part) => sum + part, 0) / parts.length;
}

describe.skipIf(!golden || !m3)("R's auto.arima, forecast 8.20, 36 series (needs ../shared/data)", () => {
  const cases = Object.entries(golden ?? {}).map(([id, reference]) => {
    const series = m3!.find((candidate) => candidate.id === id)!;
    const [p = 0, d = 0, q = 0, P = 0, D = 0, Q = 0] = reference.arima.order;
    const constant = "drift" in reference.arima.coef || "intercept" in reference.arima.coef;
    const specification: ArimaSpecification = { p, d, q, P, D, Q, season: series.m, constant };
    return { id, reference, series, specification };
  });

  test("agrees on the first differences of all, and on seasonal ones of all but one at the limit", () => {
    // N2717 has strength 0.6408 with the jumps of R's loess, 0.6393 without
    for (const { series, reference } of cases) {
      expect(differencesNeeded(series.train)).toBe(reference.ndiffs);
    }
    const seasonal = cases.filter(({ series }) => series.m > 1);
    const other = seasonal.filter(
      ({ series, reference }) => seasonalDifferencesNeeded(series.train, series.m) !== reference.nsdiffs,
    );
    expect(seasonal.length).toBeGreaterThan(20);
    expect(other.map(({ id }) => id)).toEqual(["N2717"]);
  });
  test("reaches the likelihood of every order that R chose, and then the same forecasts", () => {
    for (const { series, reference, specification } of cases) {
      const { p, d, q, P, D, Q, season, constant } = specification;
      const columns = constantRegressor(specification, series.train.length).map(({ history }) => history);
      const fit = fitArima(series.train, specification, columns)!;
      // R's start with a diffuse prior of 1e6 costs it up to 4e-4 with two differences
      expect(fit.logLikelihood).toBeGreaterThan(reference.arima.loglik - 1e-3);
      expect(Math.abs(fit.logLikelihood - reference.arima.loglik)).toBeLessThan(1e-2);
      expect(fit.aicc).toBeLessThan(reference.arima.aicc + 2e-3);
      const model = arimaModel({ order: [p, d, q], seasonal: [P, D, Q], constant });
      const { mean } = model.fit(series.train, { season }).predict(series.h, []);
      mean.forEach((value, h) => {
        expect(Math.abs(value / reference.arima.mean[h]! - 1)).toBeLessThan(1e-3);
      });
    }
  });
  test("the automatic search is as accurate as R's within 1 %", () => {
    let mine = 0;
    let theirs = 0;
    for (const { series, reference } of cases) {
      mine += smape(series.test, arima.fit(series.train, { season: series.m }).predict(series.h, []).mean);
      theirs += smape(series.test, reference.arima.mean);
    }
    expect(mine / theirs).toBeLessThan(1.01);
  });
});
