import { expect, test } from "vitest";
import { workspace } from "./support/run.ts";

test("lists restated periods with when and why", async () => {
  const { run, file } = await workspace();
  await file("first.csv", "id,date,amount\n1,2026-01-05,100\n2,2026-02-05,50\n");
  await file("second.csv", "id,date,amount\n1,2026-01-05,80\n");
  await run("import csv:spend first.csv --recorded-at 2026-03-01");
  await run("import csv:spend second.csv --recorded-at 2026-03-05");
  const json = JSON.parse((await run("explain spend --restated --format json")).stdout);
  expect(json.vintages).toEqual([
    {
      period: "2026-01-01",
      status: "first_published",
      value: 100,
      change: null,
      knownAt: "2026-03-01T00:00:00.000Z",
      causes: [{ batch: 1, table: "spend", source: "csv", rows: 2, backfill: true }],
    },
    {
      period: "2026-01-01",
      status: "restated",
      value: 80,
      change: -20,
      knownAt: "2026-03-05T00:00:00.000Z",
      causes: [{ batch: 2, table: "spend", source: "csv", rows: 1, backfill: true }],
    },
  ]);
  const { stdout } = await run("explain spend --restated");
  expect(stdout).toContain("batch 2: 1 rows of spend from csv, dated back");
  expect((await run("explain leads --restated")).stdout).toBe("leads@1: no complete period was restated\n");
});
