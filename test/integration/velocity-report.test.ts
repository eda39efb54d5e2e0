import { ReportRequest, type ReportRequestInput } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askOne, importCsv, newDuckDBStore, removeFolders } from "../support/stores.ts";

let store: MetricsStore;

/*
 * April 2026: of 4 deals worked, 2 were won (1,000 after 20 days, 3,000 after 40), 1 lost, 1 is open. March: 1 won, 500
 * after 10 days; none else. Visits to Demo that ended in April: twelve of 5 days; in March: twelve of 2 days.
 */
const deals = `id,outcome,created_at,closed_at,amount,owner,pipeline
W1,won,2026-03-20,2026-04-09,1000,Ann,sales
W2,won,2026-03-01,2026-04-10,3000,Bo,sales
L,lost,2026-03-01,2026-04-20,800,Ann,sales
O,open,2026-04-05,,700,Bo,sales
M,won,2026-03-01,2026-03-11,500,Ann,sales
`;

beforeAll(async () => {
  store = await newDuckDBStore("2026-05-05T12:00:00Z");
  await importCsv(store, "opportunities", deals);
});

afterAll(async () => {
  await store.close();
  removeFolders();
});

async function velocity(request: Omit<ReportRequestInput, "report">) {
  const report = await store.report("default", ReportRequest.parse({ report: "velocity", ...request }));
  return { report, table: (id: string) => report.tables.find((one) => one.id === id)?.rows ?? [] };
}

const april = { from: "2026-04-01", to: "2026-05-01" } as const;

describe("sales velocity, worked by hand", () => {
  test("has its factors over the whole range, and the stretch before beside", async () => {
    const { table, report } = await velocity(april);
    // 4 worked x 2/3 x 2,000 / 30 days a day; before (2 to 31 March): 4 worked x 1 x 500 / 10.
    const [row] = table("factors");
    expect(row).toMatchObject({
      opportunities_created: 1,
      decided: 3,
      average_deal_size: 2000,
      sales_cycle_days: 30,
    });
    expect(row?.win_rate).toBeCloseTo(2 / 3, 12);
    expect(row?.sales_velocity).toBeCloseTo((4 * (2 / 3) * 2000) / 30, 9);
    expect(row?.before).toBeCloseTo((4 * 500) / 10, 9);
    expect(report.notes[1]).toContain("2026-03-02 to 2026-04-01");
  });

  test("equals the metric of the month, by owner too", async () => {
    const metric = await askOne(store, { metrics: ["sales_velocity"], ...april, where: { owner: ["Bo"] } });
    const { table } = await velocity({ ...april, by: ["owner"] });
    expect(table("factors").map(({ owner }) => owner)).toEqual(["Ann", "Bo"]);
    expect(table("factors")[1]?.sales_velocity).toBeCloseTo(metric.points[0]?.value ?? Number.NaN, 9);
  });

  test("names the stages in which time goes", async () => {
    const own = await newDuckDBStore("2026-05-05T12:00:00Z");
    await importCsv(own, "stages", "pipeline,name,position\nsales,Demo,1\nsales,Proposal,2\n");
    const rows: string[] = [];
    const changes: string[] = [];
    for (const [month, days] of [
      ["03", 2],
      ["04", 5],
    ] as const) {
      for (let i = 0; i < 12; i++) {
        const name = `${month}-${i}`;
        rows.push(`${name},sales,lost,2026-${month}-01,2026-${month}-25`);
        changes.push(
          `${name},2026-${month}-05,Demo`,
          `${name},2026-${month}-${String(5 + days).padStart(2, "0")},Proposal`,
        );
      }
    }
    await importCsv(own, "opportunities", `id,pipeline,outcome,created_at,closed_at\n${rows.join("\n")}\n`);
    await importCsv(own, "opportunity_changes", `opportunity_id,at,stage\n${changes.join("\n")}\n`);
    const report = await own.report("default", ReportRequest.parse({ report: "velocity", ...april }));
    const stages = report.tables.find(({ id }) => id === "stages")?.rows;
    // Proposal: from the 10th to the close on the 25th, 15 days; in March from the 7th, 18 days.
    expect(stages).toEqual([
      {
        stage: "Demo",
        visits: 12,
        median: 5,
        mean: 5,
        p90: 5,
        total: 60,
        before: 2,
        change: 3,
        note: "slowed down most",
      },
      {
        stage: "Proposal",
        visits: 12,
        median: 15,
        mean: 15,
        p90: 15,
        total: 180,
        before: 18,
        change: -3,
        note: "most days together",
      },
    ]);
    await own.close();
  });

  test("an empty range is refused", async () => {
    await expect(velocity({ from: "2026-04-01", to: "2026-04-01" })).rejects.toThrow(
      "which is not after from",
    );
  });
});
