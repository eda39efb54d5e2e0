import type {
  BenchmarkRow,
  ImportReport,
  MetricDescription,
  Query,
  QueryResult,
  RecordsRequest,
  Settings,
  TableName,
} from "@foresail/client";
import { Settings as SettingsSchema } from "@foresail/client";
import { type FileImport, ForesailError, type MetricsStore } from "@foresail/metrics";

const describe = (id: string, unit: MetricDescription["unit"]): MetricDescription => ({
  id,
  definition: `${id}@1`,
  label: id,
  question: `What is ${id}?`,
  formula: id,
  kind: unit === "fraction" ? "ratio" : "flow",
  unit,
  direction: "up",
  bucket: "closed_at",
  dimensions: "row",
  source: null,
});

/** What a fake store was asked, and how it answers. */
export interface FakeStore extends MetricsStore {
  readonly calls: { method: string; tenant: string; argument: unknown }[];
  /** Thrown by the next calls, where set. */
  failure: Error | null;
  version: number;
}

/** A store in memory: fixed figures, settings that are kept, a log of its calls. */
export function fakeStore(): FakeStore {
  const settings = new Map<string, Settings>();
  const benchmarks = new Map<string, BenchmarkRow[]>();
  const settingsOf = (tenant: string): Settings => settings.get(tenant) ?? SettingsSchema.parse({});
  const catalogue = [
    describe("mrr", "currency"),
    describe("win_rate", "fraction"),
    describe("bookings", "currency"),
  ];

  const store: FakeStore = {
    calls: [],
    failure: null,
    version: 1,
    catalogue,
    async query(tenant, query) {
      log("query", tenant, query);
      return result(query, catalogue, store.version);
    },
    describe(metric) {
      const found = catalogue.find(({ id }) => id === metric);
      if (!found) throw new ForesailError("unknown_metric", `unknown metric ${JSON.stringify(metric)}`);
      return found;
    },
    async explain(tenant, request) {
      log("explain", tenant, request);
      throw new ForesailError("invalid_query", "the fake store explains nothing");
    },
    async report(tenant, request) {
      log("report", tenant, request);
      const { report: name, grain, asOf } = request;
      const empty = { title: name, definition: `${name}@1`, from: null, to: null, tables: [], notes: [] };
      return {
        report: name,
        grain,
        asOf,
        timeZone: "UTC",
        currency: "USD",
        dataVersion: `v${store.version}`,
        ...empty,
      };
    },
    async importFiles(tenant, files) {
      log("importFiles", tenant, files);
      store.version += 1;
      return report(files.table, rowsOf(files), files.strict);
    },
    async importSource(tenant, files) {
      log("importSource", tenant, files);
      store.version += 1;
      return [report("opportunities", rowsOf({ ...files, table: "opportunities" }), files.strict)];
    },
    async undoImport(tenant, batch) {
      log("undoImport", tenant, batch);
      store.version += 1;
      return { undone: batch, batch: batch + 1, table: "opportunities", restored: 0, removed: 1, kept: 0 };
    },
    async importRecords(tenant, table: TableName, records: RecordsRequest) {
      log("importRecords", tenant, { table, records });
      store.version += 1;
      return report(table, records.rows.length, records.strict);
    },
    async freshness(tenant) {
      log("freshness", tenant, null);
      return { dataVersion: `v${store.version}`, recordedAt: "2026-03-01T10:00:00.000Z" };
    },
    async settings(tenant) {
      log("settings", tenant, null);
      return settingsOf(tenant);
    },
    async saveSettings(tenant, changes) {
      log("saveSettings", tenant, changes);
      settings.set(tenant, { ...settingsOf(tenant), ...changes });
      return settingsOf(tenant);
    },
    async ownBenchmarks(tenant) {
      log("ownBenchmarks", tenant, null);
      return benchmarks.get(tenant) ?? [];
    },
    async saveBenchmarks(tenant, changes) {
      log("saveBenchmarks", tenant, changes);
      const rows = changes.benchmarks.map((row) => ({ ...row, grade: "own" as const }));
      const kept = (benchmarks.get(tenant) ?? []).filter(({ id }) => !changes.remove.includes(id));
      benchmarks.set(tenant, [...kept, ...rows]);
      return benchmarks.get(tenant) ?? [];
    },
    async freeze(tenant, snapshots) {
      log("freeze", tenant, snapshots);
      return { snapshots: [], unchanged: snapshots.length };
    },
    async snapshots(tenant, metric) {
      log("snapshots", tenant, metric);
      return [];
    },
    async snapshot(tenant, id) {
      log("snapshot", tenant, id);
      return null;
    },
    async actualVintages(tenant, request) {
      log("actualVintages", tenant, request);
      return [];
    },
    async close() {},
  };
  function log(method: string, tenant: string, argument: unknown): void {
    store.calls.push({ method, tenant, argument });
    if (store.failure !== null) throw store.failure;
  }
  return store;
}

function result(query: Query, catalogue: readonly MetricDescription[], version: number): QueryResult {
  const series = query.metrics.map((metric) => {
    const found = catalogue.find(({ id }) => id === metric);
    if (found === undefined) {
      throw new ForesailError(
        "unknown_metric",
        `unknown metric ${JSON.stringify(metric)}; did you mean win_rate?`,
        {
          suggestions: ["win_rate"],
        },
      );
    }
    return {
      metric,
      definition: found.definition,
      unit: found.unit,
      ...(found.unit === "currency" ? { currency: "USD" } : {}),
      grain: query.grain,
      timeZone: "UTC",
      dimensions: Object.fromEntries(query.by.map((name) => [name, "Ann"])),
      points: [
        { period: "2026-01-01", value: 0.3, numerator: 12, denominator: 40, partial: false },
        { period: "2026-02-01", value: null, numerator: null, denominator: null, partial: true },
      ],
    };
  });
  return { series, asOf: query.asOf, dataVersion: `v${version}` };
}

const rowsOf = ({ files }: FileImport): number =>
  files.reduce((sum, { text }) => sum + text.trim().split("\n").length - 1, 0);

function report(table: TableName, rows: number, strict: boolean): ImportReport {
  if (strict) throw new ForesailError("rows_rejected", "1 row rejected, nothing written");
  return {
    table,
    rows,
    accepted: rows,
    unchanged: 0,
    rejected: 0,
    warnings: [],
    rejectsFile: null,
    rejects: [],
  };
}
