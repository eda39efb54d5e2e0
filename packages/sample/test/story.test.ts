import { expect, test } from "vitest";
import { FAILED_CAMPAIGN, truthSeries } from "../src/index.ts";
import { company } from "./company.ts";

const { tables, truth, story, plan } = company;
const values = (metric: string, grain: "month" | "quarter" = "month"): number[] =>
  truthSeries(truth, metric, grain).map(({ value }) => Number(value));
const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
const quarter = (metric: string, period: string): number =>
  Number(truthSeries(truth, metric, "quarter").find((point) => point.period === period)!.value);

test("the story has its passages, with dates", () => {
  expect(story.map(({ id, when }) => [id, when])).toEqual([
    ["growth", "2023-11-01/2026-11-01"],
    ["seasonality", "2023-11-01/2026-11-01"],
    ["failed-campaign", "2024-09-01/2024-12-01"],
    ["slipped-quarter", "2025-04-01/2025-07-01"],
    ["restatement", "2025-10-01/2026-01-01"],
  ]);
});

test("the company grows from about 80,000 to about 400,000 of MRR", () => {
  const mrr = values("mrr");
  expect(mrr[0]).toBeGreaterThan(70_000);
  expect(mrr[0]).toBeLessThan(100_000);
  expect(mrr[35]).toBeGreaterThan(340_000);
  expect(mrr[35]).toBeLessThan(480_000);
  expect(mean(values("leads").slice(-12)) / mean(values("leads").slice(0, 12))).toBeGreaterThan(1.4);
});

test("its ratios are those of a believable company", () => {
  const won = values("opportunities_won").reduce((sum, value) => sum + value, 0);
  const lost = values("opportunities_lost").reduce((sum, value) => sum + value, 0);
  const figures = {
    winRate: won / (won + lost),
    monthlyLogoChurn: mean(values("logo_churn_rate")),
    nrr: mean(values("nrr").slice(11)),
    grr: mean(values("grr").slice(11)),
    cycle: mean(values("sales_cycle_days", "quarter")),
  };
  expect(figures.winRate).toBeGreaterThan(0.2);
  expect(figures.winRate).toBeLessThan(0.3);
  expect(figures.monthlyLogoChurn).toBeGreaterThan(0.01);
  expect(figures.monthlyLogoChurn).toBeLessThan(0.02);
  expect(figures.nrr).toBeGreaterThan(1);
  expect(figures.nrr).toBeLessThan(1.12);
  expect(figures.grr).toBeLessThan(0.95);
  expect(figures.cycle).toBeGreaterThan(45);
  expect(figures.cycle).toBeLessThan(75);
});

test("the failed campaign cost much, brought leads, and won nothing", () => {
  const cost = tables.spend.filter(({ campaign }) => campaign === FAILED_CAMPAIGN);
  const touched = tables.touchpoints.filter(({ campaign }) => campaign === FAILED_CAMPAIGN);
  const leads = new Set(touched.map(({ person_id }) => person_id).filter((id) => id !== null));
  const deals = tables.opportunities.filter(({ person_id }) => leads.has(person_id ?? ""));
  expect(cost.reduce((sum, { amount }) => sum + Number(amount), 0)).toBeGreaterThan(150_000);
  expect(leads.size).toBeGreaterThan(400);
  expect(deals.length).toBeGreaterThan(0);
  expect(deals.filter(({ outcome }) => outcome === "won")).toEqual([]);
});

test("the slipped quarter books less than its neighbours, and the next one more", () => {
  const [before, slipped, after] = ["2025-01-01", "2025-04-01", "2025-07-01"].map((period) =>
    quarter("bookings", period),
  );
  expect(slipped!).toBeLessThan(0.65 * before!);
  expect(slipped!).toBeLessThan(0.65 * after!);
  const [won, wonAfter] = ["2025-04-01", "2025-07-01"].map((period) => quarter("opportunities_won", period));
  expect(won!).toBeLessThan(0.6 * wonAfter!);
});

test("slipped deals were expected in the quarter until its last days", () => {
  const won = new Set(tables.opportunities.filter(({ outcome }) => outcome === "won").map(({ id }) => id));
  const paths = new Map<string, (typeof tables.opportunity_changes)[number][]>();
  for (const change of tables.opportunity_changes) {
    if (won.has(change.opportunity_id)) {
      paths.set(change.opportunity_id, [...(paths.get(change.opportunity_id) ?? []), change]);
    }
  }
  const pushed = [...paths.values()].filter((path) =>
    path.some((change, index) => {
      const previous = path[index - 1];
      const inLastDays = change.at >= "2025-06-20" && change.at < "2025-07-01";
      return (
        inLastDays &&
        previous &&
        previous.expected_close < "2025-07-01" &&
        change.expected_close >= "2025-07-01"
      );
    }),
  );
  expect(pushed.length).toBeGreaterThan(8);
  for (const path of pushed) expect(path[path.length - 1]!.at >= "2025-07-01").toBe(true);
});

test("leads are few in summer and December", () => {
  const leads = truthSeries(truth, "leads");
  const of = (month: string): number =>
    mean(
      leads
        .filter(({ period }) => period.slice(5, 7) === month && period > "2025-01")
        .map(({ value }) => Number(value)),
    );
  expect(of("08")).toBeLessThan(0.85 * of("09"));
  expect(of("12")).toBeLessThan(0.85 * of("11"));
});

test("deals close at the end of quarters", () => {
  const won = truthSeries(truth, "opportunities_won");
  const slipped = ["2025-04-01", "2025-05-01", "2025-06-01", "2025-07-01", "2025-08-01", "2025-09-01"];
  const usual = won.filter(({ period }) => !slipped.includes(period));
  const last = usual.filter(({ period }) => Number(period.slice(5, 7)) % 3 === 0);
  const other = usual.filter(({ period }) => Number(period.slice(5, 7)) % 3 !== 0);
  const size = (points: typeof won): number => mean(points.map(({ value }) => Number(value)));
  expect(size(last)).toBeGreaterThan(1.25 * size(other));
});

test("the restatement lowers three months by 2 to 6 % and changes no other", () => {
  const changed = truth.published.filter(({ firstPublished, current }) => firstPublished !== current);
  expect(changed.map(({ period }) => period)).toEqual(["2025-10-01", "2025-11-01", "2025-12-01"]);
  for (const { firstPublished, current } of changed) {
    const drop = 1 - Number(current) / Number(firstPublished);
    expect(drop).toBeGreaterThan(0.02);
    expect(drop).toBeLessThan(0.06);
  }
});

test("the plan covers 24 months and was made at the start of each year", () => {
  for (const metric of ["mrr", "bookings"]) {
    const rows = plan.filter(({ series_id }) => series_id === metric);
    expect(rows).toHaveLength(24);
    expect(rows[0]).toMatchObject({ timestamp: "2024-11-01", origin_timestamp: "2024-01-01", horizon: 11 });
    expect(rows[23]).toMatchObject({ timestamp: "2026-10-01", origin_timestamp: "2026-01-01", horizon: 10 });
    for (const { forecast, lo90, hi90 } of rows) {
      expect(Number(lo90)).toBeLessThan(Number(forecast));
      expect(Number(hi90)).toBeGreaterThan(Number(forecast));
    }
  }
});

test.each([1, 2, 3, 4, 5])("a small company with seed %i keeps the story's exact parts", async (seed) => {
  const { generateCompany } = await import("../src/index.ts");
  const small = generateCompany({ seed, end: "2026-11-01", rows: 10_000 });
  const changed = small.truth.published.filter(({ firstPublished, current }) => firstPublished !== current);
  expect(changed.map(({ period }) => period)).toEqual(["2025-10-01", "2025-11-01", "2025-12-01"]);
  const drops = changed.map(({ firstPublished, current }) => 1 - Number(current) / Number(firstPublished));
  expect(Math.min(...drops)).toBeGreaterThan(0.02);
  expect(Math.max(...drops)).toBeLessThan(0.06);
});

test.each([
  [7, "2026-12-01", 10_000],
  [7, "2027-05-01", 10_000],
  [3, "2026-11-01", 5000],
  [8, "2026-12-01", 5000],
])("where enterprises do not fit (seed %i, to %s, %i rows) others are restated", async (seed, end, rows) => {
  const { generateCompany } = await import("../src/index.ts");
  const { truth, story } = generateCompany({ seed, end, rows });
  const changed = truth.published.filter(({ firstPublished, current }) => firstPublished !== current);
  const drops = changed.map(({ firstPublished, current }) => 1 - Number(current) / Number(firstPublished));
  expect(drops).toHaveLength(3);
  expect(Math.min(...drops)).toBeGreaterThan(0.02);
  expect(Math.max(...drops)).toBeLessThan(0.06);
  expect(story.find(({ id }) => id === "restatement")!.what).toContain("on mid-market contracts in ");
});
