import { describe, expect, test } from "vitest";
import type { Deal } from "../../src/pipeline/deal.ts";
import { type PipelineForecastOptions, pipelineForecast } from "../../src/pipeline/pipeline-forecast.ts";
import { periodTotals } from "../../src/scenario/period-totals.ts";
import { dayCount } from "../../src/series/civil-day.ts";
import { simulatedPipeline } from "./simulated-pipeline.ts";

const start = dayCount({ year: 2024, month: 6, day: 1 });
const deals = simulatedPipeline(1, start, 700);
const ask: PipelineForecastOptions = {
  deals,
  asOf: "2026-01-15",
  grain: "month",
  horizon: 3,
  paths: 200,
  seed: 2,
};
const result = pipelineForecast(ask);

/** What was booked in months, by plain reading of dates. */
const bookedIn = (list: readonly Deal[], month: string) =>
  list
    .filter(({ outcome, closedAt }) => outcome === "won" && closedAt?.startsWith(month))
    .reduce((sum, { amount }) => sum + amount, 0);

describe("pipelineForecast", () => {
  test("begins with the running month, and counts what it has already", () => {
    expect(result.periods).toEqual(["2026-01-01", "2026-02-01", "2026-03-01"]);
    const already = deals
      .filter(
        (deal) => deal.outcome === "won" && deal.closedAt! >= "2026-01-01" && deal.closedAt! < "2026-01-15",
      )
      .reduce((sum, { amount }) => sum + amount, 0);
    expect(already).toBeGreaterThan(0);
    expect(result.booked).toBe(already);
    for (const path of result.paths) expect(path[0]!).toBeGreaterThanOrEqual(already);
  });
  test("open deals are all that is open, by stage, with chances between 0 and 1", () => {
    const open = deals.filter((deal) => deal.createdAt < "2026-01-15" && deal.closedAt! >= "2026-01-15");
    expect(result.stages.reduce((sum, one) => sum + one.deals, 0)).toBe(open.length);
    expect(result.stages.map(({ stage }) => stage)).toEqual(["discovery", "negotiation", "proposal"]);
    expect(result.deals.map(({ index }) => deals[index])).toEqual(open);
    for (const one of result.deals) {
      expect(one.winChance).toBeGreaterThan(0);
      expect(one.winChance).toBeLessThan(1);
    }
    const chance = Object.fromEntries(result.stages.map((one) => [one.stage, one.winChance!]));
    expect(chance.discovery!).toBeLessThan(chance.proposal!);
    expect(chance.proposal!).toBeLessThan(chance.negotiation!);
  });
  test("what open deals bring on average is amount times chance", () => {
    const expected = result.stages.reduce((sum, one) => sum + one.expected, 0);
    const simulated = result.open.mean.reduce<number>((sum, value) => sum + value!, 0);
    // 200 paths of about 15 won deals of very different size
    expect(Math.abs(simulated / expected - 1)).toBeLessThan(0.12);
  });
  test("knows nothing of what happens on the day and after", () => {
    const cutOff = deals
      .filter(({ createdAt }) => createdAt < "2026-01-15")
      .map((deal): Deal => {
        const stages = deal.stages!.filter(({ at }) => at < "2026-01-15");
        if (deal.closedAt! < "2026-01-15") return { ...deal, stages };
        return { amount: deal.amount, createdAt: deal.createdAt, outcome: "open", stages };
      });
    expect(cutOff.some(({ outcome }) => outcome === "open")).toBe(true);
    expect(pipelineForecast({ ...ask, deals: cutOff })).toEqual(result);
  });
  test("the same seed gives the same, another seed other paths", () => {
    expect(pipelineForecast(ask)).toEqual(result);
    expect(pipelineForecast({ ...ask, seed: 3 }).paths).not.toEqual(result.paths);
  });
  test("scales with the currency", () => {
    const larger = deals.map((deal) => ({ ...deal, amount: 1024 * deal.amount }));
    const { paths } = pipelineForecast({ ...ask, deals: larger });
    paths.forEach((path, p) => {
      path.forEach((value, h) => {
        expect(value / 1024).toBeCloseTo(result.paths[p]![h]!, 5);
      });
    });
  });
  test("intervals nest", () => {
    const { lower, upper } = result.bookings.intervals["95"]!;
    for (const h of [0, 1, 2]) {
      expect(lower[h]!).toBeLessThanOrEqual(result.bookings.intervals["80"]!.lower[h]!);
      expect(upper[h]!).toBeGreaterThanOrEqual(result.bookings.intervals["80"]!.upper[h]!);
    }
  });
  test("both views and their gap are shown", () => {
    const { bottomUp, topDown, gap, bottomUpWeight, backtest } = result.views;
    gap.forEach((value, h) => {
      expect(value).toBe(bottomUp[h]! - topDown[h]!);
    });
    expect(backtest!.origins).toBe(6);
    const [a, b] = [backtest!.bottomUp ** -2, backtest!.topDown ** -2];
    expect(bottomUpWeight).toBeCloseTo(a / (a + b), 12);
  });
  test("quarters are those of the calendar, or of a fiscal year", () => {
    const quarters = (periodStart?: string) =>
      pipelineForecast({
        ...ask,
        grain: "quarter",
        horizon: 2,
        paths: 20,
        ...(periodStart && { periodStart }),
      }).periods;
    expect(quarters()).toEqual(["2026-01-01", "2026-04-01"]);
    expect(quarters("2020-02-01")).toEqual(["2025-11-01", "2026-02-01"]);
    expect(pipelineForecast({ ...ask, grain: "week", paths: 20 }).periods[0]).toBe("2026-01-12");
  });
});

describe("little to go on", () => {
  test("no deals: nothing is booked", () => {
    const { bookings, stages, notes } = pipelineForecast({ ...ask, deals: [] });
    expect(bookings.mean).toEqual([0, 0, 0]);
    expect(stages).toEqual([]);
    expect(notes).toEqual(["only 0 past periods: no trend of bookings, deals alone"]);
  });
  test("one open deal that nobody has seen the like of: finite, and no more than its amount", () => {
    const one: Deal = { amount: 500, createdAt: "2026-01-02", outcome: "open", stage: "proposal" };
    const { bookings, open } = pipelineForecast({ ...ask, deals: [one] });
    expect(bookings.intervals["95"]!.upper.every((value) => value! >= 0 && value! <= 500)).toBe(true);
    expect(open.undefinedShare).toEqual([0, 0, 0]);
  });
  test("deals without stages inform the rates of all", () => {
    const plain = deals.map(({ stages: _, ...deal }) => deal);
    const { stages, bookings } = pipelineForecast({ ...ask, deals: plain });
    expect(stages.map(({ stage }) => stage)).toEqual([null]);
    expect(bookings.median.every((value) => value! > 0)).toBe(true);
  });
  test("says which deal is wrong, and how", () => {
    const wrong = (deal: Partial<Deal>) => () =>
      pipelineForecast({ ...ask, deals: [{ amount: 1, createdAt: "2025-01-01", outcome: "won", ...deal }] });
    expect(wrong({})).toThrow(/deals\[0\]\.closedAt must be a date/);
    expect(wrong({ closedAt: "2024-01-01" })).toThrow(/must not lie before createdAt/);
    expect(wrong({ closedAt: "2025-02-30" })).toThrow(
      /deals\[0\]\.closedAt must be a date, as in 2026-03-29, got 2025-02-30/,
    );
    expect(wrong({ closedAt: "2025-02-01", amount: Number.NaN })).toThrow(
      /deals\[0\]\.amount must be a finite/,
    );
    expect(() => pipelineForecast({ ...ask, asOf: "soon" })).toThrow(/asOf must be a date/);
  });
});

test("on 25 simulated pipelines: better than the trend alone, and 80 of 100 or more inside", () => {
  const squares = { bottomUp: 0, topDown: 0, combined: 0 };
  let months = 0;
  let quarters = 0;
  for (let run = 0; run < 25; run++) {
    const list = simulatedPipeline(100 + run, start, 800);
    const { bookings, views, paths, periods } = pipelineForecast({
      deals: list,
      asOf: "2026-01-01",
      grain: "month",
      horizon: 3,
      paths: 200,
      seed: run,
    });
    const actual = periods.map((period) => bookedIn(list, period.slice(0, 7)));
    actual.forEach((value, h) => {
      squares.bottomUp += (value - views.bottomUp[h]!) ** 2;
      squares.topDown += (value - views.topDown[h]!) ** 2;
      squares.combined += (value - bookings.median[h]!) ** 2;
      const { lower, upper } = bookings.intervals["80"]!;
      months += value >= lower[h]! && value <= upper[h]! ? 1 : 0;
    });
    const total = actual.reduce((sum, value) => sum + value, 0);
    const { lower, upper } = periodTotals(paths, [{ from: 1, to: 3 }]).intervals["80"]!;
    quarters += total >= lower[0]! && total <= upper[0]! ? 1 : 0;
  }
  expect(squares.combined).toBeLessThan(squares.topDown);
  expect(months / 75).toBeGreaterThan(0.75);
  expect(months / 75).toBeLessThan(0.97);
  expect(quarters).toBeGreaterThan(17);
});
