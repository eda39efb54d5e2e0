import { expect, test } from "vitest";
import { workspace } from "./support/run.ts";

test("a period whose rows have all moved away stays on record", async () => {
  const { run, file } = await workspace();
  await file(
    "first.csv",
    "id,outcome,closed_at,amount\n1,won,2025-10-15,100\n2,won,2025-11-15,50\n3,won,2025-12-15,70\n",
  );
  await file("second.csv", "id,outcome,closed_at,amount\n3,open,,70\n1,won,2025-12-20,100\n");
  await file(
    "plan.csv",
    "series_id,timestamp,origin_timestamp,horizon,method_id,forecast,lo90,hi90\nbookings,2025-10-01,2025-10-01,1,plan,90,,\nbookings,2025-11-01,2025-10-01,2,plan,55,,\nbookings,2025-12-01,2025-10-01,3,plan,80,,\n",
  );
  await run("import csv:opportunities first.csv --recorded-at 2026-01-02");
  await run("import csv:opportunities second.csv --recorded-at 2026-01-20");
  const { vintages } = JSON.parse((await run("explain bookings --restated --format json")).stdout);
  expect(
    vintages.map(({ period, value }: { period: string; value: number }) => `${period} ${value}`),
  ).toEqual(["2025-10-01 100", "2025-10-01 0", "2025-12-01 70", "2025-12-01 100"]);
  expect((await run("freeze --file plan.csv --kind plan")).stderr).toBe("");
});

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
