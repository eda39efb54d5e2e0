import { stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { type CopyReport, copyTenant, ForesailError, type JournaledStore } from "@foresail/metrics";
import { FolderJournal, openClickHouseStore } from "@foresail/metrics/clickhouse";
import { openPostgresStore, type PostgresClient } from "@foresail/metrics/postgres";
import { type DatabaseOptions, openStore } from "./open-store.ts";

/** What to copy, and where to. */
export interface CopyOptions extends DatabaseOptions {
  readonly tenant: string;
  readonly to: CopyTarget;
  /** Where a package is looked for that is no dependency. */
  readonly cwd: string;
}

/** Another DuckDB file; PostgreSQL; or ClickHouse with the folder of the journal that feeds it from now on. */
export type CopyTarget =
  | { readonly engine: "duckdb"; readonly file: string }
  | { readonly engine: "postgres"; readonly url: string }
  | {
      readonly engine: "clickhouse";
      readonly url: string;
      readonly user?: string | undefined;
      readonly password?: string | undefined;
      readonly database: string;
      readonly journal: string;
      readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
    };

/** A store and how to leave it. */
interface Opened {
  readonly store: JournaledStore;
  close(): Promise<void>;
}

type Clock = { readonly clock?: () => Date };

/** A client of `pg`, as far as it is used here. */
interface PgClient extends PostgresClient {
  connect(): Promise<unknown>;
  end(): Promise<void>;
}

interface PgModule {
  readonly Client: new (options: { readonly connectionString: string }) => PgClient;
}

/** The package `pg`, which is no dependency, since few need it. */
function loadPg(cwd: string): PgModule {
  for (const from of [import.meta.url, join(cwd, "package.json")]) {
    try {
      return createRequire(from)("pg") as PgModule;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    }
  }
  throw new ForesailError(
    "database_unreachable",
    "copying to PostgreSQL needs the package pg; install it with: npm install pg",
  );
}

async function openPostgres(url: string, cwd: string, clock: Clock): Promise<Opened> {
  const { Client } = loadPg(cwd);
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
  } catch (error) {
    // Without the address, which holds the password.
    throw new ForesailError(
      "database_unreachable",
      `PostgreSQL does not answer or refuses the connection (${(error as { code?: string }).code ?? "no code"}); check host, user and password`,
    );
  }
  try {
    const store = await openPostgresStore({ client, ...clock });
    const close = async (): Promise<void> => {
      await store.close();
      await client.end();
    };
    return { store, close };
  } catch (error) {
    await client.end();
    throw error;
  }
}

async function openTarget(target: CopyTarget, cwd: string, clock: Clock): Promise<Opened> {
  switch (target.engine) {
    case "duckdb": {
      const store = await openStore({ db: target.file, ...clock });
      return { store, close: () => store.close() };
    }
    case "postgres":
      return openPostgres(target.url, cwd, clock);
    case "clickhouse": {
      const { engine: _, journal: folder, user, password, fetch, ...rest } = target;
      const journal = await FolderJournal.open(folder);
      const store = await openClickHouseStore({
        ...rest,
        ...clock,
        journal,
        ...(user === undefined ? {} : { user }),
        ...(password === undefined ? {} : { password }),
        ...(fetch === undefined ? {} : { fetch }),
      });
      return { store, close: () => store.close() };
    }
  }
}

/** A copy opens nothing that is not there: a database named by mistake would be an empty source. */
async function refuseMissing(db: string): Promise<void> {
  const exists = (path: string): Promise<boolean> =>
    stat(path).then(
      () => true,
      () => false,
    );
  if ((await exists(db)) || (await exists(`${db}.journal`))) return;
  throw new ForesailError("database_unreadable", `no database at ${db} to copy from; check --db`);
}

/**
 * Copies a tenant from a DuckDB database into another store, and checks the copy.
 *
 * @throws {ForesailError} `database_unreadable`, `database_locked` and `database_unreachable` of either side;
 *   `copy_conflict` where the target holds other data of the tenant, or the two differ afterwards
 */
export async function copy({ db, tenant, to, cwd, clock }: CopyOptions): Promise<CopyReport> {
  await refuseMissing(db);
  if (to.engine === "duckdb" && resolve(to.file) === resolve(db)) {
    throw new ForesailError("copy_conflict", `${db} is both source and target; give another file`);
  }
  const given: Clock = clock === undefined ? {} : { clock };
  const source = await openStore({ db, ...given });
  try {
    const target = await openTarget(to, cwd, given);
    try {
      return await copyTenant(source, target.store, tenant);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}
