import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InvalidArgumentError, NonFiniteValueError } from "../../src/errors.ts";
import { normalDeviates } from "../../src/internal/normal-deviates.ts";
import { randomStream } from "../../src/internal/random.ts";
import { findLevelShifts } from "../../src/series/level-shifts.ts";
import { findOutliers } from "../../src/series/outliers.ts";
import { cleanSeries } from "../../src/series/outliers-clean-series.ts";
import { superSmoother } from "../../src/series/outliers-super-smoother.ts";
import { value } from "../support/arbitraries.ts";
import { type M3Series, sharedData } from "../support/shared-data.ts";

const noise = (length: number, seed: number) => Array.from(normalDeviates(randomStream(seed), length));
const profile = [8, -3, -7, 2];
const season4 = (length: number, seed: number) =>
  noise(length, seed).map((one, t) => 100 + 0.5 * t + profile[t % 4]! + one);

describe("superSmoother", () => {
  test("keeps a line, whatever its length", () => {
    for (const length of [1, 2, 3, 5, 40, 700]) {
      const line = Float64Array.from({ length }, (_, t) => 7 - 2 * t);
      superSmoother(line).forEach((one, t) => void expect(one).toBeCloseTo(line[t]!, 7));
    }
  });
  test("follows a wave and calms noise", () => {
    const wave = Float64Array.from({ length: 200 }, (_, t) => 10 * Math.sin(t / 15));
    const noisy = wave.map((one, t) => one + noise(200, 4)[t]!);
    const off = superSmoother(noisy).map((one, t) => Math.abs(one - wave[t]!));
    expect(off.reduce((sum, one) => sum + one, 0) / 200).toBeLessThan(0.5);
  });
});

describe("findOutliers", () => {
  test("finds wild values beside a trend and a season, and suggests what they should be", () => {
    const values = season4(48, 8);
    const usual = [values[20]!, values[33]!];
    values[20]! += 25;
    values[33]! -= 30;
    const found = findOutliers(values, { season: 4 });
    expect(found.map(({ index }) => index)).toEqual([20, 33]);
    found.forEach(({ value, replacement }, i) => {
      expect(value).toBe(values[[20, 33][i]!]);
      // within 4 standard deviations of the noise
      expect(Math.abs(replacement - usual[i]!)).toBeLessThan(4);
    });
  });
  test("finds few in noise: in less than 5 of 100 series of 60 values", () => {
    let series = 0;
    for (let seed = 1; seed <= 200; seed++) if (findOutliers(noise(60, seed)).length > 0) series += 1;
    expect(series).toBeLessThan(10);
  });
  test("never reports a missing value, and looks beyond it", () => {
    const values: (number | null)[] = season4(40, 5);
    values[0] = null;
    values[12] = null;
    values[39] = null;
    values[25]! += 40;
    expect(findOutliers(values, { season: 4 }).map(({ index }) => index)).toEqual([25]);
  });
  test.each([
    ["nothing", []],
    ["missing values alone", [null, null, null, null]],
    ["two values", [1, 900]],
    ["a constant", new Array(20).fill(5)],
    ["a line", Array.from({ length: 30 }, (_, t) => 0.1 * t)],
  ])("finds nothing in %s", (_, values) => expect(findOutliers(values, { season: 4 })).toEqual([]));
  test("refuses NaN and no season", () => {
    expect(() => findOutliers([1, Number.NaN])).toThrow(NonFiniteValueError);
    expect(() => findOutliers([1, 2], { season: 0 })).toThrow(InvalidArgumentError);
  });
  test("does not depend on unit and level", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -12, max: 12 }),
        fc.integer({ min: -1000, max: 1000 }),
        (power, level) => {
          const values = season4(40, 3).map((one, t) => (t === 17 ? one + 40 : one));
          const unit = 2 ** power;
          const [moved] = findOutliers(
            values.map((one) => unit * one + level),
            { season: 4 },
          );
          const [here] = findOutliers(values, { season: 4 });
          expect(moved!.index).toBe(17);
          expect((moved!.replacement - level) / unit).toBeCloseTo(here!.replacement, 4);
        },
      ),
      { numRuns: 25 },
    );
  });
});

const golden = sharedData<
  Readonly<Record<string, { m: number; tsoutliers: Record<"index" | "replacements", number | number[]> }>>
>("golden-forecasts/r-forecast-8.20.json");
const m3 = sharedData<readonly M3Series[]>("m3.json");

describe.skipIf(!golden || !m3)("tsoutliers of R's forecast 8.20 (needs ../shared/data)", () => {
  test("finds the same 14 outliers in 36 series; replacements agree to 2.5 %", () => {
    let count = 0;
    for (const [id, { m, tsoutliers }] of Object.entries(golden!)) {
      const { train } = m3!.find((one) => one.id === id)!;
      const found = findOutliers(train, { season: m });
      expect(found.map(({ index }) => index + 1)).toEqual([tsoutliers.index].flat());
      // R interpolates on another seasonal estimate
      for (const [i, reference] of [tsoutliers.replacements].flat().entries()) {
        expect(Math.abs(found[i]!.replacement / reference - 1)).toBeLessThan(0.025);
        count += 1;
      }
    }
    expect(count).toBe(14);
  });
});

describe("findLevelShifts", () => {
  test("by hand: up by 20, down by 10", () => {
    const values = [10, 11, 10, 11, 10, 11, 30, 31, 30, 31, 30, 31, 20, 21, 20, 21];
    expect(findLevelShifts(values)).toEqual([
      { index: 6, size: expect.closeTo(20, 9) },
      { index: 12, size: expect.closeTo(-10, 9) },
    ]);
  });
  test("finds a step beside a trend, a season and a wild value", () => {
    const values = season4(60, 6).map((one, t) => one + (t >= 33 ? 30 : 0) + (t === 14 ? 40 : 0));
    const found = findLevelShifts(values, { season: 4 });
    expect(found.map(({ index }) => index)).toEqual([33]);
    expect(Math.abs(found[0]!.size - 30)).toBeLessThan(3);
  });
  test("one wild value, or two, is no step; nor is a ramp", () => {
    const values = noise(40, 2);
    expect(findLevelShifts(values.map((one, t) => (t === 20 ? 50 : one)))).toEqual([]);
    expect(findLevelShifts(values.map((one, t) => (t === 20 || t === 21 ? 50 : one)))).toEqual([]);
    expect(findLevelShifts(Array.from({ length: 40 }, (_, t) => 3 * t))).toEqual([]);
    expect(findLevelShifts([])).toEqual([]);
  });
  test("finds none in most noise and walks", () => {
    let inNoise = 0;
    let inWalks = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const steps = noise(60, seed);
      let sum = 0;
      if (findLevelShifts(steps).length > 0) inNoise += 1;
      if (findLevelShifts(steps.map((one) => (sum += one))).length > 0) inWalks += 1;
    }
    expect(inNoise).toBeLessThanOrEqual(1);
    expect(inWalks).toBeLessThan(0.1 * 300);
  });
});

describe("cleanSeries", () => {
  const values: (number | null)[] = noise(40, 9).map(
    (one, t) => 50 + one + (t >= 22 ? 40 : 0) + (t === 8 ? 30 : 0),
  );
  values[30] = null;
  test("reports both and replaces outliers", () => {
    const { values: cleaned, outliers, levelShifts, notes } = cleanSeries(values);
    expect(outliers.map(({ index }) => index)).toEqual([8]);
    expect(levelShifts.map(({ index }) => index)).toEqual([22]);
    expect(Math.abs(cleaned[8]! - 50)).toBeLessThan(4);
    expect(cleaned[8]).toBe(outliers[0]!.replacement);
    expect(cleaned.filter((one, t) => one !== values[t])).toHaveLength(1);
    expect(notes[0]).toMatch(/^value 9, [78][\d.]+, stands out: replaced by [45][\d.]+$/);
    expect(notes[1]).toMatch(/^level up by (38|39|40|41)[\d.]* from value 23 on: left as it is$/);
  });
  test("moves the past to the new level if asked, and leaves all alone if asked", () => {
    const moved = cleanSeries(values, { removeLevelShifts: true });
    expect(Math.abs(moved.values[3]! - 90)).toBeLessThan(5);
    expect(moved.values[39]).toBe(values[39]);
    expect(moved.values[30]).toBeNull();
    const kept = cleanSeries(values, { replaceOutliers: false });
    expect(kept.values).toEqual(values);
    expect(kept.notes[0]).toMatch(/would be usual$/);
  });
  test("never NaN, and reports every change", () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(value, { freq: 6, nil: null }), { maxLength: 40 }),
        fc.constantFrom(1, 4, 12),
        (any, season) => {
          const { values: cleaned, outliers } = cleanSeries(any, { season });
          const changed = cleaned.flatMap((one, t) => (one === any[t] ? [] : [t]));
          const reported = outliers.map(({ index }) => index);
          expect(reported).toEqual(expect.arrayContaining(changed));
          for (const one of cleaned) expect(one === null || Number.isFinite(one)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});
