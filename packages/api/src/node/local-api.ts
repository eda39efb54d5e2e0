import type { MetricsStore } from "@foresail/metrics";
import { type Api, createApi } from "../create-api.ts";
import { type DatabaseOptions, openStore } from "./open-store.ts";

/** Where the database is, and whose data are read and written. */
export interface LocalApiOptions extends DatabaseOptions {
  /** Tenant of every call. */
  readonly tenant: string;
  readonly version?: string | undefined;
}

/** An API in process. */
export interface LocalApi {
  readonly app: Api;
  /** Takes the place of the global `fetch` in a client, whatever address it calls. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /** Closes the database, where it was opened. */
  close(): Promise<void>;
}

/**
 * The API in process over a database file, for the one who owns the file: calls need no key, may read and write, and
 * belong to `tenant`. The database is opened by the first call that needs it, so a forecast of given numbers leaves no
 * file behind.
 *
 * @throws {ForesailError} from calls, as problems: `database_locked`, `database_unreadable`
 */
export function openLocalApi(options: LocalApiOptions): LocalApi {
  let opened: Promise<MetricsStore> | undefined;
  const app = createApi({
    store: () => {
      opened ??= openStore(options);
      return opened;
    },
    authenticate: () => ({ tenant: options.tenant, scopes: ["read", "write"] }),
    clock: options.clock,
    version: options.version,
    limits: { data: Number.POSITIVE_INFINITY, other: Number.POSITIVE_INFINITY },
    revealFaults: true,
  });
  return {
    app,
    fetch: async (url, init) => app.fetch(new Request(url, init)),
    async close() {
      const store = await opened?.catch(() => undefined);
      await store?.close();
    },
  };
}
