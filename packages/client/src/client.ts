import { type ImportFile, type ImportFilesOptions, importForm } from "./import-form.ts";
import { requestQueryString } from "./request-query-string.ts";
import type { AlertList, AlertsRequestInput } from "./schemas/alert.ts";
import type { BaselineList, BaselineRequestInput } from "./schemas/baseline.ts";
import type { BenchmarkChangesInput, BenchmarkList } from "./schemas/benchmark.ts";
import type { Catalogue, MetricDescription } from "./schemas/catalogue.ts";
import type { ExplainRequestInput, Explanation } from "./schemas/explain.ts";
import type { ForecastRequestInput, ForecastResponse } from "./schemas/forecast.ts";
import type { Health } from "./schemas/problem.ts";
import type { Grain, QueryInput, QueryResult } from "./schemas/query.ts";
import type { TrackRecord } from "./schemas/record.ts";
import type { ImportReport, RecordsRequest, TableName, UndoReport } from "./schemas/records.ts";
import type { Report, ReportList, ReportRequestInput } from "./schemas/report.ts";
import type { Settings, SettingsChanges } from "./schemas/settings.ts";
import type { FreezeRequestInput, FreezeResponse, Snapshot, SnapshotList } from "./schemas/snapshot.ts";
import type { TargetChangesInput, TargetsRequestInput, TargetsResult } from "./schemas/target.ts";
import type { MetricVintages, VintagesParams } from "./schemas/vintages.ts";
import { type SeriesParams, seriesQueryString } from "./series-params.ts";
import { type CallOptions, type ClientOptions, createTransport, json } from "./transport.ts";

export { ApiError } from "./api-error.ts";
export type { ImportFile, ImportFilesOptions } from "./import-form.ts";
export type { SeriesParams } from "./series-params.ts";
export type { CallOptions, ClientOptions } from "./transport.ts";

/** A result, how fresh its data are, and the tag that asks for it again only if it changed. */
export interface Fresh<T> {
  /** The result; null when it is still the one that `etag` was given for. */
  readonly result: T | null;
  readonly etag: string | null;
  /** When the newest data were recorded; null without data. */
  readonly lastModified: Date | null;
}

/** A call that may be answered by "not changed". */
export interface FreshOptions extends CallOptions {
  /** The tag of the result at hand. */
  readonly etag?: string | null | undefined;
}

/** Options of calls that describe metrics. */
export interface DescriptionOptions extends CallOptions {
  /** BCP 47 tag of the language that labels and questions are wanted in: `ko`, `zh-TW`; where there is none, English. */
  readonly locale?: string | undefined;
}

/** One method for each route of the API. All reject with ApiError. */
export interface Client {
  /** Every metric the tenant can ask for. */
  metrics(options?: DescriptionOptions): Promise<Catalogue>;
  metric(id: string, options?: DescriptionOptions): Promise<MetricDescription>;
  /** One metric by GET, which caches between here and there can keep. */
  series(id: string, params?: SeriesParams, options?: CallOptions): Promise<QueryResult>;
  query(query: QueryInput, options?: CallOptions): Promise<QueryResult>;
  /** A query together with the freshness of its data: Last-Modified and ETag. */
  queryFresh(query: QueryInput, options?: FreshOptions): Promise<Fresh<QueryResult>>;
  /** One number explained: formula, inputs, SQL, the rows behind it, what changed. */
  explain(request: ExplainRequestInput, options?: CallOptions): Promise<Explanation>;
  /** Values of complete periods as first published and, where restated, as known now: when, by how much and why. */
  vintages(metric: string, params?: VintagesParams, options?: CallOptions): Promise<MetricVintages>;
  /** Every report with its options. */
  reports(options?: CallOptions): Promise<ReportList>;
  report(request: ReportRequestInput, options?: CallOptions): Promise<Report>;
  /** Writes rows of one canonical table, up to 10,000 a call. */
  records(table: TableName, rows: RecordsRequest["rows"], options?: RecordsOptions): Promise<ImportReport>;
  /** Imports files of one table, in order, as one import. `source` is `csv:<table>`. */
  importFiles(
    source: string,
    files: readonly ImportFile[],
    options?: ImportFilesOptions & CallOptions,
  ): Promise<ImportReport>;
  /** Imports exports of a source, as one import: a report for each table. `source` is `auto`, `salesforce`, ... */
  importSource(
    source: string,
    files: readonly ImportFile[],
    options?: ImportFilesOptions & CallOptions,
  ): Promise<ImportReport[]>;
  /** Undoes an import by the number of its batch: its rows are what they would be without it, from now on. */
  undoImport(batch: number, options?: CallOptions): Promise<UndoReport>;
  forecasts(request: ForecastRequestInput, options?: CallOptions): Promise<ForecastResponse>;
  /** Freezes a model's forecast (and the naive one beside it), or forecasts made elsewhere. */
  freeze(request: FreezeRequestInput, options?: CallOptions): Promise<FreezeResponse>;
  /** Frozen forecasts in order of issue: of one metric, or all. */
  snapshots(metric?: string, options?: CallOptions): Promise<SnapshotList>;
  snapshot(id: string, options?: CallOptions): Promise<Snapshot>;
  /** How good the frozen forecasts of a metric were. */
  record(metric: string, grain?: Grain, options?: CallOptions): Promise<TrackRecord>;
  /** What metrics usually are: median and spread of the periods before the newest, and the same season a year earlier. */
  baselines(request: BaselineRequestInput, options?: CallOptions): Promise<BaselineList>;
  /** Published figures with their sources, and the tenant's own: of one metric, or all. */
  benchmarks(metric?: string, options?: CallOptions): Promise<BenchmarkList>;
  /** Writes own benchmarks, takes own ones away, and returns all. */
  saveBenchmarks(changes: BenchmarkChangesInput, options?: CallOptions): Promise<BenchmarkList>;
  /** A metric against its targets: gap, days left, required run rate. */
  targets(request: TargetsRequestInput, options?: CallOptions): Promise<TargetsResult>;
  /** Sets targets; earlier versions are kept. */
  saveTargets(changes: TargetChangesInput, options?: CallOptions): Promise<ImportReport>;
  /** Changes of level in metrics, newest first: what, when, how sure, in which segment. */
  alerts(request: AlertsRequestInput, options?: CallOptions): Promise<AlertList>;
  settings(options?: CallOptions): Promise<Settings>;
  /** Writes the settings named, keeps the others, and returns all. */
  saveSettings(changes: SettingsChanges, options?: CallOptions): Promise<Settings>;
  health(options?: CallOptions): Promise<Health>;
}

/** Options of `records`. */
export type RecordsOptions = Partial<Omit<RecordsRequest, "rows">> & CallOptions;

/**
 * The typed client of the API. Responses are taken as the contract says; parse them with the schemas of
 * `@foresail/client` where the server is not trusted.
 *
 * @throws {ApiError} from every method: `code` says why, `detail` what to do
 *
 * @example
 * const client = createClient({ baseUrl: "https://api.example.com", key: "fsk_..." });
 * const { series } = await client.query({ metrics: ["mrr"], grain: "month" });
 */
export function createClient(options: ClientOptions): Client {
  const send = createTransport(options);
  const get = async <T>(path: string, call: CallOptions = {}): Promise<T> =>
    json<T>(await send({ method: "GET", path, ...call }));
  const post = async <T>(path: string, body: unknown, call: CallOptions = {}): Promise<T> =>
    json<T>(await send({ method: "POST", path, body, ...call }));
  const segment = encodeURIComponent;

  return {
    metrics: ({ locale, ...call } = {}) => get(`/v1/metrics${requestQueryString({ locale })}`, call),
    metric: (id, { locale, ...call } = {}) =>
      get(`/v1/metrics/${segment(id)}${requestQueryString({ locale })}`, call),
    series: (id, params = {}, call = {}) =>
      get(`/v1/metrics/${segment(id)}/series${seriesQueryString(params)}`, call),
    query: (query, call) => post("/v1/query", query, call),
    async queryFresh(query, { etag, signal } = {}) {
      const headers = etag ? { "if-none-match": etag } : {};
      return fresh(await send({ method: "POST", path: "/v1/query", body: query, headers, signal }));
    },
    explain: ({ metric, ...rest }, call = {}) =>
      get(`/v1/metrics/${segment(metric)}/explain${requestQueryString(rest)}`, call),
    vintages: (metric, params = {}, call = {}) =>
      get(`/v1/metrics/${segment(metric)}/vintages${requestQueryString({ ...params })}`, call),
    reports: (call) => get("/v1/reports", call),
    report: ({ report, options: own = {}, ...rest }, call = {}) =>
      get(`/v1/reports/${segment(report)}${requestQueryString({ ...rest, ...own })}`, call),
    records: (table, rows, { signal, ...rest } = {}) =>
      post(`/v1/records/${segment(table)}`, { ...rest, rows }, { signal }),
    importFiles: (source, files, { signal, ...rest } = {}) =>
      post(`/v1/imports/${segment(source)}`, importForm(files, rest), { signal }),
    importSource: (source, files, { signal, ...rest } = {}) =>
      post(`/v1/imports/${segment(source)}`, importForm(files, rest), { signal }),
    undoImport: async (batch, call = {}) =>
      json(await send({ method: "DELETE", path: `/v1/imports/${batch}`, ...call })),
    forecasts: (request, call) => post("/v1/forecasts", request, call),
    freeze: (request, call) => post("/v1/snapshots", request, call),
    snapshots: (metric, call) =>
      get(`/v1/snapshots${metric === undefined ? "" : `?metric=${segment(metric)}`}`, call),
    snapshot: (id, call) => get(`/v1/snapshots/${segment(id)}`, call),
    record: (metric, grain = "month", call = {}) =>
      get(`/v1/record?metric=${segment(metric)}&grain=${grain}`, call),
    baselines: ({ metrics, ...rest }, call = {}) =>
      get(`/v1/baselines${requestQueryString({ metric: metrics, ...rest })}`, call),
    benchmarks: (metric, call = {}) => get(`/v1/benchmarks${requestQueryString({ metric })}`, call),
    saveBenchmarks: async (changes, call = {}) =>
      json(await send({ method: "PUT", path: "/v1/benchmarks", body: changes, ...call })),
    targets: (request, call = {}) => get(`/v1/targets${requestQueryString(request)}`, call),
    saveTargets: async (changes, call = {}) =>
      json(await send({ method: "PUT", path: "/v1/targets", body: changes, ...call })),
    alerts: ({ metrics, ...rest }, call = {}) =>
      get(`/v1/alerts${requestQueryString({ metric: metrics, ...rest })}`, call),
    settings: (call) => get("/v1/settings", call),
    saveSettings: async (changes, call = {}) =>
      json(await send({ method: "PUT", path: "/v1/settings", body: changes, ...call })),
    health: (call) => get("/health", call),
  };
}

async function fresh<T>(response: Response): Promise<Fresh<T>> {
  const lastModified = response.headers.get("last-modified");
  return {
    result: response.status === 304 ? null : await json<T>(response),
    etag: response.headers.get("etag"),
    lastModified: lastModified === null ? null : new Date(lastModified),
  };
}
