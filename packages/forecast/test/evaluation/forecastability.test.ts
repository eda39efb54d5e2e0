import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InsufficientDataError, NonFiniteValueError } from "../../src/errors.ts";
import { componentStrength } from "../../src/evaluation/component-strength.ts";
import { demandClass } from "../../src/evaluation/demand-class.ts";
import { forecastability } from "../../src/evaluation/forecastability.ts";
import { spectralEntropy } from "../../src/evaluation/spectral-entropy.ts";
import { normalDeviates } from "../../src/internal/normal-deviates.ts";
import { randomStream } from "../../src/internal/random.ts";

const months = [
  112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170,
];
const noise = (count: number) => normalDeviates(randomStream(7), count);

describe("demandClass", () => {
  test.each([
    [[9, 10, 11, 10], "smooth"],
    [[1, 30, 2, 25], "erratic"],
    [[0, 10, 0, 11, 0, 9], "intermittent"],
    [[0, 1, 0, 30, 0, 2], "lumpy"],
  ])("%j is %s", (values, expected) => expect(demandClass(values).demandClass).toBe(expected));
  test("by hand: 8 periods, demands 5, 5, 6, 4", () => {
    // mean 5, squares of deviations 0, 0, 1, 1 over 3, over 25
    expect(demandClass([0, 5, 0, 0, 5, 6, 0, 4])).toEqual({
      averageInterval: 2,
      squaredVariation: expect.closeTo(2 / 3 / 25, 12),
      demandClass: "intermittent",
    });
  });
  test("is null without demand, or with a single one", () => {
    expect(demandClass([0, 0]).averageInterval).toBeNull();
    expect(demandClass([0, 3])).toEqual({ averageInterval: 2, squaredVariation: null, demandClass: null });
  });
});

describe("spectralEntropy", () => {
  test("numpy: p = abs(np.fft.rfft(y - y.mean()))[1:]**2; p /= p.sum(); -sum(p * log(p)) / log(n // 2)", () =>
    expect(spectralEntropy(months)).toBeCloseTo(0.7891491291058488, 10));
  test("is 0 for one wave and high for noise", () => {
    const wave = Array.from({ length: 48 }, (_, t) => 5 + Math.sin((2 * Math.PI * t) / 12));
    expect(spectralEntropy(wave)).toBeCloseTo(0, 9);
    expect(spectralEntropy(noise(200))).toBeGreaterThan(0.85);
  });
  test("does not exist below 8 values or without variance", () => {
    expect(spectralEntropy([1, 2, 3])).toBeNull();
    expect(spectralEntropy(new Array(20).fill(0.1))).toBeNull();
  });
  test("does not depend on unit and level", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: -500, max: 500 }), (unit, level) => {
        const moved = months.map((value) => unit * value + level);
        expect(spectralEntropy(moved)).toBeCloseTo(spectralEntropy(months)!, 9);
      }),
    );
  });
});

describe("componentStrength", () => {
  const season = [0, 8, -3, -5];
  const build = (slope: number, height: number, sd: number) =>
    Array.from(noise(60), (draw, t) => slope * t + height * season[t % 4]! + sd * draw);
  test("finds what is there", () => {
    const both = componentStrength(build(1, 1, 0.5), 4);
    expect(both.trend).toBeGreaterThan(0.95);
    expect(both.season).toBeGreaterThan(0.95);
    const neither = componentStrength(build(0, 0, 1), 4);
    // an average of 7 values follows a seventh of the noise, and a little more by chance
    expect(neither.trend).toBeLessThan(0.35);
    expect(neither.season).toBeLessThan(0.2);
    const trend = componentStrength(build(1, 0, 0.5), 4);
    expect(trend.trend).toBeGreaterThan(0.95);
    expect(trend.season).toBeLessThan(0.2);
  });
  test("is null where it cannot be told", () => {
    expect(componentStrength(build(1, 1, 1).slice(0, 20), 4)).toEqual({ trend: null, season: null });
    expect(componentStrength(build(1, 1, 1), 1).season).toBeNull();
    expect(componentStrength(new Array(30).fill(4), 1).trend).toBeNull();
  });
});

describe("forecastability", () => {
  test("coefficient of variation: y.std(ddof=1) / y.mean()", () =>
    expect(forecastability(months).coefficientOfVariation).toBeCloseTo(0.13458964767833792, 12));
  test("gathers the rest", () => {
    const found = forecastability(months);
    expect(found.n).toBe(20);
    expect(found.demand.demandClass).toBe("smooth");
    expect(found.strength).toEqual({ trend: null, season: null });
    expect(found.spectralEntropy).toBe(spectralEntropy(months));
  });
  test("is null for one value or a mean of 0, and refuses none", () => {
    expect(forecastability([4]).coefficientOfVariation).toBeNull();
    expect(forecastability([-1, 1]).coefficientOfVariation).toBeNull();
    expect(() => forecastability([])).toThrow(InsufficientDataError);
    expect(() => forecastability([Number.NaN])).toThrow(NonFiniteValueError);
  });
});
