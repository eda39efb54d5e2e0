import type { MetricDefinition } from "./catalogue/definition.ts";
import { ClickHouseEngine } from "./engine/clickhouse-engine.ts";
import { ClickHouseHttp } from "./engine/clickhouse-http.ts";
import type { ClickHouseTransport } from "./engine/clickhouse-transport.ts";
import { ForesailError } from "./errors.ts";
import { ReadOnlyStore } from "./store/read-only-store.ts";
import type { MetricsStore } from "./store/store.ts";

/** Where ClickHouse is, and what the store takes from its surroundings. */
export interface ClickHouseReaderOptions {
  /** As `https://clickhouse.example.com:8443`, without credentials. */
  readonly url: string;
  readonly user?: string;
  readonly password?: string;
  /** An existing database; `default` by default. */
  readonly database?: string;
  /** What replaces the runtime's own `fetch`. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** What replaces HTTP altogether, as an engine in process does in tests. */
  readonly transport?: ClickHouseTransport;
  /** The current time; tests pass a fixed one. */
  readonly clock?: () => Date;
  /** Metrics of the owner's own, beside the built-in ones. */
  readonly metrics?: readonly MetricDefinition[];
  /** Longest time of one statement. */
  readonly queryTimeoutMs?: number;
}

const minuteMs = 60_000;

function checkedName(database: string): string {
  if (/^[a-z_][a-z0-9_]*$/.test(database)) return database;
  throw new ForesailError(
    "database_unreadable",
    `${JSON.stringify(database)} cannot name a database here; use lower-case letters, digits and _`,
  );
}

/** An engine on the database that the options name. */
export function clickhouseEngine(
  options: Omit<ClickHouseReaderOptions, "clock" | "metrics"> & { readonly replicated?: boolean },
  timeoutMs: number,
): ClickHouseEngine {
  const { url, user, password } = options;
  const database = checkedName(options.database ?? "default");
  const transport =
    options.transport ??
    new ClickHouseHttp({
      url,
      database,
      ...(user === undefined ? {} : { user }),
      ...(password === undefined ? {} : { password }),
      ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
    });
  return new ClickHouseEngine({
    transport,
    database,
    timeoutMs: options.queryTimeoutMs ?? timeoutMs,
    replicated: options.replicated ?? false,
  });
}

/**
 * Opens a store that reads ClickHouse and writes nothing, on any runtime that has `fetch`: nothing of Node is needed.
 * Another process, which holds the journal, feeds the database.
 *
 * @throws {ForesailError} `database_unreachable` for a URL that is none, `database_unreadable` for a name that is none; all
 *   else is found at the first question
 */
export function openClickHouseReader(options: ClickHouseReaderOptions): MetricsStore {
  return new ReadOnlyStore({
    engine: clickhouseEngine(options, minuteMs),
    clock: options.clock ?? (() => new Date()),
    ...(options.metrics === undefined ? {} : { metrics: options.metrics }),
  });
}
