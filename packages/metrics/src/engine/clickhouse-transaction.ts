import { partitionOf, storageOf } from "../sql/clickhouse-dialect.ts";
import { id, join, Sql, type StoredTable, sql, storedTablesIn } from "../sql/sql.ts";
import type { ClickHouseConnection } from "./clickhouse-connection.ts";
import type { ChangedPartition } from "./clickhouse-publications.ts";
import type { Row, StageColumn, WriteTransaction } from "./engine.ts";

/** Rows are sent in requests of about this length. */
const bytesPerInsert = 4_000_000;

/** The partition of a table that is not cut. */
const wholeTable = "all";

/** The name of a transaction's copy of a table. */
export function copyOf(table: string): string {
  return `${table}__next`;
}

/**
 * Statements on copies: the first change of a table copies the tenant's partition, which costs ClickHouse a few links and
 * no data; later statements see the copy. Nothing is seen outside until the engine publishes the copies.
 */
export class ClickHouseTransaction implements WriteTransaction {
  readonly #connection: ClickHouseConnection;
  readonly #beforeDefining: () => Promise<void>;
  /** Partitions that each copy holds, and whether they were changed. */
  readonly #copies = new Map<string, Map<string, { changed: boolean }>>();
  readonly #partitions = new Map<string, string>();

  /** @param beforeDefining - called before a table is created or dropped, which takes effect at once */
  constructor(connection: ClickHouseConnection, beforeDefining: () => Promise<void>) {
    this.#connection = connection;
    this.#beforeDefining = beforeDefining;
  }

  /** What is to be published. */
  get changes(): readonly ChangedPartition[] {
    return [...this.#copies].flatMap(([table, partitions]) =>
      [...partitions].flatMap(([partition, { changed }]) => (changed ? [{ table, partition }] : [])),
    );
  }

  async run(statement: Sql): Promise<void> {
    await this.query(statement);
  }

  async define(statement: Sql): Promise<void> {
    await this.#beforeDefining();
    await this.#connection.query(statement);
  }

  async query(statement: Sql): Promise<Row[]> {
    const tables = storedTablesIn(statement);
    // Changed ones first: once a table has a copy, its other readers in the statement take that.
    for (const table of tables) if (table.changed) await this.#copy(table);
    for (const table of tables) if (this.#copies.has(table.name)) await this.#copy(table);
    return this.#connection.query(statement, ({ name }) =>
      this.#connection.qualified(this.#copies.has(name) ? copyOf(name) : name),
    );
  }

  async stage(
    table: string,
    columns: readonly StageColumn[],
    rows: Iterable<Readonly<Record<string, unknown>>>,
  ): Promise<void> {
    const typed = join(columns.map((column) => sql`${id(column.name)} ${column.type}`));
    await this.#connection.query(
      sql`create or replace table ${id(table)} (${typed}) engine = MergeTree order by tuple()`,
    );
    let lines: string[] = [];
    let length = 0;
    const send = async (): Promise<void> => {
      if (lines.length > 0) await this.#connection.insert(table, `${lines.join("\n")}\n`);
      lines = [];
      length = 0;
    };
    for (const row of rows) {
      const line = JSON.stringify(row);
      lines.push(line);
      length += line.length;
      if (length >= bytesPerInsert) await send();
    }
    await send();
  }

  /** Removes the copies. */
  async end(): Promise<void> {
    for (const table of this.#copies.keys()) {
      await this.#connection.query(sql`drop table if exists ${id(copyOf(table))}`);
    }
  }

  async #copy({ name, tenant, changed }: StoredTable): Promise<void> {
    const partition = await this.#partitionOf(tenant);
    let partitions = this.#copies.get(name);
    if (!partitions) {
      partitions = new Map();
      // Not replicated: only what is published is for other servers.
      await this.#connection.query(
        sql`create or replace table ${id(copyOf(name))} as ${id(name)} ${storageOf(tenant !== null, false)}`,
      );
      this.#copies.set(name, partitions);
    }
    const known = partitions.get(partition);
    if (known) {
      known.changed ||= changed;
      return;
    }
    await this.#connection.query(
      sql`alter table ${id(copyOf(name))} attach partition id ${literal(partition)} from ${id(name)}`,
    );
    partitions.set(partition, { changed });
  }

  async #partitionOf(tenant: string | null): Promise<string> {
    if (tenant === null) return wholeTable;
    let partition = this.#partitions.get(tenant);
    if (partition === undefined) {
      const [row] = await this.#connection.query(
        sql`select toString(${partitionOf}) as partition from (select ${tenant} as tenant)`,
      );
      partition = String(row?.partition);
      this.#partitions.set(tenant, partition);
    }
    return partition;
  }
}

/** A partition id as ClickHouse wants it, which takes no parameter here. */
export function literal(partition: string): Sql {
  if (!/^[a-z0-9]+$/.test(partition)) throw new Error(`not a partition: ${JSON.stringify(partition)}`);
  return new Sql([`'${partition}'`], []);
}
