import { ReportName, ReportRequest } from "@foresail/client";
import { ForesailError } from "../src/errors.ts";
import { type BenchOptions, openBenchStore } from "./bench-store.ts";
import { tenant } from "./company.ts";
import { median, row, timed } from "./timing.ts";

/** What a report needs to be told beside its range. */
const needs: Partial<Record<ReportName, Record<string, string>>> = { account: { account: "a1" } };

/** Each report over two years by month. */
export async function reportsPart(options: BenchOptions, runs: number): Promise<void> {
  const { store } = await openBenchStore(options);
  console.log(row("Report", "ms", "Rows"));
  console.log(row("---", "--:", "--:"));
  for (const report of ReportName.options) {
    const request = ReportRequest.parse({
      report,
      from: "2024-01-01",
      to: "2026-01-01",
      options: needs[report] ?? {},
    });
    try {
      const times: number[] = [];
      let rows = 0;
      for (let turn = 0; turn < runs; turn += 1) {
        const { ms, result } = await timed(() => store.report(tenant, request));
        times.push(ms);
        rows = result.tables.reduce((sum, table) => sum + table.rows.length, 0);
      }
      console.log(row(report, median(times).toFixed(0), rows));
    } catch (error) {
      if (!(error instanceof ForesailError)) throw error;
      console.log(row(report, error.code, error.message));
    }
  }
  await store.close();
}
