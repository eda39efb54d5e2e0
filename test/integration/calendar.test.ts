import { join } from "node:path";
import type { Grain, QueryInput } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { openDuckDBStore } from "@foresail/metrics/duckdb";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { dayAfter, labelOf, type PlainCalendar, plainPeriods } from "../support/plain-calendar.ts";
import {
  ask,
  askOne,
  askValues,
  fixedClock,
  importCsv,
  newDuckDBStore,
  newFolder,
  removeFolders,
} from "../support/stores.ts";

afterAll(removeFolders);

const grains: readonly Grain[] = ["day", "week", "month", "quarter", "year"];

describe("with spend of 1 on every day of four years", () => {
  let store: MetricsStore;

  beforeAll(async () => {
    store = await newDuckDBStore("2027-06-15T12:00:00Z");
    const days: string[] = [];
    for (let day = "2021-12-01"; day < "2025-12-01"; day = dayAfter(day)) days.push(`${day},1`);
    await importCsv(store, "spend", ["date,amount", ...days].join("\n"));
  });
  afterAll(() => store.close());

  const spend = async (query: Partial<QueryInput>) =>
    (await askOne(store, { metrics: ["spend"], ...query })).points;

  /** What a period says when each of its days counts 1: its length. */
  async function expectDays(
    grain: Grain,
    from: string,
    to: string,
    calendar: PlainCalendar,
    set: Record<string, string>,
  ): Promise<void> {
    const dayNumber = (day: string): number => Date.parse(day) / 86_400_000;
    const expected = plainPeriods(grain, from, to, { today: "2027-06-15", ...calendar }).map((period) => ({
      period: period.label,
      value: dayNumber(period.ends) - dayNumber(period.starts),
      numerator: null,
      denominator: null,
      partial: period.partial,
    }));
    expect(await spend({ grain, from, to, set })).toEqual(expected);
  }

  test.each(grains)(
    "a %s holds its days, a leap day among them, and a clipped one says so",
    async (grain) => {
      for (const [from, to] of [
        ["2022-01-01", "2025-01-01"],
        ["2023-11-17", "2024-03-02"],
        ["2024-02-28", "2024-03-01"],
        ["2024-02-29", "2024-03-01"],
        ["2023-12-31", "2024-01-02"],
      ] as const) {
        await expectDays(grain, from, to, {}, {});
      }
    },
  );

  test.each(Array.from({ length: 12 }, (_, index) => index + 1))(
    "fiscal quarters and years begin in month %i",
    async (month) => {
      const set = { "calendar.fiscalYearStart": String(month) };
      for (const grain of ["quarter", "year", "month"] as const) {
        await expectDays(grain, "2022-02-10", "2024-12-20", { fiscalYearStart: month }, set);
      }
    },
  );

  test.each(["monday", "sunday"] as const)(
    "weeks begin on %s, over the turn of a year as well",
    async (weekStart) => {
      const set = { "calendar.weekStart": weekStart };
      await expectDays("week", "2022-12-20", "2024-03-06", { weekStart }, set);
      const [first] = await spend({ grain: "week", from: "2024-01-01", to: "2024-01-02", set });
      expect(first).toMatchObject({
        period: weekStart === "monday" ? "2024-01-01" : "2023-12-31",
        value: 1,
        partial: true,
      });
    },
  );

  test("a range that does not go forward is refused, and so is one of more than 5,000 periods", async () => {
    for (const to of ["2024-01-01", "2024-01-02", "2023-01-01"]) {
      await expect(spend({ from: "2024-01-02", to })).rejects.toMatchObject({
        code: "invalid_query",
        message: expect.stringContaining(to),
      });
    }
    expect(await spend({ grain: "day", from: "2012-04-08", to: "2025-12-16" })).toHaveLength(5_000);
    await expect(spend({ grain: "day", from: "2012-04-08", to: "2025-12-17" })).rejects.toMatchObject({
      code: "invalid_query",
    });
  });

  test.each(grains)("a range left open goes from the first %s with data to the last", async (grain) => {
    const points = await spend({ grain });
    expect(points[0]!.period).toBe(labelOf("2021-12-01", grain));
    expect(points.at(-1)!.period).toBe(labelOf("2025-11-30", grain));
    expect(points.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(4 * 365 + 1);
  });

  test("one end of a range may be left open", async () => {
    expect(
      (await spend({ grain: "year", from: "2025-01-01" })).map(({ period, value }) => [period, value]),
    ).toEqual([["2025-01-01", 334]]);
    expect(
      (await spend({ grain: "year", to: "2022-12-31" })).map(({ period, value, partial }) => [
        period,
        value,
        partial,
      ]),
    ).toEqual([
      ["2021-01-01", 31, false],
      ["2022-01-01", 364, true],
    ]);
    expect(
      (await spend({ grain: "month", to: "2020-05-01" })).map(({ period, value }) => [period, value]),
    ).toEqual([["2020-04-01", 0]]);
    expect(
      (await spend({ grain: "month", from: "2028-05-01" })).map(({ period, value }) => [period, value]),
    ).toEqual([["2028-05-01", null]]);
  });
});

describe("where knowledge ends", () => {
  let store: MetricsStore;
  afterEach(() => store.close());
  const load = async (now: string): Promise<void> => {
    store = await newDuckDBStore(now);
    const days: string[] = [];
    for (let day = "2023-12-01"; day < "2024-09-01"; day = dayAfter(day)) days.push(`${day},1`);
    await importCsv(store, "spend", ["date,amount", ...days].join("\n"), { recordedAt: "2023-11-01" });
    await importCsv(
      store,
      "subscriptions",
      "id,account_id,starts_at,ends_at,mrr\n1,A,2023-12-10,2024-07-10,100\n2,A,2024-06-20,,5",
      {
        recordedAt: "2023-11-01",
      },
    );
  };
  const points = async (metric: string, query: Partial<QueryInput> = {}) =>
    (await askOne(store, { metrics: [metric], from: "2024-05-01", to: "2024-09-01", ...query })).points.map(
      ({ period, value, partial }) => [period, value, partial],
    );

  test("the current period is partial, later ones have no value: a plan for tomorrow is not yet a fact", async () => {
    await load("2024-07-09T15:00:00Z");
    expect(await points("spend")).toEqual([
      ["2024-05-01", 31, false],
      ["2024-06-01", 30, false],
      ["2024-07-01", 9, true],
      ["2024-08-01", null, true],
    ]);
    // Subscription 1 ends tomorrow, exclusive: today it still counts.
    expect(await points("mrr")).toEqual([
      ["2024-05-01", 100, false],
      ["2024-06-01", 105, false],
      ["2024-07-01", 105, true],
      ["2024-08-01", null, true],
    ]);
    expect(await points("churned_mrr", { from: "2024-07-01" })).toEqual([
      ["2024-07-01", 0, true],
      ["2024-08-01", null, true],
    ]);
  });

  test.each([
    ["2024-06-30T23:59:59Z", 30, true],
    ["2024-07-01T00:00:00Z", 30, false],
  ])("at %s June has %i days and partial is %j", async (now, days, partial) => {
    await load(now);
    expect((await points("spend"))[1]).toEqual(["2024-06-01", days, partial]);
    expect((await points("spend"))[2]).toEqual(["2024-07-01", null, true]);
  });

  test.each([
    ["2024-09-09T15:00:00Z", "2024-09-01"],
    ["2024-10-09T15:00:00Z", "2024-08-01"],
  ])(
    "at %s a range left open ends with %s: the current month while data reach up to it",
    async (now, last) => {
      await load(now);
      const open = await askOne(store, { metrics: ["spend"] });
      expect(open.points.map(({ period }) => period)).toEqual(
        plainPeriods("month", "2023-12-01", dayAfter(last)).map(({ label }) => label),
      );
    },
  );

  test("asOf ends knowledge like now, and never after now", async () => {
    await load("2024-07-09T15:00:00Z");
    expect(await points("spend", { asOf: "2024-06-16" })).toEqual([
      ["2024-05-01", 31, false],
      ["2024-06-01", 15, true],
      ["2024-07-01", null, true],
      ["2024-08-01", null, true],
    ]);
    expect(await points("spend", { asOf: "2024-06-16T00:00:01Z" })).toContainEqual(["2024-06-01", 16, true]);
    expect(await points("spend", { asOf: "2024-06-01", to: "2024-06-01" })).toEqual([
      ["2024-05-01", 31, false],
    ]);
    expect(await points("spend", { asOf: "2099-01-01" })).toEqual(await points("spend"));
    expect(await points("mrr", { asOf: "2024-07-01", to: "2024-07-01" })).toEqual([
      ["2024-05-01", 100, false],
      ["2024-06-01", 105, false],
    ]);
  });

  test("a retention window of twelve months knows leap days", async () => {
    store = await newDuckDBStore("2026-03-01T12:00:00Z");
    await importCsv(
      store,
      "subscriptions",
      // A pays until 28 February 2023, exclusive; B from then on; C from 1 March.
      "id,account_id,starts_at,ends_at,mrr\n1,A,2022-01-01,2023-02-28,100\n2,B,2023-02-28,,10\n3,C,2023-03-01,,1",
    );
    const nrr = await askOne(store, { metrics: ["nrr"], grain: "day", from: "2024-02-27", to: "2024-03-03" });
    expect(nrr.points.map(({ period, numerator, denominator }) => [period, numerator, denominator])).toEqual([
      // The day 27 February ends as the 28th begins: twelve months earlier A paid.
      ["2024-02-27", 0, 100],
      // The 28th ends as the 29th begins, a day that 2023 lacks: its 28th takes its place.
      ["2024-02-28", 0, 100],
      ["2024-02-29", 10, 10],
      ["2024-03-01", 11, 11],
      ["2024-03-02", 11, 11],
    ]);
  });
});

describe("time zones", () => {
  let store: MetricsStore;
  afterEach(() => store.close());
  const load = async (timeZone: string, now: string, instants: readonly string[]): Promise<void> => {
    store = await openDuckDBStore({ file: join(newFolder(), "zone.duckdb"), clock: fixedClock(now) });
    await store.saveSettings("default", { timeZone: timeZone });
    await importCsv(
      store,
      "spend",
      ["date,amount", ...instants.map((instant, index) => `${instant},${2 ** index}`)].join("\n"),
    );
  };

  test.each([
    ["UTC", [3, 28]],
    // An hour ahead of UTC in winter: the last half hour of January falls into February.
    ["Europe/Berlin", [1, 30]],
    // Hours behind: what is February in UTC is still January.
    ["America/New_York", [7, 24]],
    ["Asia/Kolkata", [1, 30]],
    ["Pacific/Kiritimati", [0, 31]],
  ])("in %s an instant falls on its local day", async (timeZone, expected) => {
    const instants = [
      "2024-01-31T10:30:00Z",
      "2024-01-31T23:30:00Z",
      "2024-02-01T03:00:00Z",
      "2024-02-01T12:00:00Z",
      "2024-02-29",
    ];
    await load(timeZone, "2024-06-01T12:00:00Z", instants);
    expect(await askValues(store, { metrics: ["spend"], from: "2024-01-01", to: "2024-03-01" })).toEqual(
      expected,
    );
    const [series] = await ask(store, { metrics: ["spend"], from: "2024-01-01", to: "2024-03-01" });
    expect(series!.timeZone).toBe(timeZone);
  });

  test("days on which clocks change keep their instants", async () => {
    // Berlin leaves winter time on 31 March 2024 at 01:00 UTC and returns on 27 October at 01:00 UTC.
    const instants = [
      "2024-03-30T23:30:00Z",
      "2024-03-31T22:30:00Z",
      "2024-10-26T22:30:00Z",
      "2024-10-27T22:30:00Z",
      "2024-10-27T23:30:00Z",
    ];
    await load("Europe/Berlin", "2024-12-01T12:00:00Z", instants);
    const days = await askOne(store, {
      metrics: ["spend"],
      grain: "day",
      from: "2024-03-30",
      to: "2024-10-29",
    });
    expect(
      days.points.filter(({ value }) => value !== 0).map(({ period, value }) => [period, value]),
    ).toEqual([
      ["2024-03-31", 1],
      ["2024-04-01", 2],
      ["2024-10-27", 4 + 8],
      ["2024-10-28", 16],
    ]);
  });

  test("now is a local day, too", async () => {
    await load("Europe/Berlin", "2024-01-31T23:30:00Z", ["2024-01-31", "2024-02-01", "2024-02-02"]);
    const series = await askOne(store, { metrics: ["spend"], from: "2024-01-01", to: "2024-04-01" });
    expect(series.points.map(({ value, partial }) => [value, partial])).toEqual([
      [1, false],
      [2, true],
      [null, true],
    ]);
  });

  test.each([
    ["Europe/Berlin", "2024-02-01", "2024-01-31T23:00:00Z"],
    ["Europe/Berlin", "2024-03-31", "2024-03-30T23:00:00Z"],
    ["Europe/Berlin", "2024-10-27", "2024-10-26T22:00:00Z"],
    ["America/New_York", "2024-11-03", "2024-11-03T04:00:00Z"],
    // Clocks go forward at midnight: the day begins at 01:00.
    ["America/Santiago", "2024-09-08", "2024-09-08T04:00:00Z"],
    // Clocks go back at the midnight before, and an hour of the day before is repeated.
    ["America/Santiago", "2024-04-07", "2024-04-07T04:00:00Z"],
    // Clocks go back at 01:00 to midnight: the day begins at the first of the two.
    ["America/Havana", "2024-11-03", "2024-11-03T04:00:00Z"],
    ["Pacific/Apia", "2024-06-01", "2024-05-31T11:00:00Z"],
  ])("in %s a day given as asOf means its first moment: %s is %s", async (timeZone, day, instant) => {
    store = await openDuckDBStore({
      file: join(newFolder(), "zone.duckdb"),
      clock: fixedClock("2025-06-01T00:00:00Z"),
    });
    await store.saveSettings("default", { timeZone });
    const record = (amount: number, recordedAt: Date) =>
      importCsv(store, "spend", `id,date,amount\nx,2024-01-01,${amount}`, {
        recordedAt: recordedAt.toISOString(),
      });
    const at = new Date(instant).getTime();
    await record(1, new Date(at - 1_000));
    await record(2, new Date(at));
    await record(3, new Date(at + 1_000));
    expect(
      await askValues(store, { metrics: ["spend"], from: "2024-01-01", to: "2024-01-02", asOf: day }),
    ).toEqual([2]);
  });
});
