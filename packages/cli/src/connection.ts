import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { openLocalApi } from "@foresail/api/node";
import { type Client, createClient } from "@foresail/client/client";
import type { Invocation } from "./command.ts";
import { usageError } from "./errors.ts";
import type { OptionSpecs } from "./options.ts";

/** Options of every command that reads or writes data. */
export const connectionOptions: OptionSpecs = {
  db: { type: "string" },
  tenant: { type: "string" },
  api: { type: "string" },
  key: { type: "string" },
  config: { type: "string" },
};

/** How those options are explained. */
export const connectionHelp = `  --db FILE        DuckDB's file (default ./foresail.duckdb); FILE.journal/ beside it is the truth
  --tenant T       whose data (default "default"); with --api: fails unless the key is T's
  --config FILE    metrics of your own (default ./foresail.config.ts, .mts, .js or .mjs, where there is one)
  --api URL        use a server instead of a file
  --key K          its key (or set FORESAIL_API_KEY)`;

/** A way to the API, in process or over HTTP. */
export interface Connection {
  readonly client: Client;
  close(): Promise<void>;
  /** What to tell on standard error once the call has succeeded. */
  readonly note?: () => void;
}

const defaultDatabase = "foresail.duckdb";
const timeoutMs = 600_000;

/** The database file that a command works on. */
export function databaseOf({ args, io }: Invocation): string {
  return resolve(io.cwd, args.text("db") ?? defaultDatabase);
}

/** The tenant that a command works for. */
export function tenantOf({ args }: Invocation): string {
  const tenant = args.text("tenant") ?? "default";
  if (!/^[\p{L}\p{N}_.@-]{1,64}$/u.test(tenant)) {
    throw usageError(`--tenant ${JSON.stringify(tenant)} is not a name of 1 to 64 letters, digits, - _ . @`);
  }
  return tenant;
}

/** Where the command's metrics of one's own are defined. */
export function configOf({ args, io }: Invocation): { folder: string; file: string | undefined } {
  return { folder: io.cwd, file: args.text("config") };
}

/** Opens the way to the API that a command's options name. */
export function connect(invocation: Invocation): Connection {
  return invocation.args.text("api") === undefined ? connectLocally(invocation) : connectRemotely(invocation);
}

/** Like `connect`, with a word on standard error where there was no database yet, and so no data. */
export function connectToRead(invocation: Invocation, command: string): Connection {
  const { args, io } = invocation;
  const db = databaseOf(invocation);
  const connection = connect(invocation);
  if (args.text("api") !== undefined || existsSync(db) || existsSync(`${db}.journal`)) return connection;
  const text = `no database at ${db} yet, so there are no data; import some, or give --db`;
  return { ...connection, note: () => io.stderr.write(`foresail ${command}: ${text}\n`) };
}

function connectLocally(invocation: Invocation): Connection {
  if (invocation.args.text("key") !== undefined)
    throw usageError("--key is for a server; give its address with --api URL");
  const local = openLocalApi({
    db: databaseOf(invocation),
    tenant: tenantOf(invocation),
    clock: invocation.io.clock,
    config: configOf(invocation),
    version: invocation.version,
  });
  const client = createClient({ baseUrl: "http://foresail.local", fetch: local.fetch, timeoutMs });
  return { client, close: local.close };
}

function connectRemotely(invocation: Invocation): Connection {
  const { args, io } = invocation;
  const api = args.text("api") ?? "";
  if (args.flag("config")) throw usageError("--config is for a file; a server reads its own");
  if (args.flag("db")) throw usageError("--db and --api exclude each other: a file, or a server");
  if (!/^https?:\/\/[^\s/]/.test(api)) {
    throw usageError(`--api ${JSON.stringify(api)} is not an address; write it as http://localhost:8787`);
  }
  const key = args.text("key") ?? io.env.FORESAIL_API_KEY;
  if (!key) throw usageError("--api needs the server's key; give it with --key K or FORESAIL_API_KEY");
  const tenant = args.flag("tenant") ? tenantOf(invocation) : undefined;
  const client = createClient({ baseUrl: api, key, tenant, timeoutMs });
  return { client, close: async () => {} };
}

/** Runs something with a connection, and closes it whatever happens. */
export async function using<T>(connection: Connection, act: (client: Client) => Promise<T>): Promise<T> {
  try {
    const result = await act(connection.client);
    connection.note?.();
    return result;
  } finally {
    await connection.close();
  }
}
