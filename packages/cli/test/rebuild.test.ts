import { expect, test } from "vitest";
import { opportunities, workspace } from "./support/run.ts";

test("an unreadable database names rebuild, which brings the data back", async () => {
  const { run, file } = await workspace();
  await file("deals.csv", opportunities);
  await run("import csv:opportunities deals.csv");
  const before = await run("query bookings --from 2026-01-01 --to 2026-03-01 --format csv");
  await file("foresail.duckdb", "this is not a database ".repeat(1000));
  const broken = await run("query bookings");
  expect(broken).toMatchObject({ code: 1, stdout: "" });
  expect(broken.stderr).toMatch(/^foresail query: [^\n]*foresail rebuild[^\n]*\n$/);
  const rebuilt = await run("rebuild");
  expect(rebuilt).toMatchObject({ code: 0, stderr: "" });
  expect(rebuilt.stdout).toMatch(/from 1 batches, 3 rows; the old file is now \S+/);
  expect((await run("query bookings --from 2026-01-01 --to 2026-03-01 --format csv")).stdout).toBe(
    before.stdout,
  );
});

test.each([
  ["query mrr --db none/here.duckdb", "no folder "],
  ["import csv:accounts a.csv --db none/here.duckdb", "no folder "],
  ["query mrr --db .", "is a folder, not a database; give a file in it"],
  ["rebuild", "has no journal"],
])("%s fails in one line that says what is wrong with the place", async (args, message) => {
  const { run, file } = await workspace();
  await file("a.csv", "id\n1\n");
  const { code, stdout, stderr } = await run(args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^foresail \w+: [^\n]+\n$/);
  expect(stderr).toContain(message);
});
