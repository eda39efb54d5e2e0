import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InvalidArgumentError, NonPositiveValueError } from "../../src/errors.ts";
import type { EtsFit } from "../../src/models/ets/ets-fit.ts";
import { fitEts } from "../../src/models/ets/fit-ets.ts";
import { fitShrunkenEts } from "../../src/models/ets/fit-shrunken-ets.ts";
import { fittedEts } from "../../src/models/ets/fitted-ets.ts";
import { runEts, statesFrom } from "../../src/models/ets/recursion.ts";
import {
  ETS_SPECIFICATIONS,
  etsLetters,
  etsName,
  etsSpecification,
} from "../../src/models/ets/specification.ts";
import { ets, etsModel } from "../../src/models/ets.ts";

describe("runEts by hand", () => {
  test("damped trend: base, error, level and slope of two steps", () => {
    const states = statesFrom(2, 10, 2, [0]);
    const fitted = new Float64Array(2);
    const parameters = { alpha: 0.5, beta: 0.1, gamma: 0, phi: 0.9 };
    // base 10 + 0.9 * 2 = 11.8, e = 0.2; level 11.9, slope 1.8 + 0.02 = 1.82; base 11.9 + 1.638 = 13.538
    const pass = runEts([12, 13], etsSpecification("AAdN"), parameters, states, fitted);
    expect(fitted[0]).toBeCloseTo(11.8, 12);
    expect(fitted[1]).toBeCloseTo(13.538, 12);
    expect(pass.squares).toBeCloseTo(0.2 ** 2 + 0.538 ** 2, 12);
    expect(pass.logSum).toBe(0);
    expect(states.levels[1]).toBeCloseTo(11.9, 12);
    expect(states.levels[2]).toBeCloseTo(13.538 - 0.269, 12);
    expect(states.slopes[1]).toBeCloseTo(1.82, 12);
    expect([...states.seasons]).toEqual([0, 0, 0]);
    const relative = runEts([12, 13], etsSpecification("MAdN"), parameters, states, fitted);
    expect(relative.squares).toBeCloseTo((0.2 / 11.8) ** 2 + (0.538 / 13.538) ** 2, 12);
    expect(relative.logSum).toBeCloseTo(Math.log(11.8) + Math.log(13.538), 12);
  });
  test("a multiplicative season divides the error", () => {
    const states = statesFrom(1, 10, 0, [2, 0.5]);
    const parameters = { alpha: 0.5, beta: 0, gamma: 0.1, phi: 0 };
    // mean 20, e = 4: level 10 + 0.5 * 4 / 2 = 11, season 2 + 0.1 * 4 / 10 = 2.04
    runEts([24], etsSpecification("MNM"), parameters, states, new Float64Array(1));
    expect(states.levels[1]).toBe(11);
    expect(states.seasons[2]).toBeCloseTo(2.04, 12);
  });
  test("stops at a mean that no multiplicative error can have", () => {
    const parameters = { alpha: 0.5, beta: 0, gamma: 0, phi: 0 };
    const squares = (letters: string) =>
      runEts([1], etsSpecification(letters), parameters, statesFrom(1, -1, 0, [0]), new Float64Array(1))
        .squares;
    expect(squares("MNN")).toBe(Number.POSITIVE_INFINITY);
    expect(squares("ANN")).toBe(4);
  });
});

describe("fittedEts", () => {
  const fit: EtsFit = {
    specification: { error: "additive", trend: "damped", season: "additive" },
    parameters: { alpha: 0.5, beta: 0.1, gamma: 0.2, phi: 0.9 },
    states: statesFrom(3, 0, 0, [0, 0]),
    final: { level: 100, slope: 10, seasons: Float64Array.from([-1, 1]) },
    fitted: new Float64Array(3),
    objective: 0,
    aicc: 0,
    sigma: 2,
  };
  const model = fittedEts("example", [1, 2, 3], fit);
  test("continues phase and damped trend", () => {
    // 100 + 9 - 1, 100 + 9 + 8.1 + 1
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

describe("fitShrunkenEts", () => {
  const proportional = { error: "multiplicative", trend: "none", season: "none" } as const;
  test("refuses proportions of values of 0 or below", () => {
    expect(fitShrunkenEts([1, 2, 0, 3, 4, 5], 1, proportional)).toBeNull();
  });
  test("refuses a season below two cycles", () => {
    expect(fitShrunkenEts([1, 2, 3], 2, { error: "additive", trend: "none", season: "additive" })).toBeNull();
  });
  test("has no AICc where parameters outnumber the data", () => {
    expect(
      fitShrunkenEts([1, 3, 2, 4], 1, { error: "additive", trend: "damped", season: "none" })!.aicc,
    ).toBe(Infinity);
  });
});

/** Thirty months with a line, a season of three and a little noise. */
const lively = Array.from(
  { length: 30 },
  (_, t) => 40 + 2 * t + [6, -2, -4][t % 3]! + (((t * 5) % 7) - 3) / 2,
);

describe("fitEts", () => {
  test("scales with the unit of the series", () => {
    for (const specification of ETS_SPECIFICATIONS) {
      const one = fitEts(lively, 3, specification)!;
      const thousand = fitEts(
        lively.map((value) => value * 1024),
        3,
        specification,
      )!;
      expect(thousand.parameters).toEqual(one.parameters);
      // n log(1024^2) for both kinds of error
      expect(thousand.objective - one.objective).toBeCloseTo(30 * Math.log(1024 ** 2), 6);
    }
  });
  test("normalises the season", () => {
    const initial = (letters: string) =>
      fitEts(lively, 3, etsSpecification(letters))!.states.seasons.subarray(0, 3);
    const additive = initial("AAA");
    expect(additive.reduce((sum, index) => sum + index, 0)).toBeCloseTo(0, 9);
    const multiplicative = initial("MAM");
    expect(multiplicative.reduce((sum, index) => sum + index, 0)).toBeCloseTo(3, 9);
  });
  test("keeps to the bounds", () => {
    const noisy = Array.from({ length: 40 }, (_, t) => 100 + ((t * 37) % 19) + (t > 20 ? 30 : 0));
    for (const specification of ETS_SPECIFICATIONS) {
      const { alpha, beta, gamma, phi } = fitEts(noisy, 4, specification)!.parameters;
      expect(alpha).toBeGreaterThanOrEqual(1e-4);
      expect(alpha).toBeLessThanOrEqual(0.9999);
      expect(beta).toBeLessThan(alpha);
      expect(gamma).toBeLessThan(1 - alpha);
      if (specification.trend === "damped") expect(phi).toBeGreaterThanOrEqual(0.8);
      if (specification.trend === "damped") expect(phi).toBeLessThanOrEqual(0.98);
    }
  });
  test("is not tried with as many parameters as values", () => {
    expect(fitEts([1, 3, 2, 4, 3, 5], 1, etsSpecification("AAN"))).toBeNull();
  });
});

describe("components", () => {
  test.each(ETS_SPECIFICATIONS.map(etsLetters))("of %s add up to the one-step forecasts", (letters) => {
    const fitted = etsModel(letters).fit(lively, { season: 3 });
    const { level, trend, season, seasonType } = fitted.components!();
    const phi = fitted.parameters.phi!;
    for (let t = 3; t < lively.length; t++) {
      const base = level[t - 1]! + (trend === null ? 0 : phi * trend[t - 1]!);
      const index = season === null ? 0 : season[t - 3]!;
      const mean = seasonType === "multiplicative" ? base * index : base + index;
      expect(fitted.fitted[t]).toBeCloseTo(mean, 9);
    }
  });
  test("find the season that is there", () => {
    const { season } = etsModel("AAA").fit(lively, { season: 3 }).components!();
    expect(season!.slice(-3).map(Math.round)).toEqual([6, -2, -4]);
  });
});

describe("etsModel", () => {
  test("refuses models that there are not, naming those there are", () => {
    expect(() => etsModel("AAM")).toThrow(InvalidArgumentError);
    expect(() => etsModel("AAM")).toThrow(/use one of ANN, AAN, AAdN, MNN/);
  });
  test("refuses values of 0 and below where a part multiplies", () => {
    expect(() => etsModel("MNN").fit([3, 4, 0, 5, 4, 3, 4], { season: 1 })).toThrow(
      new NonPositiveValueError("ets_mnn", 2, 0),
    );
    expect(etsModel("ANN").fit([3, 4, 0, 5, 4, 3, 4], { season: 1 }).model).toBe("ets_ann");
  });
  test("fits a level alone, and says so, where the series is too short", () => {
    const fitted = etsModel("AAA").fit([3, 4, 3, 5, 4, 3, 4, 5], { season: 4 });
    expect(fitted.notes).toEqual([
      "ets_aaa: ETS(A,N,N)",
      "AAA cannot be estimated on these 8 values: a level alone",
    ]);
    expect(new Set(fitted.predict(3).mean).size).toBe(1);
  });
});

describe("ets", () => {
  test("chooses the model that made the data", () => {
    expect(ets.fit(lively, { season: 3 }).notes).toEqual(["ets: ETS(A,A,A)"]);
  });
  test("lets an undamped trend win only with a lead of 4 in AICc", () => {
    // a line with noise of growing size: the straight line leads by less at first, by more later
    const leads = [8, 10, 12, 16, 24].map((length) => {
      const values = Array.from({ length }, (_, t) => 50 + t + (((t * 5) % 7) - 3) * 1.2);
      const aicc = (letters: string) => fitEts(values, 1, etsSpecification(letters))?.aicc ?? Infinity;
      const best = (trend: "additive" | "other") =>
        Math.min(
          ...ETS_SPECIFICATIONS.filter(({ season }) => season === "none")
            .filter((specification) => (specification.trend === "additive") === (trend === "additive"))
            .map((specification) => aicc(etsLetters(specification))),
        );
      const chosen = /,A,N/.test(ets.fit(values, { season: 1 }).notes[0]!);
      return { lead: best("other") - best("additive"), chosen };
    });
    for (const { lead, chosen } of leads) expect(chosen).toBe(lead > 4);
    expect(leads.some(({ lead }) => lead > 0 && lead < 4)).toBe(true);
    expect(leads.some(({ lead }) => lead > 4)).toBe(true);
  });
  test("gives a level to constant and to very short series", () => {
    expect(ets.fit([7, 7, 7, 7, 7, 7, 7, 7], { season: 4 }).notes).toEqual(["ets: ETS(A,N,N)"]);
    expect(ets.fit([0.1, 0.1, 0.1, 0.1], { season: 1 }).predict(2, []).mean).toEqual([0.1, 0.1]);
    expect(ets.fit([1, 2, 3, 4, 5, 6], { season: 1 }).notes).toEqual(["ets: ETS(A,N,N)"]);
  });
  test("takes values of 0 and below, with additive parts", () => {
    const { notes } = ets.fit(
      lively.map((value) => value - 70),
      { season: 3 },
    );
    expect(notes[0]).toMatch(/^ets: ETS\(A,.*[NA]\)$/);
  });
  test("leaves out seasons longer than 24, and says so", () => {
    const weekly = Array.from({ length: 120 }, (_, t) => 100 + 10 * Math.sin((2 * Math.PI * t) / 52));
    expect(ets.fit(weekly, { season: 52 }).notes[1]).toBe(
      "ets: a season of 52 is longer than 24 and left out",
    );
  });
  test("gives finite forecasts, standard errors and paths whatever the values", () => {
    const series = fc.oneof(
      fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 4, maxLength: 40 }),
      fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 4, maxLength: 40 }),
      fc.array(fc.constantFrom(0, 0, 0, 7), { minLength: 4, maxLength: 40 }),
      fc.array(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), { minLength: 4, maxLength: 40 }),
    );
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 6 }), (values, season) => {
        const fitted = ets.fit(values, { season });
        const numbers = [
          ...fitted.predict(9, []).mean,
          ...fitted.standardErrors(9),
          ...fitted.simulate(9, 3, 1).flatMap((path) => [...path]),
        ];
        for (const number of numbers) expect(Number.isFinite(number)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
