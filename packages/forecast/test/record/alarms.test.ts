import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InvalidArgumentError, NonFiniteValueError } from "../../src/errors.ts";
import { normalDeviates } from "../../src/internal/normal-deviates.ts";
import { randomStream } from "../../src/internal/random.ts";
import { sequentialBias } from "../../src/record/sequential-bias.ts";
import { normalizedTrackingSignal, trackingSignal } from "../../src/record/tracking-signal.ts";
import { value } from "../support/arbitraries.ts";

const errors = [3.1, -1.2, 4.4, 0.7, 2.9, -2.2, 5.1, 1.8, 3.3, -0.4, 2.6, 4.0];

/** Series of independent standard normal errors, moved by a bias. */
function simulated(runs: number, length: number, seed: number, bias = 0): Float64Array[] {
  const random = randomStream(seed);
  return Array.from({ length: runs }, () => normalDeviates(random, length).map((draw) => draw + bias));
}

/** Share of series for which something holds. */
function share<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.filter(holds).length / items.length;
}

const lookEver = (series: Float64Array, alarm: (seen: Float64Array) => boolean): boolean =>
  series.some((_, i) => alarm(series.subarray(0, i + 1)));
const beyondFour = (seen: Float64Array): boolean => Math.abs(trackingSignal(seen)!) > 4;
const beyondTwo = (seen: Float64Array): boolean => Math.abs(normalizedTrackingSignal(seen)!) > 1.96;

describe("tracking signal", () => {
  test("numpy: e.sum() / abs(e).mean(), then / sqrt(pi / 2 * 12)", () => {
    expect(trackingSignal(errors)).toBeCloseTo(9.123028391167194, 12);
    expect(normalizedTrackingSignal(errors)).toBeCloseTo(2.101301956406104, 12);
  });
  test("never leaves [-n, n], and reaches it when all errors lean one way", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), (list) => {
        expect(Math.abs(trackingSignal(list) ?? 0)).toBeLessThanOrEqual(list.length * (1 + 1e-12));
      }),
    );
    expect(trackingSignal([2, 7, 1])).toBeCloseTo(3, 12);
    expect(trackingSignal([-2, -7])).toBeCloseTo(-2, 12);
  });
  test("does not exist without errors, or where none was made", () => {
    expect(trackingSignal([])).toBeNull();
    expect(normalizedTrackingSignal([0, 0])).toBeNull();
  });
});

// Shares published with 20,000 to 40,000 runs, rounded to whole percent; 6,000 runs have a standard deviation of
// 0.65 % or less, so 2.5 % is beyond chance.
describe("how often alarms fire without a bias", () => {
  const runs = simulated(6000, 36, 101);
  const table: [string, (series: Float64Array, n: number) => boolean, number[]][] = [
    ["|TS| > 4, one look", (series, n) => beyondFour(series.subarray(0, n)), [0.21, 0.37, 0.52, 0.6]],
    [
      "|TS| > 4, looked at each period",
      (series, n) => lookEver(series.subarray(0, n), beyondFour),
      [0.26, 0.59, 0.86, 0.95],
    ],
    [
      "|TS| > 4 over the last 6 periods, looked at each period",
      (series, n) => lookEver(series.subarray(0, n), (seen) => beyondFour(seen.subarray(-6))),
      [0.21, 0.6, 0.9, 0.97],
    ],
    [
      "|TS| / (1.2533 sqrt(n)) > 1.96, one look",
      (series, n) => beyondTwo(series.subarray(0, n)),
      [0, 0.04, 0.05, 0.05],
    ],
  ];
  test.each(table)("%s", (name, alarm, expected) => {
    const found = [6, 12, 24, 36].map((n) => share(runs, (series) => alarm(series, n)));
    // six periods: the whole window of the rolling alarm, so before them it is the alarm of each look
    const compared = name.includes("last 6") ? found.slice(1) : found;
    const known = name.includes("last 6") ? expected.slice(1) : expected;
    for (const [i, rate] of compared.entries()) expect(Math.abs(rate - known[i]!)).toBeLessThan(0.025);
  });
  test("power of the normalized signal against a bias of half a standard deviation", () => {
    const biased = simulated(6000, 36, 102, 0.5);
    const found = [6, 12, 24, 36].map((n) => share(biased, (series) => beyondTwo(series.subarray(0, n))));
    for (const [i, rate] of found.entries()) {
      expect(Math.abs(rate - [0, 0.31, 0.64, 0.82][i]!)).toBeLessThan(0.025);
    }
  });
  test("errors that follow each other make the raw signal worse: 56 % at 12 with correlation 0.4", () => {
    const followed = runs.map((draws) => {
      const series = draws.slice(0, 12);
      for (let i = 1; i < 12; i++) series[i] = 0.4 * series[i - 1]! + Math.sqrt(1 - 0.16) * draws[i]!;
      return series;
    });
    expect(Math.abs(share(followed, beyondFour) - 0.56)).toBeLessThan(0.025);
  });
  test("two equal forecasts differ by more than 10 % in 72, 61, 47 of 100 records", () => {
    const random = randomStream(103);
    const differ = (n: number) =>
      share(new Array(6000).fill(null), () => {
        const [a, b] = [normalDeviates(random, n), normalDeviates(random, n)];
        const size = (series: Float64Array) => series.reduce((sum, error) => sum + Math.abs(error), 0);
        // correlation 0.8
        return Math.abs(size(a.map((draw, i) => 0.8 * draw + 0.6 * b[i]!)) / size(a) - 1) > 0.1;
      });
    for (const [n, expected] of [
      [6, 0.72],
      [12, 0.61],
      [24, 0.47],
      [60, 0.25],
    ] as const) {
      expect(Math.abs(differ(n) - expected)).toBeLessThan(0.025);
    }
  });
});

describe("sequentialBias", () => {
  test("evidence: the mixture integrated over effects with scipy.stats.nct and norm(0, sqrt(0.5))", () => {
    // quad(lambda d: nct.pdf(t, 11, d * sqrt(12)) * norm.pdf(d, 0, sqrt(.5)), -6, 6)[0] / t.pdf(t, 11)
    expect(sequentialBias(errors).evidence).toBeCloseTo(7.120915395349298, 8);
  });
  test("interval: where that evidence equals 20 (brentq), no earlier one being narrower", () => {
    const { interval, mean } = sequentialBias(errors);
    expect(mean).toBeCloseTo(24.1 / 12, 12);
    expect(interval!.lower).toBeCloseTo(-0.5123036782378132, 8);
    expect(interval!.upper).toBeCloseTo(4.528970344904481, 8);
  });
  test("an alarm is the same as an interval without 0", () => {
    const clear = fc.array(fc.integer({ min: -30, max: 60 }), { minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(clear, (list) => {
        fc.pre(new Set(list).size > 1);
        const { interval, firstAlarm } = sequentialBias(list);
        if (interval) expect(interval.lower > 0 || interval.upper < 0).toBe(firstAlarm !== null);
      }),
    );
  });
  test("does not depend on the unit, and turns with the sign", () => {
    const scaled = sequentialBias(errors.map((error) => -1000 * error));
    expect(scaled.evidence).toBeCloseTo(sequentialBias(errors).evidence, 9);
    expect(scaled.interval!.lower).toBeCloseTo(-1000 * 4.528970344904481, 4);
  });
  test("is too early below 8 errors, however they lean", () => {
    expect(sequentialBias([9, 9, 9, 9, 9, 9, 8])).toMatchObject({
      verdict: "too_early_to_say",
      firstAlarm: null,
      interval: null,
    });
    expect(sequentialBias([9, 9, 9, 9, 9, 9, 8, 9])).toMatchObject({ verdict: "too_low", firstAlarm: 8 });
    expect(sequentialBias(new Array(8).fill(-2)).verdict).toBe("too_high");
    expect(sequentialBias(new Array(20).fill(0)).verdict).toBe("no_clear_bias");
    expect(sequentialBias([])).toMatchObject({ n: 0, mean: null, evidence: 1 });
  });
  test("an alarm stands, whatever comes after", () => {
    const leaning = [3, 2, 4, 1, 2, 3, 1, 2, 3, 2];
    const { firstAlarm, verdict } = sequentialBias([...leaning, ...new Array(30).fill(-3)]);
    expect(verdict).toBe("too_low");
    expect(firstAlarm).toBe(sequentialBias(leaning).firstAlarm);
  });
  test("refuses NaN and levels that are none", () => {
    expect(() => sequentialBias([Number.NaN])).toThrow(NonFiniteValueError);
    expect(() => sequentialBias([1], 0.95 * 120)).toThrow(InvalidArgumentError);
  });
  test("over 36 looks fewer than 5 of 100 unbiased records ever alarm; half of those biased by 0.5 do", () => {
    const alarm = (series: Float64Array) => sequentialBias(series).firstAlarm !== null;
    // an independent simulation in numpy (20,000 runs) found 1.7 %
    const falseAlarms = share(simulated(4000, 36, 104), alarm);
    expect(falseAlarms).toBeLessThan(0.05);
    expect(falseAlarms).toBeGreaterThan(0.008);
    // found there by 12, 24, 36 periods: 8, 31, 53 %
    const biased = simulated(4000, 36, 105, 0.5);
    const found = [12, 24, 36].map((n) => share(biased, (series) => alarm(series.subarray(0, n))));
    for (const [i, rate] of found.entries()) {
      expect(Math.abs(rate - [0.084, 0.307, 0.526][i]!)).toBeLessThan(0.025);
    }
  });
});
