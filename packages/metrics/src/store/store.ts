import type {
  BenchmarkChanges,
  BenchmarkRow,
  ExplainRequest,
  Explanation,
  ImportMap,
  ImportOptions,
  ImportReport,
  MetricDescription,
  Query,
  QueryResult,
  RecordsRequest,
  Report,
  ReportRequest,
  Settings,
  Snapshot,
  TableName,
  UndoReport,
} from "@foresail/client";
import type { ActualsRequest, ActualVintage } from "../query/actual-vintages.ts";
import type { NewSnapshot } from "./snapshots.ts";

/** A file as it was read: `text` without a byte order mark or with one. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/** Files of one table, taken in order as one import. */
export interface FileImport extends ImportOptions {
  readonly table: TableName;
  readonly files: readonly SourceFile[];
  readonly map?: ImportMap;
}

/** Files of a source, each of them one of its exports, taken as one import. */
export interface SourceImport extends ImportOptions {
  /** `auto`, a source, or one export of it: `salesforce`, `salesforce:opportunity`. */
  readonly source: string;
  readonly files: readonly SourceFile[];
  /** Changes what the source's own map says of the table that it names. */
  readonly map?: ImportMap;
}

/** How fresh a tenant's data are. */
export interface Freshness {
  /** Changes with every accepted batch of the tenant. */
  readonly dataVersion: string;
  /** When the newest data were recorded, ISO 8601; null without data. Settings and snapshots are no data. */
  readonly recordedAt: string | null;
}

/**
 * What the API stands on: one store for all tenants, every call scoped by the tenant that the caller's credential
 * names. All methods throw ForesailError.
 */
export interface MetricsStore {
  readonly catalogue: readonly MetricDescription[];
  importFiles(tenant: string, files: FileImport): Promise<ImportReport>;
  /** Imports exports of a source: one report a table. */
  importSource(tenant: string, files: SourceImport): Promise<ImportReport[]>;
  /** Makes an import's batch void as of now: its rows are what they would be without it. */
  undoImport(tenant: string, batch: number): Promise<UndoReport>;
  importRecords(tenant: string, table: TableName, records: RecordsRequest): Promise<ImportReport>;
  query(tenant: string, query: Query): Promise<QueryResult>;
  /** Explains one number: formula, inputs, SQL, the rows behind, what changed. */
  explain(tenant: string, request: ExplainRequest): Promise<Explanation>;
  /** Computes one of the reports. */
  report(tenant: string, request: ReportRequest): Promise<Report>;
  /** What a metric is; variants with any number, such as `lead_to_customer_rate.within45d`, included. */
  describe(metric: string): MetricDescription;
  freshness(tenant: string): Promise<Freshness>;
  settings(tenant: string): Promise<Settings>;
  /** Writes the settings named, keeps the others, and returns all. */
  saveSettings(tenant: string, changes: Partial<Settings>): Promise<Settings>;
  /** Benchmarks of the tenant's own. */
  ownBenchmarks(tenant: string): Promise<BenchmarkRow[]>;
  /** Writes own benchmarks and takes others away, by id; returns all that are left. */
  saveBenchmarks(tenant: string, changes: BenchmarkChanges): Promise<BenchmarkRow[]>;
  /** Freezes forecasts. One that is frozen already, word for word, is left as it is. */
  freeze(
    tenant: string,
    snapshots: readonly NewSnapshot[],
  ): Promise<{ snapshots: Snapshot[]; unchanged: number }>;
  /** Frozen forecasts in order of issue: of one metric, or all. */
  snapshots(tenant: string, metric: string | null): Promise<Snapshot[]>;
  snapshot(tenant: string, id: string): Promise<Snapshot | null>;
  /** Complete periods of a metric as first published and, where restated, as known now. */
  actualVintages(tenant: string, request: ActualsRequest): Promise<ActualVintage[]>;
  /**
   * Finishes what has begun, and refuses with `store_closed` what still stands in line or is asked for from now on. A second
   * call waits for the first.
   */
  close(): Promise<void>;
}
