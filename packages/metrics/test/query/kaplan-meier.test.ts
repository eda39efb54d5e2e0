import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kaplanMeier, survivalQuantile } from "../../src/query/kaplan-meier.ts";

const histogram = (ages: readonly number[]): Map<number, number> => {
  const counts = new Map<number, number>();
  for (const age of ages) counts.set(age, (counts.get(age) ?? 0) + 1);
  return counts;
};

describe("kaplanMeier", () => {
  // Freireich et al. (1963), Blood 21: weeks of remission of 21 patients on 6-mercaptopurine, and of 21 on placebo; a
  // censored time is written with a + in the literature. Published: Kleinbaum and Klein, Survival Analysis, tables 2.1, 2.2.
  test("gives the published survival of the remission data, 6-MP", () => {
    const steps = kaplanMeier({
      ended: histogram([6, 6, 6, 7, 10, 13, 16, 22, 23]),
      censored: histogram([6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]),
    });
    expect(steps.map(({ age, atRisk, events }) => [age, atRisk, events])).toEqual([
      [6, 21, 3],
      [7, 17, 1],
      [10, 15, 1],
      [13, 12, 1],
      [16, 11, 1],
      [22, 7, 1],
      [23, 6, 1],
    ]);
    const published = [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482];
    // Printed with four decimals.
    for (const [index, survival] of published.entries()) {
      expect(steps[index]?.survival).toBeCloseTo(survival, 4);
    }
    expect(survivalQuantile(steps, 0.5)).toBe(23);
  });

  test("gives the published median of the placebo group, without censoring", () => {
    const weeks = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];
    const steps = kaplanMeier({ ended: histogram(weeks), censored: new Map() });
    expect(steps.at(-1)?.survival).toBe(0);
    expect(steps.find(({ age }) => age === 8)?.survival).toBeCloseTo(8 / 21, 12);
    expect(survivalQuantile(steps, 0.5)).toBe(8);
  });

  test("counts those at risk who came in later only from the age at which they did", () => {
    // One from age 0, ended at 4; one from age 3, ended at 5; one from age 4, censored at 6.
    const steps = kaplanMeier({
      entered: histogram([0, 3, 4]),
      ended: histogram([4, 5]),
      censored: histogram([6]),
    });
    expect(steps).toEqual([
      { age: 4, atRisk: 3, events: 1, survival: 2 / 3 },
      { age: 5, atRisk: 2, events: 1, survival: 1 / 3 },
    ]);
  });

  test("has no median where survival stays above a half, and reaches an exact half", () => {
    const half = kaplanMeier({ ended: histogram([3, 7]), censored: histogram([9, 9]) });
    expect(survivalQuantile(half, 0.5)).toBe(7);
    const above = kaplanMeier({ ended: histogram([3]), censored: histogram([9, 9]) });
    expect(survivalQuantile(above, 0.5)).toBeNull();
    expect(survivalQuantile(kaplanMeier({ ended: new Map(), censored: histogram([1]) }), 0.5)).toBeNull();
  });

  test("stays at 0 once all who were at risk have left", () => {
    const steps = kaplanMeier({
      entered: histogram([0, 5, 5]),
      ended: histogram([2, 6]),
      censored: histogram([8]),
    });
    expect(steps.map(({ survival }) => survival)).toEqual([0, 0]);
  });

  test("never rises and stays within 0 and 1; without censoring it is the share that is older", () => {
    const ages = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(ages, ages, (ended, censored) => {
        const steps = kaplanMeier({ ended: histogram(ended), censored: histogram(censored) });
        let before = 1;
        for (const { survival } of steps) {
          expect(survival).toBeGreaterThanOrEqual(0);
          expect(survival).toBeLessThanOrEqual(before);
          before = survival;
        }
        for (const { age, survival } of kaplanMeier({ ended: histogram(ended), censored: new Map() })) {
          expect(survival).toBeCloseTo(ended.filter((other) => other > age).length / ended.length, 10);
        }
      }),
    );
  });
});
