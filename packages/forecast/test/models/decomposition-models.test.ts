import { describe, expect, test } from "vitest";
import { InvalidArgumentError } from "../../src/errors.ts";
import { drift } from "../../src/models/drift.ts";
import { ets } from "../../src/models/ets.ts";
import { exponentialTrend } from "../../src/models/exponential-trend.ts";
import { mstlModel, mstlTheta } from "../../src/models/mstl-model.ts";
import { seasonalNaive } from "../../src/models/seasonal-naive.ts";
import { stlEts, stlModel } from "../../src/models/stl-model.ts";
import { theta } from "../../src/models/theta.ts";
import { mstl } from "../../src/series/mstl.ts";
import { stl } from "../../src/series/stl.ts";

const profile = [4, -1, -5, 2];
const exact = Array.from({ length: 42 }, (_, t) => 100 + 2 * t + profile[t % 4]!);
const noisy = exact.map((value, t) => value + ((t * 7919) % 13) - 6);

describe("stlModel", () => {
  test("continues a line and its season, from any phase", () => {
    const { mean } = stlModel(drift, { innerIterations: 60 }).fit(exact, { season: 4 }).predict(6);
    mean.forEach(
      (value, h) => void expect(value).toBeCloseTo(100 + 2 * (42 + h) + profile[(42 + h) % 4]!, 7),
    );
  });
  test("is the inner model on the adjusted series plus the last season", () => {
    const { seasonal } = stl(noisy, { season: 4 });
    const adjusted = noisy.map((value, t) => value - seasonal[t]!);
    const inner = ets.fit(adjusted, { season: 1 });
    const outer = stlEts.fit(noisy, { season: 4 });
    const last = (h: number) => seasonal[38 + (h % 4)]!;
    const ahead = inner.predict(7);
    expect(outer.predict(7).mean).toEqual(ahead.mean.map((value, h) => value + last(h)));
    expect(outer.predict(7).intervals["80"]!.upper).toEqual(
      ahead.intervals["80"]!.upper.map((value, h) => value + last(h)),
    );
    expect(outer.residuals).toEqual(inner.residuals);
    expect(Array.from(outer.standardErrors(7))).toEqual(Array.from(inner.standardErrors(7)));
    const path = outer.simulate(7, 2, 5)[1]!;
    expect(Array.from(path)).toEqual(Array.from(inner.simulate(7, 2, 5)[1]!, (value, h) => value + last(h)));
    noisy.forEach((value, t) => void expect(outer.fitted[t]! + outer.residuals[t]!).toBeCloseTo(value, 9));
    expect(outer.components!().season).toEqual(Array.from(seasonal));
  });
  test("with two seasons or fewer it takes nothing out, and says so", () => {
    const fitted = stlEts.fit(noisy.slice(0, 8), { season: 4 });
    expect(fitted.predict(2).mean).toEqual(ets.fit(noisy.slice(0, 8), { season: 1 }).predict(2).mean);
    expect(fitted.notes[0]).toBe("only 8 observations, not more than two seasons of 4: no season taken out");
    expect(stlEts.fit(noisy, { season: 1 }).notes).toEqual(ets.fit(noisy, { season: 1 }).notes);
  });
  test("refuses models that take logarithms", () => {
    expect(() => stlModel(exponentialTrend)).toThrow(InvalidArgumentError);
    expect(() => mstlModel(exponentialTrend)).toThrow("transformed() around mstlModel");
  });
});

describe("mstlModel", () => {
  const hours = Array.from(
    { length: 24 * 21 + 5 },
    (_, t) =>
      100 + 0.01 * t + 5 * Math.sin((2 * Math.PI * t) / 24) + (Math.floor(t / 24) % 7 === 6 ? -12 : 2),
  );
  test("repeats the last season of each length", () => {
    const { seasonals } = mstl(hours, { seasons: [24, 168] });
    const adjusted = hours.map((value, t) => value - seasonals[0]![t]! - seasonals[1]![t]!);
    const inner = drift.fit(adjusted, { season: 1 }).predict(200).mean;
    const outer = mstlModel(drift, [168, 24]).fit(hours, { season: 1 }).predict(200).mean;
    const { length } = hours;
    for (const h of [0, 23, 24, 167, 168, 199]) {
      const expected =
        inner[h]! + seasonals[0]![length - 24 + (h % 24)]! + seasonals[1]![length - 168 + (h % 168)]!;
      expect(outer[h]).toBeCloseTo(expected, 9);
    }
  });
  test("a week of hours has days in it: more accurate than repeating the last week", () => {
    const error = (mean: readonly number[]) =>
      mean.reduce((sum, value, h) => sum + Math.abs(value - hours[340 + h]!), 0);
    const past = hours.slice(0, 340);
    const byDay = mstlTheta.fit(past, { season: 168 });
    expect(byDay.model).toBe("mstl");
    expect(error(byDay.predict(150).mean)).toBeLessThan(
      error(seasonalNaive.fit(past, { season: 168 }).predict(150).mean),
    );
  });
  test("leaves out what is too long, and works without any season", () => {
    const fitted = mstlModel(theta, [4, 30]).fit(noisy, { season: 1 });
    expect(fitted.notes[0]).toBe(
      "only 42 observations, not more than two seasons of 30: that season left out",
    );
    expect(mstlModel(theta).fit(noisy, { season: 1 }).predict(2).mean).toEqual(
      theta.fit(noisy, { season: 1 }).predict(2).mean,
    );
  });
});
