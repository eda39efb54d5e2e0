import { createHash } from "node:crypto";
import { Query, type TableName } from "@foresail/client";
import type { MetricsStore, NewSnapshot } from "@foresail/metrics";
import { openDuckDBStore } from "../../../packages/metrics/src/duckdb.ts";
import type { MetricExample } from "../metric-examples/example.ts";
import { exampleGroups } from "../metric-examples/index.ts";

/** What the engine makes of an example: its one number. */
export interface WorkedOut {
  readonly value: number | null;
  readonly definition: string;
}

/** A day on which every example lies in the past. */
const afterExamples = new Date("2026-12-31T12:00:00Z");

/**
 * Imports an example's rows, as a tenant of its own, and asks for its metric.
 *
 * @throws where a row is rejected, or the answer is not one number
 */
async function workOut(store: MetricsStore, example: MetricExample): Promise<WorkedOut> {
  const tenant = example.metric;
  for (const [table, text] of Object.entries(example.rows)) {
    const report = await store.importFiles(tenant, {
      table: table as TableName,
      files: [{ name: `${table}.csv`, text }],
      full: false,
      strict: true,
      recordedAt: example.recorded ?? example.to,
    });
    if (report.rejected > 0) throw new Error(`${tenant}: ${report.rejected} rows of ${table} were rejected`);
  }
  if (example.frozen) await store.freeze(tenant, example.frozen.map(snapshotOf));
  const { split, where = {} } = example;
  const { series } = await store.query(
    tenant,
    Query.parse({
      metrics: [example.metric],
      from: example.from,
      to: example.to,
      grain: example.grain,
      by: split ? [split.by] : [],
      where: Object.fromEntries(Object.entries(where).map(([dimension, value]) => [dimension, [value]])),
      set: example.set ?? {},
    }),
  );
  const found = series.filter(({ dimensions }) => !split || dimensions[split.by] === split.of);
  const [only, ...others] = found.flatMap(({ definition, points }) =>
    points.map(({ value }) => ({ value, definition })),
  );
  if (only === undefined || others.length > 0) throw new Error(`${tenant}: expected one number`);
  return only;
}

/**
 * Works out every example in a new store, each once.
 *
 * @returns numbers by metric; an error where there is none
 */
export async function workOutAll(file: string): Promise<ReadonlyMap<string, WorkedOut | Error>> {
  const store = await openDuckDBStore({ file, clock: () => afterExamples });
  const all = new Map<string, WorkedOut | Error>();
  for (const example of exampleGroups.flatMap(({ examples }) => examples)) {
    all.set(example.metric, await workOut(store, example).catch((error: unknown) => error as Error));
  }
  await store.close();
  return all;
}

function snapshotOf({ issued, period, value }: NonNullable<MetricExample["frozen"]>[number]): NewSnapshot {
  const contentHash = createHash("sha256").update(`${issued} ${period} ${value}`).digest("hex");
  return {
    id: contentHash.slice(0, 16),
    contentHash,
    metric: "bookings",
    definition: "bookings@1",
    unit: "currency",
    grain: "month",
    where: {},
    kind: "plan",
    label: "plan",
    issuedAt: `${issued}T00:00:00.000Z`,
    dataCutoff: issued,
    model: null,
    notes: [],
    points: [{ period, value, lag: 1, intervals: {} }],
  };
}
