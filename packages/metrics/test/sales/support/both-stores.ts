import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import {
  type ExplainRequest,
  type Explanation,
  type Query,
  type Report,
  ReportRequest,
  type ReportRequestInput,
  type Series,
  type Settings,
  type TableName,
} from "@foresail/client";
import { expect } from "vitest";
import { openDuckDBStore } from "../../../src/duckdb.ts";
import { openPostgresStore } from "../../../src/postgres.ts";
import type { NewSnapshot } from "../../../src/store/snapshots.ts";
import type { MetricsStore } from "../../../src/store/store.ts";

/** Rows of one table, each an object of columns. */
export type Rows = readonly Readonly<Record<string, unknown>>[];

/** A question with what most tests leave out. */
export type Question = Pick<Query, "metrics"> & Partial<Query>;

/** The same rows in DuckDB and in PostgreSQL: every answer must be the same in both. */
export class BothStores {
  /** The clock of both; tests move it. */
  now = "2026-12-31T12:00:00.000Z";
  readonly #stores: MetricsStore[] = [];
  #pglite: PGlite | undefined;
  #folder = "";

  async open(): Promise<this> {
    const clock = (): Date => new Date(this.now);
    this.#folder = await mkdtemp(join(tmpdir(), "foresail-sales-"));
    this.#pglite = await PGlite.create();
    this.#stores.push(await openDuckDBStore({ file: join(this.#folder, "x.duckdb"), clock }));
    this.#stores.push(await openPostgresStore({ client: this.#pglite, clock }));
    return this;
  }

  async close(): Promise<void> {
    for (const store of this.#stores) await store.close();
    await this.#pglite?.close();
    await rm(this.#folder, { recursive: true });
  }

  async add(table: TableName, rows: Rows, tenant = "default"): Promise<void> {
    for (const store of this.#stores) {
      const report = await store.importRecords(tenant, table, {
        rows: rows.map((row) => ({ ...row })) as never,
        full: false,
        strict: true,
      });
      expect(report.rejected).toBe(0);
    }
  }

  /** Writes settings of a tenant. */
  async set(tenant: string, values: Partial<Settings>): Promise<void> {
    for (const store of this.#stores) await store.saveSettings(tenant, values);
  }

  async freeze(snapshots: readonly NewSnapshot[]): Promise<void> {
    for (const store of this.#stores) await store.freeze("default", snapshots);
  }

  /** Series of a question, after the second store gave the same. */
  async ask(question: Question, tenant = "default"): Promise<Series[]> {
    const query: Query = { by: [], where: {}, grain: "month", asOf: null, set: {}, ...question };
    // Both to their end, so that nothing is under way when a refusal ends a test.
    const [first, second] = await Promise.allSettled(this.#stores.map((store) => store.query(tenant, query)));
    if (first?.status !== "fulfilled" || second?.status !== "fulfilled") {
      expect(second?.status).toBe(first?.status);
      throw first?.status === "rejected" ? first.reason : new Error("no store");
    }
    expect(second.value.series).toEqual(first.value.series);
    return first.value.series;
  }

  /** A report, after the second store gave the same. */
  async report(request: ReportRequestInput, tenant = "default"): Promise<Report> {
    const parsed = ReportRequest.parse(request);
    const [first, second] = await Promise.all(this.#stores.map((store) => store.report(tenant, parsed)));
    if (first === undefined) throw new Error("no store is open");
    expect(second).toEqual({ ...first, dataVersion: second?.dataVersion });
    return first;
  }

  /** An explanation by the first store. */
  async explain(request: ExplainRequest, tenant = "default"): Promise<Explanation> {
    const [first] = this.#stores;
    if (first === undefined) throw new Error("no store is open");
    return first.explain(tenant, request);
  }

  /** An explanation, after the second store gave the same rows in the same order. */
  async explainAlike(request: ExplainRequest, tenant = "default"): Promise<Explanation> {
    const [first, second] = await Promise.all(this.#stores.map((store) => store.explain(tenant, request)));
    if (first === undefined) throw new Error("no store is open");
    expect(second?.measures).toEqual(first.measures);
    return first;
  }

  /** Values of each series by its dimensions, written `Ann` or `Ann, East`; the only one under the empty text. */
  async values(question: Question, tenant = "default"): Promise<Record<string, (number | null)[]>> {
    const series = await this.ask(question, tenant);
    return Object.fromEntries(
      series.map(({ dimensions, points }) => [
        Object.values(dimensions).map(String).join(", "),
        points.map(({ value }) => value),
      ]),
    );
  }

  /** Values of the one series of a metric. */
  async one(metric: string, question: Partial<Question> = {}): Promise<(number | null)[]> {
    const values = await this.values({ ...question, metrics: [metric] });
    expect(Object.keys(values)).toEqual([""]);
    return values[""] ?? [];
  }
}
