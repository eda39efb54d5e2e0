import { describe, expect, test } from "vitest";
import { forecastRatio } from "../../src/drivers/forecast-ratio.ts";
import { normalDeviates } from "../../src/internal/normal-deviates.ts";
import { type RandomStream, randomStream } from "../../src/internal/random.ts";

const LENGTH = 30;
const HORIZON = 3;

interface Simulated {
  readonly numerator: number[];
  readonly denominator: number[];
}

function poisson(random: RandomStream, rate: number): number {
  const limit = Math.exp(-rate);
  let count = -1;
  for (let product = 1; product > limit; count++) product *= random();
  return count;
}

/** Spend follows customers, customers are counts around a rate that drifts. */
function acquisitionCost(random: RandomStream): Simulated {
  const normal = normalDeviates(random, 2 * (LENGTH + HORIZON));
  let rate = 20;
  const months = Array.from({ length: LENGTH + HORIZON }, (_, t) => {
    rate *= Math.exp(0.03 * normal[2 * t]!);
    return { top: 1000 * rate * (1 + 0.1 * normal[2 * t + 1]!), bottom: poisson(random, rate) };
  });
  return { numerator: months.map(({ top }) => top), denominator: months.map(({ bottom }) => bottom) };
}

/** Each of about 40 deals is won with a chance that drifts. */
function winRate(random: RandomStream): Simulated {
  const normal = normalDeviates(random, LENGTH + HORIZON);
  let logit = -1;
  const months = Array.from({ length: LENGTH + HORIZON }, (_, t) => {
    logit += 0.05 * normal[t]!;
    const closed = poisson(random, 40);
    const chance = 1 / (1 + Math.exp(-logit));
    return { won: Array.from({ length: closed }, random).filter((u) => u < chance).length, closed };
  });
  return { numerator: months.map(({ won }) => won), denominator: months.map(({ closed }) => closed) };
}

/** What last month's customers pay now, over what they paid: the denominator follows from the numerator before. */
function retention(random: RandomStream): Simulated {
  const normal = normalDeviates(random, 2 * (LENGTH + HORIZON));
  let mrr = 100;
  const months = Array.from({ length: LENGTH + HORIZON }, (_, t) => {
    const bottom = mrr;
    const top = bottom * (1.02 + 0.02 * normal[2 * t]!);
    mrr = top * (1 + 0.02 * Math.abs(normal[2 * t + 1]!));
    return { top, bottom };
  });
  return { numerator: months.map(({ top }) => top), denominator: months.map(({ bottom }) => bottom) };
}

/** About three deals a month, none in some. */
function rareDeals(random: RandomStream): Simulated {
  const normal = normalDeviates(random, LENGTH + HORIZON);
  return {
    numerator: Array.from({ length: LENGTH + HORIZON }, (_, t) => 500 + 50 * normal[t]!),
    denominator: Array.from({ length: LENGTH + HORIZON }, () => poisson(random, 3)),
  };
}

function measure(simulate: (random: RandomStream) => Simulated, part: boolean, runs = 60) {
  let inside = 0;
  let stated = 0;
  let withheld = 0;
  let factors = 0;
  for (let run = 0; run < runs; run++) {
    const { numerator, denominator } = simulate(randomStream(1000 + run));
    const { outcome, widthFactor } = forecastRatio({
      numerator: numerator.slice(0, LENGTH),
      denominator: denominator.slice(0, LENGTH),
      part,
      horizon: HORIZON,
      paths: 300,
      seed: run,
    });
    factors += widthFactor;
    const { lower, upper } = outcome.intervals["80"]!;
    for (let h = 0; h < HORIZON; h++) {
      if (lower[h] === null) {
        withheld += 1;
        continue;
      }
      const actual = numerator[LENGTH + h]! / denominator[LENGTH + h]!;
      stated += 1;
      inside += actual >= lower[h]! && actual <= upper[h]! ? 1 : 0;
    }
  }
  return { coverage: inside / stated, withheld: withheld / (stated + withheld), factor: factors / runs };
}

describe("share of actuals inside the 80 % interval, 60 simulated histories of 30 months, 3 ahead", () => {
  test("cost of acquisition", () => {
    const { coverage, withheld } = measure(acquisitionCost, false);
    expect(coverage).toBeGreaterThan(0.7);
    expect(coverage).toBeLessThan(0.92);
    expect(withheld).toBe(0);
  });
  test("win rate", () => {
    const { coverage, withheld } = measure(winRate, true);
    expect(coverage).toBeGreaterThan(0.72);
    expect(coverage).toBeLessThan(0.92);
    expect(withheld).toBe(0);
  });
  test("retention: too wide, since the denominator follows from the numerator before", () => {
    const { coverage, factor } = measure(retention, false);
    // the backtest asks for narrower ones; without it 94 % are inside
    expect(factor).toBeLessThan(0.9);
    expect(coverage).toBeGreaterThan(0.78);
    expect(coverage).toBeLessThan(0.95);
  });
  test("three deals a month: withheld in most cases, since months without a deal are to be expected", () => {
    expect(measure(rareDeals, false, 30).withheld).toBeGreaterThan(0.8);
  });
});

describe("forecastRatio", () => {
  test("constants by hand", () => {
    const { outcome } = forecastRatio({ numerator: [3, 3, 3, 3], denominator: [4, 4, 4, 4], horizon: 2 });
    expect(outcome.median).toEqual([0.75, 0.75]);
    expect(outcome.intervals["95"]).toEqual({ lower: [0.75, 0.75], upper: [0.75, 0.75] });
  });
  test("denominators of 0 and below leave nothing", () => {
    for (const bottom of [0, -4]) {
      const { outcome } = forecastRatio({
        numerator: [3, 3, 3, 3],
        denominator: Array(4).fill(bottom),
        horizon: 1,
      });
      expect([outcome.mean[0], outcome.median[0], outcome.undefinedShare[0]]).toEqual([null, null, 1]);
    }
  });
  test("a part's ratio lies between 0 and 1 on every path, however wild", () => {
    const numerator = [9, 0, 8, 1, 9, 0, 7, 10, 0, 9];
    const denominator = [10, 1, 8, 12, 9, 3, 11, 10, 2, 9];
    const { paths } = forecastRatio({ numerator, denominator, part: true, horizon: 3, paths: 300 });
    const values = paths.flat().filter((x) => x !== null);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThanOrEqual(1);
  });
  test("does not depend on the currency, but for rounding", () => {
    const top = [50, 61, 55, 64, 60, 71, 66, 75, 70, 77];
    const bottom = [20, 22, 19, 23, 25, 24, 26, 25, 28, 27];
    const once = forecastRatio({ numerator: top, denominator: bottom, horizon: 2, paths: 100 });
    const cents = forecastRatio({
      numerator: top.map((x) => 100 * x),
      denominator: bottom,
      horizon: 2,
      paths: 100,
    });
    for (const h of [0, 1]) expect(cents.outcome.median[h]! / once.outcome.median[h]!).toBeCloseTo(100, 6);
    expect(forecastRatio({ numerator: top, denominator: bottom, horizon: 2, paths: 100 })).toEqual(once);
  });
  test("refuses a part beyond the whole and different lengths", () => {
    expect(() => forecastRatio({ numerator: [1, 5], denominator: [4, 4], part: true, horizon: 1 })).toThrow(
      /numerator\[1\] must lie between 0 and denominator\[1\], 4, got 5/,
    );
    expect(() => forecastRatio({ numerator: [1], denominator: [4, 4], horizon: 1 })).toThrow(/same length/);
  });
});
