import type { Grain } from "@foresail/client";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasChdb, withoutChdb } from "../../../../test/support/chdb.ts";
import { Calendar } from "../../src/calendar/calendar.ts";
import { addDays, type Day } from "../../src/calendar/day.ts";
import { type Period, spine } from "../../src/calendar/spine.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { comparisonSpine } from "../../src/query/comparison.ts";
import { planPeriodOfDay } from "../../src/query/period-of-day.ts";
import { Plan, rangeEnd, rangeStart } from "../../src/query/plan.ts";
import { settingsFrom } from "../../src/settings/settings.ts";
import { id, join, sql } from "../../src/sql/sql.ts";
import { openEmptyEngines } from "../support/empty-engines.ts";

const engines = openEmptyEngines();

/** What an engine says of each day from the first of a spine to its last: the position of its period. */
async function positionsOf(engine: Engine, periods: readonly Period[]) {
  const plan = new Plan({
    scope: { tenant: "acme", asOf: null },
    dialect: engine.dialect,
    periods,
    by: [],
    where: {},
    settings: settingsFrom({}),
    foreignRates: [],
  });
  plan.cte("whole(period, starts, ends)", "the range", () =>
    engine.dialect.windows([{ index: 0, first: rangeStart(plan.context), second: rangeEnd(plan.context) }]),
  );
  plan.cte("every_day", "its days", () => engine.dialect.eachDay(id("whole")));
  const { period, columns, join: days } = planPeriodOfDay(plan, sql`f.day`);
  const text = engine.dialect.columnType("text");
  const rows = await engine.read((query) =>
    query(
      plan.with(
        sql`select cast(r.day as ${text}) as day, ${period} as position from (select ${join(columns)} from every_day as f) as r${days}`,
      ),
    ),
  );
  return {
    found: new Map(rows.map((row) => [String(row.day), Number(row.position)])),
    looksUp: days.text.join("") !== "",
  };
}

/** The same by going through the periods. */
function expectedOf(periods: readonly Period[]): Map<Day, number> {
  const found = new Map<Day, number>();
  for (const { starts, ends, index } of periods) {
    for (let day = starts; day < ends; day = addDays(day, 1)) found.set(day, index);
  }
  return found;
}

const limit = { day: "2040-01-01", ends: "2040-01-02" };
const settings = fc.record({
  "calendar.pattern": fc.constantFrom("months" as const, "months" as const, "4-4-5" as const),
  "calendar.fiscalYearStart": fc.integer({ min: 1, max: 12 }),
  "calendar.weekStart": fc.constantFrom("monday" as const, "sunday" as const),
});
const spines = fc
  .record({
    settings,
    grain: fc.constantFrom<Grain>("day", "week", "month", "quarter", "year"),
    from: fc.integer({ min: 0, max: 3_000 }).map((count) => addDays("2018-01-01", count)),
    length: fc.integer({ min: 1, max: 800 }),
    compared: fc.constantFrom(null, "previous" as const, "year" as const),
    skipped: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ settings, grain, from, length, compared, skipped }) => {
    const calendar = new Calendar(settings);
    const own = spine(calendar, grain, from, addDays(from, length), limit);
    const periods = compared ? comparisonSpine(own, grain, compared, calendar) : own;
    // Not from 0, as where formulas look back.
    return periods.slice(Math.min(skipped, periods.length - 1));
  })
  // Two days may look back to one: which of them a day then meets is not asked here.
  .filter((periods) =>
    periods.every(({ starts }, index) => index === 0 || starts >= (periods[index - 1]?.ends ?? "")),
  );

describe.each(["duckdb", "postgres", "clickhouse"] as const)("%s", (name) => {
  test.skipIf(name === "clickhouse" && !hasChdb)(
    `each day of a random spine is found in its period${name === "clickhouse" && !hasChdb ? `: ${withoutChdb}` : ""}`,
    async () => {
      await fc.assert(
        fc.asyncProperty(spines, async (periods) => {
          const { found } = await positionsOf(engines[name] as Engine, periods);
          const expected = expectedOf(periods);
          for (const [day, position] of expected) expect([day, found.get(day)]).toEqual([day, position]);
        }),
        { numRuns: 60 },
      );
    },
    120_000,
  );
});

describe("a join is spared", () => {
  const looksUp = async (periods: readonly Period[]) =>
    (await positionsOf(engines.duckdb as Engine, periods)).looksUp;
  const of = (grain: Grain, from: Day, to: Day, set: Readonly<Record<string, string>> = {}) =>
    spine(new Calendar(settingsFrom(set)), grain, from, to, limit);

  test.each([
    ["days", of("day", "2024-02-01", "2025-02-01")],
    ["weeks, the first and last clipped", of("week", "2024-02-01", "2025-02-01")],
    ["months, the first and last clipped", of("month", "2024-01-20", "2025-02-10")],
    [
      "quarters of a fiscal year from February",
      of("quarter", "2024-02-01", "2026-02-01", { "calendar.fiscalYearStart": "2" }),
    ],
    ["one year", of("year", "2024-01-01", "2025-01-01")],
  ])("for %s", async (_, periods) => {
    expect(await looksUp(periods)).toBe(false);
  });

  test.each([
    [
      "quarters of a retail year of 53 weeks",
      of("quarter", "2023-01-29", "2024-02-04", {
        "calendar.pattern": "4-5-4",
        "calendar.fiscalYearStart": "2",
        "calendar.weekStart": "sunday",
      }),
    ],
    [
      "months of a retail year",
      of("month", "2024-02-04", "2025-02-02", {
        "calendar.pattern": "4-5-4",
        "calendar.fiscalYearStart": "2",
        "calendar.weekStart": "sunday",
      }),
    ],
    ["days with one left out", of("day", "2024-02-01", "2024-02-20").filter(({ index }) => index !== 4)],
  ])("but not for %s", async (_, periods) => {
    expect(await looksUp(periods)).toBe(true);
  });
});
