import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { combineViews, inverseErrorShare } from "../../src/drivers/combine-views.ts";
import { mrrBridge } from "../../src/drivers/mrr-bridge.ts";
import { type MrrHistory, mrrMovements } from "../../src/drivers/mrr-movements.ts";
import { pointForecast } from "../../src/drivers/point-forecast.ts";
import { normalDeviates } from "../../src/internal/normal-deviates.ts";
import { randomStream } from "../../src/internal/random.ts";
import { averagedSmoothing } from "../../src/models/averaged-smoothing.ts";
import { naive } from "../../src/models/naive.ts";

const cents = (value: number) => BigInt(value.toFixed(2).replace(".", ""));
const amount = (low: number, high: number) => fc.integer({ min: low, max: high }).map((value) => value / 100);

/** Movements whose rates and levels wander. */
function simulated(seed: number, length: number): { history: MrrHistory; closings: number[] } {
  const draws = normalDeviates(randomStream(seed), 7 * length);
  const cent = (value: number) => Math.round(100 * value) / 100;
  let mrr = 100_000;
  let level = 6000;
  const months = Array.from({ length }, (_, t) => {
    const [a, b, c, d, e, common] = draws.subarray(7 * t) as unknown as number[] as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    level *= Math.exp(0.04 * a);
    const month = {
      new: cent(level * Math.exp(0.15 * b)),
      expansion: cent(mrr * 0.02 * Math.exp(0.3 * c - 0.1 * common)),
      contraction: -cent(mrr * 0.006 * Math.exp(0.4 * d)),
      churn: -cent(mrr * 0.025 * Math.exp(0.25 * e + 0.2 * common)),
    };
    mrr = cent(mrr + month.new + month.expansion + month.contraction + month.churn);
    return { ...month, closing: mrr };
  });
  return {
    history: {
      opening: 100_000,
      new: months.map((month) => month.new),
      expansion: months.map((month) => month.expansion),
      contraction: months.map((month) => month.contraction),
      churn: months.map((month) => month.churn),
    },
    closings: months.map(({ closing }) => closing),
  };
}

const upTo = (history: MrrHistory, length: number): MrrHistory => ({
  opening: history.opening,
  new: history.new.slice(0, length),
  expansion: history.expansion.slice(0, length),
  contraction: history.contraction.slice(0, length),
  churn: history.churn.slice(0, length),
});

describe("mrrBridge", () => {
  test("by hand: 100 new against 10 % churn of 1000 stands still, both views agree", () => {
    const flat = (value: number) => Array.from({ length: 8 }, () => value);
    const history = {
      opening: 1000,
      new: flat(100),
      expansion: flat(0),
      contraction: flat(0),
      churn: flat(-100),
    };
    const { periods, mrr, views, netRetention } = mrrBridge({ history, horizon: 2, paths: 20 });
    expect(periods[1]).toEqual({
      opening: 1000,
      new: 100,
      reactivation: 0,
      expansion: 0,
      contraction: 0,
      churn: -100,
      closing: 1000,
    });
    expect(mrr.intervals["95"]).toEqual({ lower: [1000, 1000], upper: [1000, 1000] });
    expect(views.gap).toEqual([0, 0]);
    expect(netRetention.median).toEqual([0.9, 0.9]);
  });
  test("churn follows the MRR that is there: 10 % of 1000, 950, 905", () => {
    const history = {
      opening: 1000,
      new: [50, 50, 50],
      expansion: [0, 0, 0],
      contraction: [0, 0, 0],
      churn: [-100, -95, -90.5],
    };
    const { views } = mrrBridge({ history, horizon: 2, paths: 20, model: naive });
    // 864.50 + 50 - 86.45 and again
    expect(views.bottomUp[0]).toBeCloseTo(828.05, 2);
    expect(views.bottomUp[1]).toBeCloseTo(795.25, 1);
    expect(views.topDown).toEqual([864.5, 864.5]);
    expect(views.gap[0]).toBeCloseTo(828.05 - 864.5, 2);
  });
  test("always adds up to the cent, with gains above 0, losses below, and MRR never negative", () => {
    const month = fc.record({
      new: amount(0, 5_000_00),
      reactivation: amount(0, 100_00),
      expansion: amount(0, 2_000_00),
      contraction: amount(-500_00, 0),
      churn: amount(-500_00, 0),
    });
    fc.assert(
      fc.property(
        fc.array(month, { minLength: 1, maxLength: 14 }),
        amount(0, 90_000_00),
        (months, opening) => {
          const history = {
            opening: opening + 20_000,
            ...(Object.fromEntries(
              mrrMovements.map((name) => [name, months.map((one) => one[name])]),
            ) as unknown as Omit<MrrHistory, "opening">),
          };
          const bridge = mrrBridge({ history, horizon: 3, paths: 15, model: averagedSmoothing });
          let last = cents(history.opening);
          for (const one of months) for (const name of mrrMovements) last += cents(one[name]);
          for (const period of bridge.periods) {
            expect(cents(period.opening)).toBe(last);
            for (const name of mrrMovements) {
              last += cents(period[name]);
              expect(
                Math.sign(period[name]) * (name === "churn" || name === "contraction" ? -1 : 1),
              ).toBeGreaterThanOrEqual(0);
            }
            expect(cents(period.closing)).toBe(last);
          }
          expect(bridge.paths.flat().every((value) => value >= 0)).toBe(true);
          for (const { lower, upper } of Object.values(bridge.grossRetention.intervals)) {
            expect(lower.every((value) => value === null || value >= 0)).toBe(true);
            expect(upper.every((value) => value === null || value <= 1)).toBe(true);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
  test("the expected bridge ends where the paths do on average", () => {
    const { history } = simulated(3, 24);
    const { periods, mrr, movements } = mrrBridge({
      history,
      horizon: 4,
      paths: 300,
      model: averagedSmoothing,
    });
    periods.forEach((period, h) => {
      // each of five movements and each period before may be off by half a cent
      expect(Math.abs(period.closing - mrr.mean[h]!)).toBeLessThan(0.025 * (h + 1) + 1e-6);
      expect(Math.abs(period.churn - movements.churn.mean[h]!)).toBeLessThanOrEqual(0.0051);
    });
  });
  test("the same seed gives the same bridge; intervals nest", () => {
    const { history } = simulated(4, 24);
    const draw = (seed: number) =>
      mrrBridge({ history, horizon: 3, paths: 100, model: averagedSmoothing, seed });
    const one = draw(1);
    expect(draw(1)).toEqual(one);
    expect(draw(2).paths).not.toEqual(one.paths);
    for (const h of [0, 1, 2]) {
      expect(one.mrr.intervals["95"]!.lower[h]!).toBeLessThan(one.mrr.intervals["80"]!.lower[h]!);
      expect(one.mrr.intervals["95"]!.upper[h]!).toBeGreaterThan(one.mrr.intervals["80"]!.upper[h]!);
    }
  });
  test("a first period without MRR has no rates; it says so", () => {
    const history = { opening: 0, new: [500], expansion: [0], contraction: [0], churn: [0] };
    const { periods, notes } = mrrBridge({ history, horizon: 1, paths: 10, model: naive });
    expect(periods[0]!.churn).toBe(0);
    expect(notes[0]).toBe("expansion: no period opened with MRR, so no rate is known; taken as 0");
    expect(notes.at(-1)).toMatch(/too short for a backtest/);
  });
  test("refuses wrong signs, lengths and nothing", () => {
    const history = { opening: 10, new: [1, 1], expansion: [0, 0], contraction: [0, 0], churn: [0, 5] };
    expect(() => mrrBridge({ history, horizon: 1 })).toThrow(
      /churn\[1\] must be 0 or below, as losses are, got 5/,
    );
    expect(() => mrrBridge({ history: { ...history, churn: [0] }, horizon: 1 })).toThrow(
      /same length, got 2 and 1/,
    );
    expect(() => mrrBridge({ history: { ...upTo(history, 0), opening: 1 }, horizon: 1 })).toThrow(
      /at least 1/,
    );
  });
  test("exchange rates are part of the history", () => {
    const history = {
      opening: 100,
      new: [0, 0],
      expansion: [0, 0],
      contraction: [0, 0],
      churn: [0, 0],
      fx: [0, -10.5],
    };
    expect(mrrBridge({ history, horizon: 1, paths: 5, model: naive }).periods[0]!.opening).toBe(89.5);
  });
  test("on 40 simulated companies: better than the average view, about 80 of 100 inside", () => {
    const squares = { bottomUp: 0, topDown: 0, combined: 0 };
    let inside = 0;
    let retained = 0;
    for (let run = 0; run < 40; run++) {
      const { history, closings } = simulated(500 + run, 36);
      const { mrr, views, netRetention } = mrrBridge({
        history: upTo(history, 30),
        horizon: 6,
        paths: 200,
        seed: run,
        model: averagedSmoothing,
      });
      for (let h = 0; h < 6; h++) {
        const actual = closings[30 + h]!;
        squares.bottomUp += (actual - views.bottomUp[h]!) ** 2;
        squares.topDown += (actual - views.topDown[h]!) ** 2;
        squares.combined += (actual - mrr.median[h]!) ** 2;
        const { lower, upper } = mrr.intervals["80"]!;
        inside += actual >= lower[h]! && actual <= upper[h]! ? 1 : 0;
        const kept =
          1 +
          (history.expansion[30 + h]! + history.contraction[30 + h]! + history.churn[30 + h]!) /
            closings[29 + h]!;
        const net = netRetention.intervals["80"]!;
        retained += kept >= net.lower[h]! && kept <= net.upper[h]! ? 1 : 0;
      }
    }
    // measured: squared errors 0.55 : 1 : 0.71; MRR 74 %, net retention 81 % inside
    expect(squares.combined).toBeLessThan((squares.bottomUp + squares.topDown) / 2);
    expect(inside / 240).toBeGreaterThan(0.7);
    expect(inside / 240).toBeLessThan(0.95);
    expect(retained / 240).toBeGreaterThan(0.7);
    expect(retained / 240).toBeLessThan(0.95);
  });
});

describe("two views", () => {
  test("inverse squared errors: 1 against 2 is 4 to 1", () => {
    expect(inverseErrorShare([1, -1], [2, 2])).toBeCloseTo(0.8, 12);
    expect(inverseErrorShare([], [])).toBe(0.5);
    expect(inverseErrorShare([0], [3])).toBe(1);
  });
  test("values of the same rank are averaged", () => {
    expect(combineViews([[3], [1], [2]], [[10], [30], [20]], 0.5)).toEqual([[16.5], [5.5], [11]]);
  });
  test("point forecasts without a backtest: of constants the constant, of falling counts none below 0", () => {
    expect(pointForecast([4, 4, 4, 4, null], { horizon: 2 })).toEqual([4, 4]);
    expect(Math.min(...pointForecast([8, 6, 4, 2, 0], { horizon: 5 }))).toBeGreaterThanOrEqual(0);
    expect(pointForecast([3, 9], { horizon: 1, model: "naive" })).toEqual([9]);
  });
});
