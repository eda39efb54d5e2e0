import { describe, expect, test } from "vitest";
import { fittedEts } from "../../src/models/ets/fitted-ets.ts";
import type { EtsFit } from "../../src/models/ets/ets-fit.ts";
import { fitShrunkenEts as fitEts } from "../../src/models/ets/fit-shrunken-ets.ts";
import { runEts } from "../../src/models/ets/recursion.ts";
import { etsName } from "../../src/models/ets/specification.ts";

describe("runEts by hand", () => {
  test("damped trend: base, error, level and slope of two steps", () => {
    const state = { level: 10, slope: 2, seasons: new Float64Array(1) };
    const fitted = new Float64Array(2);
    // base 10 + 0.9 * 2 = 11.8, e = 0.2; level 11.9, slope 1.8 + 0.02 = 1.82; base 11.9 + 1.638 = 13.538
    const pass = runEts([12, 13], "none", { alpha: 0.5, beta: 0.1, gamma: 0, phi: 0.9 }, state, fitted);
    expect(fitted[0]).toBeCloseTo(11.8, 12);
    expect(fitted[1]).toBeCloseTo(13.538, 12);
    expect(pass.squares).toBeCloseTo(0.2 ** 2 + 0.538 ** 2, 12);
    expect(pass.logSum).toBeCloseTo(Math.log(11.8) + Math.log(13.538), 12);
    expect(state.level).toBeCloseTo(13.538 - 0.269, 12);
  });
  test("a multiplicative season divides the error", () => {
    const state = { level: 10, slope: 0, seasons: Float64Array.from([2, 0.5]) };
    // mean 20, e = 4: level 10 + 0.5 * 4 / 2 = 11, season 2 + 0.1 * 4 / 10 = 2.04
    runEts([24], "multiplicative", { alpha: 0.5, beta: 0, gamma: 0.1, phi: 0 }, state);
    expect(state.level).toBe(11);
    expect(state.seasons[0]).toBeCloseTo(2.04, 12);
  });
});

describe("fittedEts", () => {
  const fit: EtsFit = {
    specification: { error: "additive", trend: "damped", season: "additive" },
    parameters: { alpha: 0.5, beta: 0.1, gamma: 0.2, phi: 0.9 },
    initial: { level: 0, slope: 0, seasons: new Float64Array(2) },
    final: { level: 100, slope: 10, seasons: Float64Array.from([1, -1]) },
    fitted: new Float64Array(3),
    objective: 0,
    aicc: 0,
    sigma: 2,
  };
  const model = fittedEts("example", [1, 2, 3], fit);
  test("continues phase and damped trend", () => {
    // three values seen: the next phase is 1; 100 + 9 - 1, 100 + 9 + 8.1 + 1
    const [first, second] = model.predict(2, []).mean;
    expect(first).toBeCloseTo(108, 9);
    expect(second).toBeCloseTo(118.1, 9);
  });
  test("standard errors follow the weights alpha + beta * damped sum, plus gamma each season", () => {
    const errors = model.standardErrors(3);
    const first = 0.5 + 0.1 * 0.9;
    const second = 0.5 + 0.1 * (0.9 + 0.81) + 0.2;
    expect(errors[0]).toBeCloseTo(2, 12);
    expect(errors[1]).toBeCloseTo(2 * Math.sqrt(1 + first ** 2), 12);
    expect(errors[2]).toBeCloseTo(2 * Math.sqrt(1 + first ** 2 + second ** 2), 12);
  });
  test("is named as in the literature", () => expect(etsName(fit.specification)).toBe("ETS(A,Ad,A)"));
});

describe("fitEts", () => {
  const proportional = { error: "multiplicative", trend: "none", season: "none" } as const;
  test("refuses proportions of values of 0 or below", () => {
    expect(fitEts([1, 2, 0, 3, 4, 5], 1, proportional)).toBeNull();
  });
  test("refuses a season below two cycles", () => {
    expect(fitEts([1, 2, 3], 2, { error: "additive", trend: "none", season: "additive" })).toBeNull();
  });
  test("has no AICc where parameters outnumber the data", () => {
    expect(fitEts([1, 3, 2, 4], 1, { error: "additive", trend: "damped", season: "none" })!.aicc).toBe(
      Infinity,
    );
  });
});
