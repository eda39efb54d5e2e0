import { expect, test } from "vitest";
import { opportunities, type Workspace, workspace } from "./support/run.ts";

async function withDeals(): Promise<Workspace> {
  const space = await workspace();
  await space.file("deals.csv", opportunities);
  expect((await space.run("import csv:opportunities deals.csv")).code).toBe(0);
  return space;
}

test("a table says value, unit, period, zone, definition, freshness, and what is partial", async () => {
  const { run } = await withDeals();
  const { stdout, stderr, code } = await run("query win_rate bookings --from 2026-02-01 --to 2026-03-10");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const [table = "", footer = ""] = stdout.split("\n\n");
  expect(`${table}\n`).toMatchInlineSnapshot(`
    "month         win_rate  bookings
    ────────────  ────────  ────────
    2026-02-01      100.0%   $800.50
    2026-03-01 *         –     $0.00
    "
  `);
  expect(footer).toContain("win_rate: win_rate@1, fraction\nbookings: bookings@1, USD\n");
  expect(footer).toMatch(
    /periods by first day, UTC; as known now; newest data recorded 2026-03-10T12:00:00.000Z; data version \S+/,
  );
  expect(footer).toContain("* partial: the period is clipped by the range, or not over yet");
});

test("--by and --where, repeated or in one, split and filter; an empty value is null", async () => {
  const { run } = await withDeals();
  const range = "--from 2026-01-01 --to 2026-03-01 --format csv";
  const together = await run(`query win_rate --by owner,stage ${range}`);
  expect((await run(`query win_rate --by owner --by stage ${range}`)).stdout).toBe(together.stdout);
  expect(together.stdout.split("\n")[0]).toBe(
    "metric,definition,unit,currency,grain,period,owner,stage,value,numerator,denominator,partial",
  );
  const nobody = await run(`query win_rate --by owner --where owner= ${range}`);
  expect(nobody.stdout).toMatchInlineSnapshot(`
    "metric,definition,unit,currency,grain,period,owner,value,numerator,denominator,partial
    win_rate,win_rate@1,fraction,,month,2026-01-01,,,0,0,false
    win_rate,win_rate@1,fraction,,month,2026-02-01,,1,1,1,false
    "
  `);
  const both = await run(`query bookings --where owner= --where owner=Ann --grain year ${range}`);
  expect(both.stdout).toContain("bookings,bookings@1,currency,USD,year,2026-01-01,1800.5,,,true");
});

test("json is the contract's, alone on standard output", async () => {
  const { run } = await withDeals();
  const { stdout } = await run(
    "query win_rate --grain quarter --from 2026-01-01 --to 2026-04-01 --format json",
  );
  expect(JSON.parse(stdout)).toEqual({
    series: [
      {
        metric: "win_rate",
        definition: "win_rate@1",
        unit: "fraction",
        grain: "quarter",
        timeZone: "UTC",
        dimensions: {},
        points: [{ period: "2026-01-01", value: 2 / 3, numerator: 2, denominator: 3, partial: true }],
      },
    ],
    asOf: null,
    dataVersion: expect.any(String),
  });
});

test.each([
  ["winrate", 'unknown metric "winrate"; did you mean win_rate? (foresail query --help lists all)'],
  ["win_rate --by colour", 'win_rate has no dimension "colour"'],
  ["win_rate --from 2026-03-01 --to 2026-01-01", "to is 2026-01-01, which is not after from, 2026-03-01"],
  ["win_rate --set calendar.weekstart=sunday", "did you mean calendar.weekStart"],
  [
    "win_rate --set calendar.weekStart=friday",
    'setting calendar.weekStart is "friday"; it must be monday or sunday',
  ],
])("query %s is refused in one line", async (args, message) => {
  const { run } = await withDeals();
  const { code, stdout, stderr } = await run(`query ${args}`);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^foresail query: [^\n]+\n$/);
  expect(stderr).toContain(message);
});

test("without a database there are no data, and a word about it", async () => {
  const { run } = await workspace();
  const { code, stdout, stderr } = await run(
    "query bookings --from 2026-01-01 --to 2026-02-01 --format json",
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout).series[0].points[0].value).toBe(0);
  expect(stderr).toMatch(/^foresail query: no database at \S+foresail.duckdb yet/);
});

test("tenants of one file do not see each other", async () => {
  const { run } = await withDeals();
  const { stdout } = await run(
    "query bookings --tenant other --from 2026-01-01 --to 2026-02-01 --format csv",
  );
  expect(stdout).toContain("2026-01-01,0,");
});
