import type { Dialect } from "../sql/dialect.ts";
import { postgresDialect } from "../sql/postgres-dialect.ts";
import { id, join, render, type Sql, sql, storedTablesIn } from "../sql/sql.ts";
import type { Cell, Engine, Row, StageColumn, WriteTransaction } from "./engine.ts";
import { Mutex } from "./mutex.ts";

/** One dedicated connection: `pg`'s Client and PGlite both fit. */
export interface PostgresClient {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

const rowsPerStatement = 5_000;

/** A day as text: clients give it as its first moment in UTC, or in the zone that they run in. */
function dayText(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return (date.getTime() % 86_400_000 === 0 ? date : local).toISOString().slice(0, 10);
}

function decodeCell(value: unknown): Cell {
  if (typeof value === "bigint") return Number(value);
  return value instanceof Date ? dayText(value) : (value as Cell);
}

function decode(row: Record<string, unknown>): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, decodeCell(value)]));
}

/** PostgreSQL over one connection; calls are queued, since a connection runs one transaction at a time. */
export class PostgresEngine implements Engine {
  readonly dialect: Dialect = postgresDialect;
  readonly #client: PostgresClient;
  readonly #queue = new Mutex();
  /** How many transactions have changed each table. */
  readonly #changes = new Map<string, number>();

  constructor(client: PostgresClient) {
    this.#client = client;
  }

  read<T>(work: (query: (statement: Sql) => Promise<Row[]>) => Promise<T>): Promise<T> {
    return this.#transaction("begin isolation level repeatable read read only", () =>
      work((statement) => this.#query(statement)),
    );
  }

  write<T>(work: (transaction: WriteTransaction) => Promise<T>): Promise<T> {
    return this.#transaction("begin", async () => {
      const changed = new Set<string>();
      const result = await work({
        run: async (statement) => {
          for (const table of storedTablesIn(statement)) if (table.changed) changed.add(table.name);
          await this.#query(statement);
        },
        define: async (statement) => void (await this.#query(statement)),
        query: (statement) => this.#query(statement),
        stage: (table, columns, rows) => this.#stage(table, columns, rows),
      });
      for (const table of changed) await this.#countRows(table);
      return result;
    });
  }

  /**
   * Tells the planner how many rows a table has, after its 1st, 2nd, 4th, 8th ... change. A table that was never analysed
   * is taken for empty, so that joins of the history of opportunities become loops in loops; not every PostgreSQL
   * analyses in the background, and none does so at once.
   */
  async #countRows(table: string): Promise<void> {
    const changes = (this.#changes.get(table) ?? 0) + 1;
    this.#changes.set(table, changes);
    if (Number.isInteger(Math.log2(changes))) await this.#query(sql`analyze ${id(table)}`);
  }

  /** The connection belongs to the caller, who closes it; this waits for what is under way. */
  async close(): Promise<void> {
    await this.#queue.run(async () => undefined);
  }

  #transaction<T>(begin: string, work: () => Promise<T>): Promise<T> {
    return this.#queue.run(async () => {
      await this.#client.query(begin);
      try {
        const result = await work();
        await this.#client.query("commit");
        return result;
      } catch (error) {
        await this.#client.query("rollback");
        throw error;
      }
    });
  }

  async #query(statement: Sql): Promise<Row[]> {
    const { text, values } = render(statement);
    return (await this.#client.query(text, [...values])).rows.map(decode);
  }

  async #stage(
    table: string,
    columns: readonly StageColumn[],
    rows: Iterable<Readonly<Record<string, unknown>>>,
  ): Promise<void> {
    const typed = join(columns.map((column) => sql`${id(column.name)} ${column.type}`));
    await this.#query(sql`drop table if exists ${id(table)}`);
    await this.#query(sql`create temp table ${id(table)} (${typed})`);
    const insert = async (chunk: readonly Readonly<Record<string, unknown>>[]): Promise<void> => {
      const json = JSON.stringify(chunk);
      await this.#query(
        sql`insert into ${id(table)} select * from jsonb_to_recordset(cast(${json} as jsonb)) as staged(${typed})`,
      );
    };
    let chunk: Readonly<Record<string, unknown>>[] = [];
    for (const row of rows) {
      chunk.push(row);
      if (chunk.length === rowsPerStatement) {
        await insert(chunk);
        chunk = [];
      }
    }
    if (chunk.length > 0) await insert(chunk);
  }
}
