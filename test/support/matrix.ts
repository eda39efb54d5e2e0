import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { Query, QueryInput, Series, TableName } from "@foresail/client";
import { attributionModels, builtInMetrics, type MetricsStore } from "@foresail/metrics";
import { openDuckDBStore } from "@foresail/metrics/duckdb";
import { openPostgresStore } from "@foresail/metrics/postgres";
import { generateCompany, tableNames } from "@foresail/sample";
import { type Chdb, hasChdb } from "./chdb.ts";
import { newClickHouseStores } from "./clickhouse-stores.ts";
import { fixedClock, newFolder } from "./stores.ts";

/** When the matrix is asked, what its data cover, and a moment at which a part of them was known. */
export const now = "2026-03-20T12:00:00Z";
const end = "2026-03-01";
export const knownThen = "2026-03-10";

/** Variants without a definition of their own: of each family some, of attribution every model. */
const variants = [
  "ltv.simple",
  "lead_to_customer_rate.within30d",
  "lead_to_customer_rate.within90d",
  "win_rate.within60d",
  "stage_conversion_rate.within14d",
  ...attributionModels.map((model) => `attributed_revenue.${model}`),
  "attributed_conversions.w_shaped",
  "attributed_pipeline.time_decay",
  "roas.markov",
  "marketing_roi.shapley",
  "cac.linear",
  "bookings.target",
];

/** All metrics with their variants. */
export const metricIds: readonly string[] = [...builtInMetrics.map(({ id }) => id), ...variants];
/** As many as a query is asked at once. */
const metricsAtOnce = 25;

/** Lists of a length that a query takes. */
export function inBatches(metrics: readonly string[]): string[][] {
  const batches = Array.from({ length: Math.ceil(metrics.length / metricsAtOnce) }, (_, index) =>
    metrics.slice(index * metricsAtOnce, (index + 1) * metricsAtOnce),
  );
  return batches;
}

type Row = Record<string, string | number | boolean>;

function withoutNulls(row: object): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined));
}

/** Tables of which the newest rows are enough. */
const long: readonly string[] = ["touchpoints", "events", "invoices", "payments"];
const newest = 400;

/** Tables that come in two deliveries. */
const corrected: readonly string[] = ["subscriptions", "opportunities", "people", "spend"];

/** What the sample company is too well for, by table: MRR that shrinks, that comes back, and that is in another currency. */
const beside: Partial<Record<TableName, Row[]>> = {
  subscriptions: [
    { id: "m1", account_id: "M", starts_at: "2025-01-10", ends_at: "2025-08-10", mrr: "90.50" },
    { id: "m2", account_id: "M", starts_at: "2025-08-10", ends_at: "2025-10-10", mrr: "30" },
    { id: "m3", account_id: "M", starts_at: "2026-02-10", mrr: "40" },
    { id: "m4", account_id: "N", starts_at: "2025-01-10", mrr: "100", currency: "EUR" },
  ],
  fx_rates: [
    { date: "2025-01-01", base: "EUR", quote: "USD", rate: "1.05" },
    { date: "2026-02-05", base: "EUR", quote: "USD", rate: "1.2" },
  ],
};

/** A company of the sample's making. */
function companyOf(seed: number): { table: TableName; rows: Row[] }[] {
  const { tables } = generateCompany({ seed, end, rows: 5_000 });
  return tableNames.map((name) => {
    const table = name as TableName;
    const rows = tables[name].map(withoutNulls);
    return { table, rows: [...(long.includes(name) ? rows.slice(-newest) : rows), ...(beside[table] ?? [])] };
  });
}

/**
 * Imports a company.
 *
 * @param inTwo - first with some rows missing and some deals of another amount, recorded earlier; then the whole
 */
export async function importCompany(
  store: MetricsStore,
  tenant: string,
  seed: number,
  inTwo: boolean,
): Promise<void> {
  for (const { table, rows } of companyOf(seed)) {
    if (rows.length === 0) continue;
    const early = rows
      .filter((_, index) => index % 5 !== 1)
      .map((row, index) => (table === "opportunities" && index % 7 === 0 ? { ...row, amount: 77 } : row));
    const whole = { full: false, strict: true };
    const then = inTwo ? { ...whole, recordedAt: "2026-03-05" } : whole;
    const again = inTwo && corrected.includes(table);
    await store.importRecords(tenant, table, { ...then, rows: again ? early : rows });
    if (again) await store.importRecords(tenant, table, { ...whole, rows });
  }
}

/** The engines that a test runs on, with the tables of each empty. */
export async function newEngines(chdb: Chdb | null): Promise<ReadonlyMap<string, MetricsStore>> {
  const engines = new Map<string, MetricsStore>();
  const clock = fixedClock(now);
  engines.set("DuckDB", await openDuckDBStore({ file: join(newFolder(), "matrix.duckdb"), clock }));
  const client = await PGlite.create();
  engines.set("PostgreSQL", await openPostgresStore({ client, clock }));
  if (hasChdb && chdb) engines.set("ClickHouse", (await newClickHouseStores(chdb, now)).writer);
  return engines;
}

/** Dimensions in which to look for one that a metric takes; that of the account comes first, which most facts have. */
export const dimensionsTried = ["industry", "channel", "owner", "kind", "name"] as const;

/** What a question comes to: its answer, or the code of the error that it is. Internal errors are thrown. */
export async function outcome<T>(asked: Promise<T>): Promise<T | { code: string }> {
  return asked.catch((error: { code?: string }) => {
    if (error.code === undefined || error.code === "internal") throw error;
    return { code: error.code };
  });
}

/** Asks without the schema, which would refuse what is hostile before it reaches the engine. */
export async function askUnchecked(
  store: MetricsStore,
  tenant: string,
  query: QueryInput,
): Promise<Series[] | { code: string }> {
  const whole = { by: [], where: {}, grain: "month", asOf: null, set: {}, ...query } as Query;
  return outcome(store.query(tenant, whole).then(({ series }) => series));
}

/** The metrics that take each of the dimensions tried, each metric under the first that it takes. */
export async function metricsByDimension(
  store: MetricsStore,
  tenant: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  for (const metric of metricIds) {
    for (const dimension of dimensionsTried) {
      const query = { metrics: [metric], by: [dimension], from: "2026-02-01", to: end };
      if ("code" in (await askUnchecked(store, tenant, query))) continue;
      found.set(dimension, [...(found.get(dimension) ?? []), metric]);
      break;
    }
  }
  return found;
}
