import type { MetricDefinition } from "./catalogue/definition.ts";
import { type PostgresClient, PostgresEngine } from "./engine/postgres-engine.ts";
import { PostgresJournal } from "./journal/postgres-journal.ts";
import type { JournaledStore } from "./store/journaled-store.ts";
import { SqlStore } from "./store/sql-store.ts";

export type { PostgresClient } from "./engine/postgres-engine.ts";

/** The connection, and what the store takes from its surroundings. */
export interface PostgresStoreOptions {
  /** One dedicated connection, which the caller opens and closes: `pg`'s Client or PGlite. */
  readonly client: PostgresClient;
  /** The current time; tests pass a fixed one. */
  readonly clock?: () => Date;
  /** Metrics of the owner's own, beside the built-in ones. */
  readonly metrics?: readonly MetricDefinition[];
}

/** Opens a store in the connection's database, creating its tables where they are missing. */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<JournaledStore> {
  const engine = new PostgresEngine(options.client);
  return SqlStore.open({
    engine,
    journal: await engine.write(PostgresJournal.create),
    clock: options.clock ?? (() => new Date()),
    rejects: null,
    ...(options.metrics === undefined ? {} : { metrics: options.metrics }),
  });
}
