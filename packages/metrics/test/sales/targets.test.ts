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
      target("2026-03-01", "month", 20),
      target("2026-04-01", "quarter", 200),
      target("2026-04-01", "month", 10),
      { metric: "mrr", period_start: "2026-01-01", grain: "month", value: 7 },
      { metric: "mrr", period_start: "2026-03-01", grain: "month", value: 8.5 },
      { metric: "mrr", period_start: "2026-05-01", grain: "month", value: 9 },
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
    expect(await attained(q1, "whole")).toEqual({ "": [60 / 120, 30 / 40, 0] });
    const january = { from: "2026-01-01", to: "2026-02-01", asOf: "2026-01-31T00:00:00Z" };
    expect(await attained(january, "whole")).toEqual({ "": [60 / 100] });
  });

  test("a quarter takes its own target, else the sum of its months", async () => {
    const quarters = { from: "2026-01-01", to: "2026-10-01", grain: "quarter" };
    expect(await attained(quarters, "whole")).toEqual({ "": [90 / 180, 50 / 200, null] });
    // One quarter and four months are no whole year.
    expect(await attained({ from: "2026-01-01", to: "2027-01-01", grain: "year" }, "whole")).toEqual({
      "": [null],
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
  test("of any metric: flows add up, of a balance that of the end counts, without one it is null", async () => {
    const target = (metric: string, question: object) =>
      stores.values({ metrics: [`${metric}.target`], ...question }, "whole");
    const quarter = { from: "2026-01-01", to: "2026-04-01", grain: "quarter" };
    expect(await target("mrr", q1)).toEqual({ "": [7, null, 8.5] });
    // What is aimed at for the end of March; for the end of June nothing is.
    expect(await target("mrr", { ...quarter, to: "2026-07-01" })).toEqual({ "": [8.5, null] });
    expect(await target("bookings", quarter)).toEqual({ "": [180] });
    expect(await target("win_rate.value", quarter)).toEqual({ "": [null] });
    await expect(target("winrate", quarter)).rejects.toMatchObject({ code: "unknown_metric" });
  });
});

describe("targets of shorter periods count only where they cover the whole", () => {
  let tenants = 0;
  type Given = readonly [start: string, grain: string, value: number, owner?: string];
  /** The target of bookings from these, of a tenant of its own. */
  async function target(
    given: readonly Given[],
    question: object,
    later: readonly Given[] = [],
  ): Promise<unknown> {
    tenants += 1;
    const tenant = `cover ${tenants}`;
    const rowsOf = (some: readonly Given[]) =>
      some.map(([period_start, grain, value, owner]) => ({
        metric: "bookings",
        period_start,
        grain,
        value,
        ...(owner === undefined ? {} : { dimensions: { owner } }),
      }));
    await stores.add("targets", rowsOf(given), tenant);
    if (later.length > 0) await stores.add("targets", rowsOf(later), tenant);
    return (await stores.values({ metrics: ["bookings.target"], ...question }, tenant))[""];
  }
  const year = { from: "2026-01-01", to: "2027-01-01", grain: "year" };
  const quarter = { from: "2026-01-01", to: "2026-04-01", grain: "quarter" };
  const month = (index: number): string => `2026-${String(index).padStart(2, "0")}-01`;
  const months = Array.from({ length: 12 }, (_, index): Given => [month(index + 1), "month", index + 1]);
  const quarters: Given[] = [1, 4, 7, 10].map((index) => [month(index), "quarter", 100]);

  test("a year takes four quarters, else twelve months, else none", async () => {
    expect(await target(quarters.slice(0, 1), year)).toEqual([null]);
    expect(await target(quarters, year)).toEqual([400]);
    // 1 + 2 + ... + 12, and with one left out.
    expect(await target(months, year)).toEqual([78]);
    expect(await target(months.toSpliced(6, 1), year)).toEqual([null]);
    expect(await target([...quarters, ...months], year)).toEqual([400]);
    expect(await target([...quarters.slice(1), ...months], year)).toEqual([78]);
    // Quarters and months are not mixed.
    expect(await target([...quarters.slice(1), ...months.slice(0, 3)], year)).toEqual([null]);
  });

  test("a target belongs to the period that holds its day", async () => {
    const dated: Given[] = [
      ["2026-01-15", "month", 1],
      ["2026-02-28", "month", 2],
      ["2026-03-01", "month", 4],
    ];
    expect(await target(dated, q1)).toEqual([1, 2, 4]);
    expect(await target(dated, quarter)).toEqual([7]);
    expect(await target([["2026-02-10", "quarter", 9]], quarter)).toEqual([9]);
    // Of two for one month the one recorded last counts: 10 + 2 + 4, and 1 + 2 + 4.
    const january: Given[] = [["2026-01-01", "month", 10]];
    expect(await target(dated, quarter, january)).toEqual([16]);
    expect(await target(january, quarter, dated)).toEqual([7]);
  });

  test("weeks and days count where they make up the period exactly", async () => {
    const days = Array.from(
      { length: 28 },
      (_, index): Given => [`2021-02-${String(index + 1).padStart(2, "0")}`, "day", 1],
    );
    const february = { from: "2021-02-01", to: "2021-03-01", grain: "month" };
    expect(await target(days, february)).toEqual([28]);
    expect(await target(days.slice(1), february)).toEqual([null]);
    // February 2021 is four weeks from Monday to Sunday; that of 2026 begins on a Sunday.
    const weeks = days.filter((_, index) => index % 7 === 0);
    const ofWeeks = weeks.map(([start]): Given => [start, "week", 5]);
    expect(await target(ofWeeks, february)).toEqual([20]);
    expect(await target(ofWeeks.slice(1), february)).toEqual([null]);
    const four: Given[] = ["2026-02-02", "2026-02-09", "2026-02-16", "2026-02-23"].map((day) => [
      day,
      "week",
      5,
    ]);
    expect(await target(four, { from: "2026-02-01", to: "2026-03-01", grain: "month" })).toEqual([null]);
  });

  test("a total over a split adds parts that cover the period, else its shorter periods", async () => {
    const of = (owner: string, from: readonly Given[]): Given[] =>
      from.map(([start, grain, value]) => [start, grain, value, owner]);
    const ann = of("Ann", months);
    expect(await target([...ann, ...of("Bob", quarters)], year)).toEqual([78 + 400]);
    // Bob came in July: 7 + 8 + ... + 12 = 57.
    const bob = of("Bob", months.slice(6));
    expect(await target([...ann, ...bob], year)).toEqual([78 + 57]);
    expect(await target([...ann, ...bob], quarter)).toEqual([6]);
    // What Ann aims at in the months before and after is unknown.
    const whole = of("Ann", [["2026-01-01", "year", 1200]]);
    expect(await target([...whole, ...bob], year)).toEqual([null]);
    expect(await target([...of("Ann", months.slice(0, 3)), ...bob], year)).toEqual([null]);
  });
});
