import { expect, test } from "vitest";
import type { OpportunityRow, Tables } from "../../src/index.ts";
import { monthsOf } from "../../src/truth/periods.ts";
import { bookingsByRegion, pipelinePoints } from "../../src/truth/pipeline.ts";
import { quantile } from "../../src/truth/quantile.ts";
import { company } from "../company.ts";

const deal = (id: string, changes: Partial<OpportunityRow>): OpportunityRow => ({
  ...company.tables.opportunities[0]!,
  id,
  owner: "own-a",
  account_id: "acc-a",
  outcome: "won",
  amount: "100.10",
  created_at: "2026-01-01T23:00:00Z",
  closed_at: "2026-02-10T01:00:00Z",
  ...changes,
});

const tables: Tables = {
  ...company.tables,
  owners: [
    { id: "own-a", name: "Ada", manager: null, team: "Field sales", region: "EMEA" },
    { id: "own-b", name: "Ben", manager: null, team: "Field sales", region: "APAC" },
  ],
  accounts: [{ ...company.tables.accounts[0]!, id: "acc-a", region: "EMEA" }],
  people: [],
  spend: [],
  opportunities: [
    deal("forty-days", {}),
    deal("ten-days", { created_at: "2026-01-31T12:00:00Z", amount: "0.00", owner: "own-b" }),
    deal("undated", { created_at: null, amount: "9.90" }),
    deal("unpriced", { created_at: "2026-01-21T00:00:00Z", amount: null }),
    deal("lost", { outcome: "lost", amount: "500.00" }),
    deal("in march", { closed_at: "2026-03-01T00:00:00Z" }),
    deal("open", { outcome: "open", closed_at: null, created_at: "2026-02-28T23:59:59Z" }),
  ],
};
const february = monthsOf("2026-02-01", "2026-03-01")[0]!;

test("a month of seven deals, worked out by hand", () => {
  const points = new Map(pipelinePoints(tables, february).map((point) => [point.metric, point]));
  const value = (metric: string): string | null => points.get(metric)!.value;
  expect(value("opportunities_created")).toBe("1");
  expect(value("opportunities_won")).toBe("4");
  expect(value("opportunities_lost")).toBe("1");
  expect(points.get("win_rate")).toMatchObject({ value: "0.8", numerator: "4", denominator: "5" });
  expect(value("bookings")).toBe("110");
  expect(points.get("average_deal_size")).toMatchObject({ numerator: "110", denominator: "3" });
  expect(value("sales_cycle_days")).toBe("20");
  expect(Number(value("sales_cycle_days.mean"))).toBeCloseTo(70 / 3, 9);
  expect(value("sales_cycle_days.p90")).toBe("36");
});

test("bookings follow the owner's region, or the account's", () => {
  const points = bookingsByRegion(tables, february).map(({ dimensions, value }) => [dimensions, value]);
  expect(points).toEqual([
    [{ owner_region: "EMEA" }, "110"],
    [{ owner_region: "APAC" }, "0"],
    [{ region: "EMEA" }, "110"],
  ]);
});

test("a month without deals has flows of 0 and undefined ratios", () => {
  const points = new Map(
    pipelinePoints({ ...tables, opportunities: [] }, february).map((p) => [p.metric, p.value]),
  );
  expect(points.get("bookings")).toBe("0");
  expect(points.get("win_rate")).toBeNull();
  expect(points.get("average_deal_size")).toBeNull();
  expect(points.get("sales_cycle_days")).toBeNull();
});

test("quantiles are of type 7", () => {
  // R: quantile(c(1, 2, 3, 10), c(0.5, 0.9), type = 7) gives 2.5 and 7.9
  expect(quantile([10, 1, 3, 2], 0.5)).toBe(2.5);
  expect(quantile([10, 1, 3, 2], 0.9)).toBeCloseTo(7.9, 12);
  expect(quantile([], 0.5)).toBeNull();
});
