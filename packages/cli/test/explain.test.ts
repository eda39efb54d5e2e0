import { expect, test } from "vitest";
import { workspace } from "./support/run.ts";

test("marks rows that are gone and rows that are new, also where they have a change of their own", async () => {
  const { run, file } = await workspace();
  const header = "id,account_id,starts_at,mrr";
  await file("first.csv", `${header}\n1,A,2026-01-05,100\n2,B,2026-01-06,50\n`);
  await file("second.csv", `${header}\n1,A,2026-01-05,80\n`);
  await run("import csv:subscriptions first.csv --recorded-at 2026-02-01");
  await run("import csv:subscriptions second.csv --recorded-at 2026-02-10");
  const { stdout } = await run("explain mrr --period 2026-01-01 --since 2026-02-05");
  const [, changes = ""] = stdout.split("Since ");
  expect(changes.split("\n").slice(0, 6)).toEqual([
    "2026-02-05: from 150 to 130",
    "MRR: 1 rows gone, 1 new",
    "±  account_id  day         change",
    "─  ──────────  ──────────  ──────",
    "-  A           2026-01-05  100",
    "+  A           2026-01-05  80",
  ]);
});

test("spells a unit that the form of a number does not show", async () => {
  const { run, file } = await workspace();
  await file("deals.csv", "id,outcome,created_at,closed_at,amount\n1,won,2026-01-01,2026-01-11,100\n");
  await run("import csv:opportunities deals.csv");
  expect((await run("explain sales_cycle_days --period 2026-01-01")).stdout).toMatch(/^[^\n]+: 10\.0 days\n/);
  expect((await run("explain win_rate --period 2026-01-01")).stdout).toMatch(/^[^\n]+: 100\.0%\n/);
  // Nothing is undefined by the day.
  expect((await run("explain sales_cycle_days --period 2026-02-01")).stdout).toMatch(/^[^\n]+: –\n/);
});
