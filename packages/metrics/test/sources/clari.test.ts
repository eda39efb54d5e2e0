import { expect, test } from "vitest";
import { fixture, importSource, newStore, read, rowsOf, values } from "./support.ts";

const deals =
  "id,outcome,owner,amount,created_at,closed_at,expected_close\n" +
  "1,won,005X,600000,2026-01-02,2026-02-01,\n2,won,005Y,499905,2026-01-02,2026-02-03,\n" +
  "3,open,005X,1450047.5,2026-01-05,,2026-03-31\n";

test("quotas are targets, and KPIs come out as worked out by hand", async () => {
  const store = await newStore();
  await importSource(store, fixture("clari", "forecast.csv"));
  const table = "opportunities";
  await store.importFiles("default", {
    table,
    files: [{ name: "d.csv", text: deals }],
    full: false,
    strict: true,
  });
  const quarter = { grain: "quarter" } as const;
  const [ann, bo] = [3_000_190, 999_810];
  const booked = 600_000 + 499_905;
  expect((await values(store, "quota_attainment", quarter))[0]).toBeCloseTo(booked / (ann + bo), 12);
  const byOwner = { ...quarter, by: ["owner"] };
  expect((await values(store, "quota_attainment", byOwner, "005X"))[0]).toBeCloseTo(600_000 / ann, 12);
  expect((await values(store, "quota_attainment", byOwner, "005Y"))[0]).toBeCloseTo(0.5, 12);
  expect((await values(store, "pipeline_coverage", quarter))[0]).toBeCloseTo(
    1_450_047.5 / (ann + bo - booked),
    12,
  );
  expect(await values(store, "bookings", quarter)).toEqual([booked]);
});

test("submissions stand beside the quota, week by week, with adjustments below zero", () => {
  const tables = read(fixture("clari", "forecast.csv"));
  const rows = Object.values(rowsOf(tables, "targets"));
  const commits = rows.filter(({ metric }) => metric === "clari.Commit");
  expect(commits.map(({ version, value }) => [version, value])).toEqual([
    ["2026-01-01 Commit forecast", "1200000.5"],
    ["2026-01-08 Commit forecast", "1100000.25"],
    ["2026-01-08 Commit adjustment", "-50000.25"],
    ["2026-01-08 Commit forecast", "900000"],
  ]);
  expect(rows.every((row) => row.period_start === "2026-01-01" && row.grain === "quarter")).toBe(true);
  // A blank value is no submission.
  expect(tables[0]?.files[0]).toMatchObject({ rows: 6, skipped: 1 });
});
