import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { ExplainRequest, Query, type QueryInput, type TableName } from "@foresail/client";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { Chdb, hasChdb } from "../../../../test/support/chdb.ts";
import { newClickHouseStores } from "../../../../test/support/clickhouse-stores.ts";
import { openDuckDBStore } from "../../src/duckdb.ts";
import { openPostgresStore } from "../../src/postgres.ts";
import type { MetricsStore } from "../../src/store/store.ts";

/** A tenant of its own, to be filled by hand. */
export interface Company {
  /** Imports one CSV text. */
  load(
    table: TableName,
    text: string,
    options?: { readonly recordedAt?: string; readonly full?: boolean },
  ): Promise<void>;
  /** Changes settings of the tenant. */
  set(settings: Parameters<MetricsStore["saveSettings"]>[1]): Promise<void>;
  /** How a metric came to its value in a month. */
  calculation(metric: string, month: string, set?: Readonly<Record<string, string>>): Promise<string>;
  /** The values of a query that gives one series for each metric, by metric. */
  ask(
    metrics: string | readonly string[],
    query: Omit<QueryInput, "metrics">,
  ): Promise<Record<string, (number | null)[]>>;
  /** The series of a metric that is split by one dimension, by the value of it. */
  split(
    metric: string,
    by: string,
    query: Omit<QueryInput, "metrics" | "by">,
  ): Promise<Record<string, (number | null)[]>>;
}

const engines = ["DuckDB", "PostgreSQL", ...(hasChdb ? ["ClickHouse"] : [])];
let tenants = 0;

/**
 * Runs tests on every engine at hand, each on a company without data.
 *
 * @param now - the moment at which the clock stands
 */
export function onEveryEngine(now: string, tests: (newCompany: () => Company) => void): void {
  describe.each(engines)("on %s", (engine) => {
    let folder: string;
    let pglite: PGlite | undefined;
    let chdb: Chdb | undefined;
    let store: MetricsStore;
    const clock = (): Date => new Date(now);

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "foresail-edge-"));
      if (engine === "PostgreSQL") pglite = await PGlite.create();
      if (engine === "ClickHouse") chdb = Chdb.open();
      if (chdb) store = (await newClickHouseStores(chdb, now)).writer;
      else if (pglite) store = await openPostgresStore({ client: pglite, clock });
      else store = await openDuckDBStore({ file: join(folder, "x.duckdb"), clock });
    });

    afterAll(async () => {
      await store.close();
      await pglite?.close();
      chdb?.close();
      await rm(folder, { recursive: true });
    });

    tests(() => {
      tenants += 1;
      const tenant = `company-${tenants}`;
      return {
        async load(table, text, { full = false, ...options } = {}) {
          const files = [{ name: `${table}.csv`, text }];
          const report = await store.importFiles(tenant, { table, files, full, strict: true, ...options });
          expect(report.rejected).toBe(0);
        },
        async set(settings) {
          await store.saveSettings(tenant, settings);
        },
        async calculation(metric, period, set = {}) {
          const request = ExplainRequest.parse({ metric, period, grain: "month", set });
          return (await store.explain(tenant, request)).calculation;
        },
        async ask(metrics, query) {
          const all = typeof metrics === "string" ? [metrics] : [...metrics];
          const { series } = await store.query(tenant, Query.parse({ ...query, metrics: all }));
          expect(series.map(({ metric }) => metric)).toEqual(all);
          return Object.fromEntries(
            series.map(({ metric, points }) => [metric, points.map(({ value }) => value)]),
          );
        },
        async split(metric, by, query) {
          const { series } = await store.query(
            tenant,
            Query.parse({ ...query, metrics: [metric], by: [by] }),
          );
          return Object.fromEntries(
            series.map(({ dimensions, points }) => [dimensions[by], points.map(({ value }) => value)]),
          );
        },
      };
    });
  });
}
