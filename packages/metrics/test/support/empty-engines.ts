import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll } from "vitest";
import { Chdb, hasChdb } from "../../../../test/support/chdb.ts";
import { ClickHouseEngine } from "../../src/engine/clickhouse-engine.ts";
import { DuckDBEngine } from "../../src/engine/duckdb-engine.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { PostgresEngine } from "../../src/engine/postgres-engine.ts";
import { prepareSchema } from "../../src/projection/schema.ts";

/** Engines by name; ClickHouse where it is at hand. */
export type EmptyEngines = Partial<Record<"duckdb" | "postgres" | "clickhouse", Engine>>;

/** Every engine with tables and no rows, opened before the tests of a file and closed after them. */
export function openEmptyEngines(): EmptyEngines {
  const engines: EmptyEngines = {};
  let folder: string;
  let pglite: PGlite;
  let chdb: Chdb | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "foresail-engines-"));
    pglite = await PGlite.create();
    engines.duckdb = await DuckDBEngine.open({
      file: join(folder, "x.duckdb"),
      folder: join(folder, "journal"),
    });
    engines.postgres = new PostgresEngine(pglite);
    if (hasChdb) {
      chdb = Chdb.open();
      const database = await chdb.newDatabase();
      engines.clickhouse = new ClickHouseEngine({
        transport: chdb.transport(database),
        database,
        timeoutMs: 10_000,
      });
    }
    for (const engine of Object.values(engines)) {
      await engine.write((transaction) => prepareSchema(transaction, engine.dialect));
    }
  });

  afterAll(async () => {
    for (const engine of Object.values(engines)) await engine.close();
    await pglite.close();
    chdb?.close();
    await rm(folder, { recursive: true });
  });

  return engines;
}
