import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { zoneOffsets } from "../../src/calendar/zone-offsets.ts";
import { DuckDBEngine } from "../../src/engine/duckdb-engine.ts";
import { dayIn } from "../../src/projection/local-day.ts";
import { isInstant, isOtherInstant, localDaySql } from "../../src/projection/local-day-sql.ts";
import { sql } from "../../src/sql/sql.ts";

const folder = mkdtempSync(join(tmpdir(), "foresail-local-day-"));
let engine: DuckDBEngine;
beforeAll(async () => {
  engine = await DuckDBEngine.open({ file: join(folder, "x.duckdb"), folder });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

/** Half and quarter hours, days that were left out, clocks that go back for Ramadan, seconds, both ends of the earth. */
const oddZones = [
  "America/New_York",
  "America/St_Johns",
  "America/Caracas",
  "America/Scoresbysund",
  "Africa/Casablanca",
  "Africa/Monrovia",
  "Africa/Freetown",
  "Asia/Kathmandu",
  "Asia/Pyongyang",
  "Asia/Kolkata",
  "Antarctica/Troll",
  "Australia/Lord_Howe",
  "Europe/Amsterdam",
  "Europe/Dublin",
  "Pacific/Apia",
  "Pacific/Kwajalein",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  "-03:30",
];
const early = Date.UTC(1898, 11, 31);
const late = Date.UTC(2201, 0, 2);

/** Each date with what SQL makes of it. */
async function daysBySql(zone: string, dates: readonly string[]): Promise<unknown[]> {
  const instants = dates.filter((date) => date.endsWith("Z")).sort();
  const offsets = instants.length === 0 ? [] : zoneOffsets(zone, instants[0]!, instants.at(-1)!);
  const day = localDaySql(sql`given."date"`, offsets, engine.dialect);
  const rows = await engine.read((query) =>
    query(
      sql`select "date", cast(${day} as varchar) as day from (select unnest(string_split(${dates.join(" ")}, ' ')) as "date") as given`,
    ),
  );
  return rows.map((row) => [row.date, row.day]);
}

/** The moments around each change of a zone's clocks, and around the midnights beside it. */
function edgesOf(zone: string): number[] {
  const changes = zoneOffsets(zone, new Date(early).toISOString(), new Date(late).toISOString()).slice(1);
  return changes.flatMap(({ from, aheadSeconds }) => {
    const at = Date.parse(from);
    const midnight = Math.floor(at / 86_400_000) * 86_400_000 - aheadSeconds * 1_000;
    const around = [at, ...[-1, 0, 1, 2].map((days) => midnight + days * 86_400_000)];
    return around.flatMap((moment) => [moment - 1, moment, moment + 1]);
  });
}

const moment = fc.integer({ min: early, max: late });

describe("localDaySql", () => {
  test.each(oddZones)("gives the days of %s through three centuries", async (zone) => {
    const edges = edgesOf(zone);
    const others = fc.sample(moment, { numRuns: 1_000, seed: 5 });
    const dates = [...edges, ...others].map((at) => new Date(at).toISOString());
    expect(await daysBySql(zone, dates)).toEqual(dates.map((date) => [date, dayIn(zone, date)]));
  });

  test("gives the days of any zone, of any range", async () => {
    const zone = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
    await fc.assert(
      fc.asyncProperty(zone, moment, fc.array(fc.integer({ max: 2 ** 37 })), async (name, start, later) => {
        const all = [start, ...later.map((ms) => start + Math.abs(ms))].filter((at) => at < late);
        const dates = all.map((at) => new Date(at).toISOString());
        expect(await daysBySql(name, dates)).toEqual(dates.map((date) => [date, dayIn(name, date)]));
      }),
      { numRuns: 60 },
    );
  });

  test("leaves days and local times as they are, among instants and without them", async () => {
    const local = ["2024-02-29", "1900-01-01T00:00:00", "2024-12-31T23:59:59.999"];
    const wanted = [
      ["2024-02-29", "2024-02-29"],
      ["1900-01-01T00:00:00", "1900-01-01"],
      ["2024-12-31T23:59:59.999", "2024-12-31"],
    ];
    expect(await daysBySql("Asia/Tokyo", local)).toEqual(wanted);
    expect(await daysBySql("Asia/Tokyo", [...local, "2024-12-31T15:00:00.000Z"])).toEqual([
      ...wanted,
      ["2024-12-31T15:00:00.000Z", "2025-01-01"],
    ]);
  });

  test("knows what it cannot read", async () => {
    const dates = ["2024-12-31T15:00:00.000Z", "2024-12-31T15:00Z", "2024-12-31T15:00:00.000", "2024-12-31"];
    const rows = await engine.read((query) =>
      query(
        sql`select ${isInstant(sql`given."date"`)} as own, ${isOtherInstant(sql`given."date"`)} as other from (select unnest(string_split(${dates.join(" ")}, ' ')) as "date") as given`,
      ),
    );
    expect(rows.map(({ own, other }) => [own, other])).toEqual([
      [true, false],
      [false, true],
      [false, false],
      [false, false],
    ]);
  });
});
