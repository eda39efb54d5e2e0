import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { zoneOffsets } from "../../src/calendar/zone-offsets.ts";

const zones = [...Intl.supportedValuesOf("timeZone"), "UTC", "+05:45", "-03:30"];

/** What the clocks of a zone show, `yyyy-MM-dd HH:mm:ss`. */
function wallClock(timeZone: string, at: number): string {
  return new Date(at).toLocaleString("sv-SE", { timeZone });
}

const instant = fc
  .integer({ min: Date.UTC(1899, 0, 1), max: Date.UTC(2201, 0, 1) })
  .map((at) => new Date(at).toISOString());

describe("zoneOffsets", () => {
  test("of New York in 2024, as its law sets them: two in the morning, local time", () => {
    expect(zoneOffsets("America/New_York", "2024-01-01T00:00:00.000Z", "2025-01-02T00:00:00.000Z")).toEqual([
      { from: "2024-01-01T00:00:00.000Z", aheadSeconds: -18_000 },
      { from: "2024-03-10T07:00:00.000Z", aheadSeconds: -14_400 },
      { from: "2024-11-03T06:00:00.000Z", aheadSeconds: -18_000 },
    ]);
  });

  test("begins with the offset in force, and ends with what has changed by then", () => {
    const first = "2024-03-10T06:59:59.999Z";
    const last = "2024-03-10T07:00:00.000Z";
    expect(zoneOffsets("America/New_York", first, last).map(({ aheadSeconds }) => aheadSeconds)).toEqual([
      -18_000, -14_400,
    ]);
    expect(zoneOffsets("America/New_York", first, first)).toHaveLength(1);
    expect(zoneOffsets("America/New_York", last, last)).toEqual([{ from: last, aheadSeconds: -14_400 }]);
  });

  test.each([
    // Samoa went without its 30 December.
    ["Pacific/Apia", "2011-12-30T10:00:00.000Z", 14 * 3600],
    // Liberia was 44 minutes and 30 seconds behind.
    ["Africa/Monrovia", "1972-01-07T00:44:30.000Z", 0],
    // Half an hour of summer time.
    ["Australia/Lord_Howe", "2024-10-05T15:30:00.000Z", 11 * 3600],
    // Nepal's quarter of an hour.
    ["Asia/Kathmandu", "1985-12-31T18:30:00.000Z", 5 * 3600 + 45 * 60],
  ])("%s changed its clocks at %s", (zone, from, aheadSeconds) => {
    const year = from.slice(0, 4);
    const found = zoneOffsets(zone, `${year}-01-01T00:00:00.000Z`, `${year}-12-31T23:59:59.999Z`);
    expect(found).toContainEqual({ from, aheadSeconds });
  });

  test("gives the clocks of every zone at any instant, of any range", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.array(instant, { minLength: 1, maxLength: 6 }),
        (zone, all) => {
          const ordered = all.sort();
          const offsets = zoneOffsets(zone, ordered[0]!, ordered.at(-1)!);
          expect(offsets[0]!.from <= ordered[0]!).toBe(true);
          for (const [index, { from, aheadSeconds }] of offsets.entries()) {
            const before = offsets[index - 1];
            if (before) expect([from > before.from, aheadSeconds]).not.toEqual([true, before.aheadSeconds]);
          }
          const edges = offsets.slice(1).flatMap(({ from }) => [Date.parse(from) - 1000, Date.parse(from)]);
          for (const at of [...ordered.map((one) => Date.parse(one)), ...edges]) {
            const iso = new Date(at).toISOString();
            const { aheadSeconds } = offsets.findLast(({ from }) => from <= iso)!;
            const shown = new Date(at + aheadSeconds * 1000).toISOString().slice(0, 19).replace("T", " ");
            expect([zone, iso, shown]).toEqual([zone, iso, wallClock(zone, at)]);
          }
        },
      ),
      { numRuns: 12 },
    );
  });
});
