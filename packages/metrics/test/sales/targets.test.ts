import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BothStores } from "./support/both-stores.ts";

/*
 * Bookings in 2026: Ann 60 on 5 Jan, Bob 30 on 9 Feb, Ann 50 on 7 Apr.
 * Targets: see each test; a period's own comes before the sum of shorter ones, the newest version before older ones.
 */
const stores = new BothStores();
const q1 = { from: "2026-01-01", to: "2026-04-01" } as const;

beforeAll(async () => {
  await stores.open();
  const won = (id: string, owner: string, closed_at: string, amount: number) => ({
    id,
    owner,
    outcome: "won",
    created_at: "2025-12-01",
    closed_at,
    amount,
  });
  const deals = [
    won("1", "Ann", "2026-01-05", 60),
    won("2", "Bob", "2026-02-09", 30),
    won("3", "Ann", "2026-04-07", 50),
  ];
  const target = (period_start: string, grain: string, value: number, more = {}) => ({
    metric: "bookings",
    period_start,
    grain,
    value,
    ...more,
  });
  stores.now = "2026-01-01T12:00:00.000Z";
  for (const tenant of ["whole", "split"]) await stores.add("opportunities", deals, tenant);
  await stores.add(
    "targets",
    [
      target("2026-01-01", "month", 100, { version: "v1" }),
      target("2026-02-01", "month", 40),
      target("2026-04-01", "quarter", 200),
      target("2026-04-01", "month", 10),
      { metric: "mrr", period_start: "2026-01-01", grain: "month", value: 7 },
      { metric: "mrr", period_start: "2026-02-01", grain: "month", value: 8.5 },
    ],
    "whole",
  );
  await stores.add(
    "targets",
    [
      target("2026-01-01", "month", 80, { dimensions: { owner: "Ann" } }),
      target("2026-01-01", "month", 40, { dimensions: { owner: "Bob" } }),
      target("2026-01-01", "month", 500, { dimensions: { region: "East", owner: "Ann" } }),
      target("2026-02-01", "quarter", 1, { dimensions: { owner: "Ann" } }),
    ],
    "split",
  );
  stores.now = "2026-02-01T12:00:00.000Z";
  await stores.add("targets", [target("2026-01-01", "month", 120, { version: "v0" })], "whole");
  stores.now = "2026-12-31T12:00:00.000Z";
});

afterAll(() => stores.close());

describe("quota attainment", () => {
  const attained = (question: object, tenant: string) =>
    stores.values({ metrics: ["quota_attainment"], ...question }, tenant);

  test("the version recorded last counts, whatever it is called, and as-of the one that did then", async () => {
    expect(await attained(q1, "whole")).toEqual({ "": [60 / 120, 30 / 40, null] });
    const january = { from: "2026-01-01", to: "2026-02-01", asOf: "2026-01-31T00:00:00Z" };
    expect(await attained(january, "whole")).toEqual({ "": [60 / 100] });
  });

  test("a quarter takes its own target, else the sum of its months", async () => {
    const quarters = { from: "2026-01-01", to: "2026-10-01", grain: "quarter" };
    expect(await attained(quarters, "whole")).toEqual({ "": [90 / 160, 50 / 200, null] });
    expect(await attained({ from: "2026-01-01", to: "2027-01-01", grain: "year" }, "whole")).toEqual({
      "": [140 / 200],
    });
  });

  test("a split takes the targets of exactly its dimensions; the total sums them where it has none", async () => {
    expect(await attained({ ...q1, by: ["owner"] }, "split")).toEqual({
      Ann: [60 / 80, null, null],
      Bob: [0, null, null],
    });
    expect(await attained(q1, "split")).toEqual({ "": [60 / 120, null, null] });
    expect(await attained({ ...q1, where: { owner: ["Ann"] } }, "split")).toEqual({
      "": [60 / 80, null, null],
    });
    expect(await attained({ ...q1, where: { owner: ["Ann", "Bob"] } }, "split")).toEqual({
      "": [60 / 120, null, null],
    });
    expect(await attained({ ...q1, by: ["stage"] }, "split")).toEqual({ null: [null, null, null] });
  });
});

describe("targets as a series", () => {
  test("of any metric: flows add up, of a balance the last counts, without one it is null", async () => {
    const target = (metric: string, question: object) =>
      stores.values({ metrics: [`${metric}.target`], ...question }, "whole");
    const quarter = { from: "2026-01-01", to: "2026-04-01", grain: "quarter" };
    expect(await target("mrr", q1)).toEqual({ "": [7, 8.5, null] });
    expect(await target("mrr", quarter)).toEqual({ "": [8.5] });
    expect(await target("bookings", quarter)).toEqual({ "": [160] });
    expect(await target("win_rate.value", quarter)).toEqual({ "": [null] });
    await expect(target("winrate", quarter)).rejects.toMatchObject({ code: "unknown_metric" });
  });
});
