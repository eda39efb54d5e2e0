import type {
  ExplainRequest,
  Explanation,
  ImportMap,
  ImportOptions,
  ImportReport,
  MetricDescription,
  Query,
  QueryResult,
  RecordsRequest,
  Settings,
  Snapshot,
  TableName,
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
  importRecords(tenant: string, table: TableName, records: RecordsRequest): Promise<ImportReport>;
  query(tenant: string, query: Query): Promise<QueryResult>;
  /** Explains one number: formula, inputs, SQL, the rows behind, what changed. */
  explain(tenant: string, request: ExplainRequest): Promise<Explanation>;
  /** What a metric is; variants with any number, such as `lead_to_customer_rate.within45d`, included. */
  describe(metric: string): MetricDescription;
  freshness(tenant: string): Promise<Freshness>;
  settings(tenant: string): Promise<Settings>;
  /** Writes the settings named, keeps the others, and returns all. */
  saveSettings(tenant: string, changes: Partial<Settings>): Promise<Settings>;
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
  close(): Promise<void>;
}
