import { once } from "node:events";
import type { MetricsStore } from "@foresail/metrics";
import { bearerKeys, type KeyStore } from "../auth/bearer-keys.ts";
import { createApi } from "../create-api.ts";
import { besideDatabase } from "./files.ts";
import { type KeyFile, openKeyFile } from "./key-file.ts";
import { type FetchHandler, listen, stopListening } from "./listen.ts";
import { type DatabaseOptions, openStore } from "./open-store.ts";
import { announceServer, withdrawServer } from "./server-file.ts";
import { onStopSignal } from "./stop-signal.ts";

/** What is served, where, and to whom. */
export interface ServeOptions extends DatabaseOptions {
  /** Default 8787; 0 for any free port. */
  readonly port?: number | undefined;
  /** Default 127.0.0.1: this machine alone. */
  readonly host?: string | undefined;
  /** Origins whose pages may call the API. */
  readonly origins?: readonly string[] | undefined;
  /** Tenant of the first key; default `default`. */
  readonly tenant?: string | undefined;
  readonly version?: string | undefined;
  /** Keys that hold beside those of the file, and are kept nowhere: those of pages that are served along, say. */
  readonly keys?: KeyStore | undefined;
  /** Answers what is not the API's: pages of a demo, say. */
  readonly handler?: FetchHandler | undefined;
  /** Whether SIGINT and SIGTERM stop the server; default false. */
  readonly stopOnSignal?: boolean | undefined;
  /** Told of faults, in one line without secrets. */
  readonly log?: ((line: string) => void) | undefined;
}

/** A server at work. */
export interface Server {
  readonly url: string;
  /** The key made because the tenant had none; null otherwise. It is not kept anywhere. */
  readonly createdKey: string | null;
  /** Settles once the server has stopped and the database is closed. */
  readonly closed: Promise<void>;
  /** Refuses new requests, finishes those in flight, closes the database. */
  close(): Promise<void>;
}

const graceMs = 10_000;
const apiPaths = /^\/(v1\/|v1$|health$|ready$|openapi\.json$)/;

/**
 * Serves the API of a database file, with keys kept in `FILE.keys.json`, and notes its address in `FILE.server.json`.
 *
 * @throws {PortInUseError} before the database is opened
 * @throws {ForesailError} `database_locked`, `database_unreadable`
 */
export async function serve(options: ServeOptions): Promise<Server> {
  const { db, port = 8787, host = "127.0.0.1", tenant = "default" } = options;
  const now = options.clock ?? (() => new Date());
  const keys = openKeyFile(besideDatabase(db).keys);
  let readiness: "ok" | "starting" | "draining" = "starting";
  let store: MetricsStore | null = null;

  const api = createApi({
    store: async () => store ?? Promise.reject(new Error("the database is not open yet")),
    authenticate: bearerKeys({
      find: async (id) => (await options.keys?.find(id)) ?? (await keys.find(id)),
    }),
    clock: options.clock,
    allowedOrigins: options.origins,
    version: options.version,
    readiness: () => readiness,
    onFault: (fault, id) => options.log?.(`request ${id} failed: ${fault.message.split("\n")[0]}`),
  });
  const { handler } = options;
  const answer: FetchHandler = (request) =>
    handler === undefined || apiPaths.test(new URL(request.url).pathname)
      ? api.fetch(request)
      : handler(request);

  const { server, url } = await listen(answer, host, port);
  let createdKey: string | null;
  try {
    store = await openStore(options);
    createdKey = await firstKey(keys, tenant, now());
    await announceServer(db, url);
    readiness = "ok";
  } catch (error) {
    await stopListening(server, 0);
    await store?.close();
    throw error;
  }

  const opened = store;
  const closed = once(server, "close").then(async () => {
    await opened.close();
    await withdrawServer(db);
  });
  async function close(): Promise<void> {
    readiness = "draining";
    forgetSignals();
    await stopListening(server, graceMs);
    await closed;
  }
  const forgetSignals = options.stopOnSignal ? onStopSignal(close) : () => undefined;
  return { url, createdKey, closed, close };
}

async function firstKey(keys: KeyFile, tenant: string, now: Date): Promise<string | null> {
  const existing = await keys.list();
  if (existing.some((key) => key.tenant === tenant)) return null;
  return keys.create({ tenant, scopes: ["read", "write"] }, now);
}
