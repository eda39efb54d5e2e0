import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ExplainRequest } from "@foresail/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckDBStore } from "../../src/duckdb.ts";
import type { MetricsStore } from "../../src/store/store.ts";
import { changeRows, dealRows, randomDeals, stages } from "./support/random-deals.ts";

let folder: string;
let store: MetricsStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "foresail-explain-"));
  store = await openDuckDBStore({
    file: join(folder, "x.duckdb"),
    clock: () => new Date("2026-12-31T12:00:00Z"),
  });
  const deals = randomDeals(3, 60);
  const add = (
    table: "stages" | "opportunities" | "opportunity_changes" | "targets",
    rows: readonly object[],
  ) => store.importRecords("default", table, { rows: [...rows] as never, full: false, strict: true });
  await add(
    "stages",
    stages.map((stage) => ({ pipeline: "new", ...stage })),
  );
  await add("opportunities", dealRows(deals));
  await add("opportunity_changes", changeRows(deals));
  await add("targets", [{ metric: "bookings", period_start: "2026-04-01", grain: "month", value: 5000 }]);
});

afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

describe("sales metrics explained", () => {
  test.each([
    "pipeline_open",
    "pipeline_weighted",
    "pipeline_created",
    "pipeline_coverage",
    "win_rate.value",
    "win_rate.within30d",
    "sales_cycle_days.km",
    "stage_conversion_rate",
    "stage_duration_days",
    "sales_velocity",
    "slippage_rate",
    "quota_attainment",
    "forecast_accuracy",
  ])("%s has the value that a query gives", async (metric) => {
    const request = ExplainRequest.parse({ metric, period: "2026-04-01", grain: "month" });
    const explanation = await store.explain("default", request);
    const { series } = await store.query("default", {
      metrics: [metric],
      by: [],
      where: {},
      grain: "month",
      from: "2026-04-01",
      to: "2026-05-01",
      asOf: null,
      set: {},
    });
    const value = series[0]?.points[0]?.value;
    expect(explanation).toMatchObject({ value });
    // Nothing is frozen.
    expect(value === null).toBe(metric === "forecast_accuracy");
  });
});
