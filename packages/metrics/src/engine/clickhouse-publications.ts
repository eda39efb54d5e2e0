import { InternalError } from "../errors.ts";
import { storageOf } from "../sql/clickhouse-dialect.ts";
import { id, sql } from "../sql/sql.ts";
import type { ClickHouseConnection } from "./clickhouse-connection.ts";

/** A part of a table that a transaction has changed. */
export interface ChangedPartition {
  readonly table: string;
  /** ClickHouse's partition id. */
  readonly partition: string;
}

/** The newest entry of the log. */
export interface Publication {
  /** Odd while a transaction is being published, even when all is in place; 0 before the first. */
  readonly number: number;
  /** What is to be put in place; empty while tables are created and dropped. */
  readonly partitions: readonly ChangedPartition[];
}

const logTable = "publications";

/**
 * The log of publications, by which readers know that what they read belongs together.
 *
 * ClickHouse puts one partition of one table in place at a time. A writer notes an odd number and what it is about to put
 * in place, does so, and notes the next even number. A reader that finds the same even number before and after its queries
 * has seen no half of it; and a writer that finds an odd one knows what to finish.
 */
export class ClickHousePublications {
  readonly #connection: ClickHouseConnection;

  constructor(connection: ClickHouseConnection) {
    this.#connection = connection;
  }

  /** Creates the log where it is missing. */
  async create(replicated: boolean): Promise<void> {
    await this.#connection.query(
      sql`create table if not exists ${id(logTable)} (number Int64, partitions String) ${storageOf(false, replicated)}`,
    );
  }

  async newest(): Promise<Publication> {
    const [row] = await this.#connection.query(
      sql`select number, partitions from ${id(logTable)} order by number desc limit 1`,
    );
    if (!row) return { number: 0, partitions: [] };
    return {
      number: Number(row.number),
      partitions: JSON.parse(String(row.partitions)) as ChangedPartition[],
    };
  }

  async add({ number, partitions }: Publication): Promise<void> {
    if (!Number.isSafeInteger(number)) throw new InternalError(`publication ${number}`);
    const row = { number, partitions: JSON.stringify(partitions) };
    await this.#connection.insert(logTable, `${JSON.stringify(row)}\n`);
  }

  /** Drops all entries but the newest thousand. */
  async trim(newest: number): Promise<void> {
    await this.#connection.query(sql`delete from ${id(logTable)} where number < ${newest - 1_000}`);
  }
}
