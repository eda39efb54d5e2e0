import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { opportunities, workspace } from "./support/run.ts";

test.each([
  "query bookings",
  "query bookings --format json",
  "query --targets bookings",
  "report funnel",
  "explain bookings",
  "forecast --metric bookings --horizon 3",
  "freeze bookings --horizon 3",
  "score bookings",
  "alerts bookings",
  "settings",
  "benchmarks win_rate",
])("%s refuses a --db that is not there, and makes none", async (command) => {
  const { run, folder } = await workspace();
  const { code, stdout, stderr } = await run(`${command} --db slaes.duckdb`);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  const path = join(folder, "slaes.duckdb");
  expect(stderr).toBe(
    `foresail ${command.split(" ")[0]}: --db "slaes.duckdb": no database at ${path}; check the path, or import into it first\n`,
  );
  expect([existsSync(path), existsSync(`${path}.journal`)]).toEqual([false, false]);
});

test("so does a folder that is not there", async () => {
  const { run } = await workspace();
  const { code, stdout, stderr } = await run("query mrr --db none/here.duckdb");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^foresail query: --db "none\/here.duckdb": no database at [^\n]+\n$/);
});

test("a journal without its file is a database: it comes back", async () => {
  const { run, folder, file } = await workspace();
  await file("deals.csv", opportunities);
  expect((await run("import csv:opportunities deals.csv --db deals.duckdb")).code).toBe(0);
  const asked = "query bookings --from 2026-01-01 --to 2026-02-01 --format csv --db deals.duckdb";
  const before = await run(asked);
  expect(before.stdout).toContain("2026-01-01,1000,");
  await rm(join(folder, "deals.duckdb"));
  expect(await run(asked)).toEqual(before);
});

test.each(["settings timeZone=Europe/Berlin", "freeze --file plan.csv --kind plan"])(
  "%s writes, so it makes the database that --db names",
  async (command) => {
    const { run, folder, file } = await workspace();
    await file("plan.csv", "series_id,timestamp,forecast\nbookings,2026-04-01,1000\n");
    expect((await run(`${command} --db new.duckdb`)).code).toBe(0);
    expect(existsSync(join(folder, "new.duckdb"))).toBe(true);
  },
);
