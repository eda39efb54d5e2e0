import { ForesailError } from "../errors.ts";
import { clickhouseDialect, replicatedDialect } from "../sql/clickhouse-dialect.ts";
import type { Dialect } from "../sql/dialect.ts";
import { id, type Sql, sql } from "../sql/sql.ts";
import { ClickHouseConnection, type ClickHouseConnectionOptions } from "./clickhouse-connection.ts";
import {
  type ChangedPartition,
  ClickHousePublications,
  type Publication,
} from "./clickhouse-publications.ts";
import { ClickHouseTransaction, copyOf, literal } from "./clickhouse-transaction.ts";
import type { Engine, Row, WriteTransaction } from "./engine.ts";
import { Mutex } from "./mutex.ts";

/** Where the database is, and how long readers wait. */
export interface ClickHouseEngineOptions extends ClickHouseConnectionOptions {
  /** What replaces the runtime's own timer. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** Whether several servers keep the same tables, in a database with the engine Replicated. */
  readonly replicated?: boolean;
}

const pauseMs = 100;
/** Readers wait 5 s for a publication to end, which takes milliseconds unless its writer died or projects anew. */
const pauses = 50;
/** A reader that meets this many publications in a row gives up. */
const maxReads = 10;

const isUnderWay = ({ number }: Publication): boolean => number % 2 === 1;

/**
 * ClickHouse, reached by single statements without a session.
 *
 * It has no transaction over several statements, so a write works on copies of what it changes and puts them in place
 * at its end; see `ClickHousePublications` for how readers see all of it or nothing, and how a crash in between is mended.
 */
export class ClickHouseEngine implements Engine {
  readonly dialect: Dialect;
  readonly #connection: ClickHouseConnection;
  readonly #publications: ClickHousePublications;
  readonly #sleep: (ms: number) => Promise<void>;
  readonly #replicated: boolean;
  readonly #writes = new Mutex();
  /** Numbers that this engine has added or tried to add last; none before its first write. */
  #own: readonly number[] = [];

  constructor(options: ClickHouseEngineOptions) {
    this.dialect = options.replicated ? replicatedDialect : clickhouseDialect;
    this.#replicated = options.replicated ?? false;
    this.#connection = new ClickHouseConnection(options);
    this.#publications = new ClickHousePublications(this.#connection);
    this.#sleep = options.sleep ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
  }

  /**
   * @throws {ForesailError} `database_busy` where a publication does not end, or one follows another;
   *   `database_unreachable`, `database_denied`, `database_unreadable`, `query_timeout`
   */
  async read<T>(work: (query: (statement: Sql) => Promise<Row[]>) => Promise<T>): Promise<T> {
    for (let attempt = 0; attempt < maxReads; attempt += 1) {
      const before = await this.#published();
      const outcome = await work((statement) => this.#connection.query(statement)).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      const { number: after } = await this.#publications.newest();
      // An error counts no more than an answer where the data changed under the query.
      if (after !== before) continue;
      if ("error" in outcome) throw outcome.error;
      return outcome.value;
    }
    throw new ForesailError("database_busy", "the data changed during each attempt to read them; try again");
  }

  /**
   * All of it or nothing, for this process and for readers; one process may write at a time.
   *
   * @throws {ForesailError} `database_locked` where another process has written since this one did; what `read` throws
   */
  write<T>(work: (transaction: WriteTransaction) => Promise<T>): Promise<T> {
    return this.#writes.run(async () => {
      let newest = await this.#begin();
      const transaction = new ClickHouseTransaction(this.#connection, async () => {
        if (!isUnderWay(newest)) newest = await this.#add(newest.number + 1, []);
      });
      try {
        const result = await work(transaction);
        await this.#publish(newest, transaction.changes);
        return result;
      } finally {
        await this.#discard(transaction);
      }
    });
  }

  /** Statements stand alone, so there is nothing to close; this waits for a write under way. */
  async close(): Promise<void> {
    await this.#writes.run(async () => undefined);
  }

  /** The number of the newest publication, once it is complete. */
  async #published(): Promise<number> {
    for (let pause = 0; pause < pauses; pause += 1) {
      const newest = await this.#publications.newest();
      if (!isUnderWay(newest)) return newest.number;
      await this.#sleep(pauseMs);
    }
    throw new ForesailError(
      "database_busy",
      "the data are being projected anew, or the server that writes them has stopped midway; try again, or start that server",
    );
  }

  /** Finds the newest publication, and finishes one that was cut short. */
  async #begin(): Promise<Publication> {
    if (this.#own.length === 0) await this.#publications.create(this.#replicated);
    const newest = await this.#publications.newest();
    if (this.#own.length > 0 && !this.#own.includes(newest.number)) {
      throw new ForesailError(
        "database_locked",
        "another server has written to this ClickHouse database; stop one of them, since one journal feeds one database",
      );
    }
    if (this.#own.length === 0) await this.#publications.trim(newest.number);
    this.#own = [newest.number];
    if (!isUnderWay(newest) || newest.partitions.length === 0) return newest;
    for (const partition of newest.partitions) await this.#putInPlace(partition);
    const finished = await this.#add(newest.number + 1, []);
    for (const { table } of newest.partitions) {
      await this.#connection.query(sql`drop table if exists ${id(copyOf(table))}`);
    }
    return finished;
  }

  async #publish(newest: Publication, partitions: readonly ChangedPartition[]): Promise<void> {
    if (partitions.length === 0 && !isUnderWay(newest)) return;
    const { number } = await this.#add(newest.number + (isUnderWay(newest) ? 2 : 1), partitions);
    for (const partition of partitions) await this.#putInPlace(partition);
    await this.#add(number + 1, []);
  }

  async #add(number: number, partitions: readonly ChangedPartition[]): Promise<Publication> {
    // Where no answer comes, the entry may be there or not.
    this.#own = [...this.#own.slice(-1), number];
    const publication = { number, partitions };
    await this.#publications.add(publication);
    this.#own = [number];
    return publication;
  }

  /** Replaces a partition by that of the copy: again, where it was done before, with the same effect. */
  async #putInPlace({ table, partition }: ChangedPartition): Promise<void> {
    const [found] = await this.#connection.query(
      sql`select 1 as found from ${id(copyOf(table))} where _partition_id = ${partition} limit 1`,
    );
    await this.#connection.query(
      found
        ? sql`alter table ${id(table)} replace partition id ${literal(partition)} from ${id(copyOf(table))}`
        : sql`alter table ${id(table)} drop partition id ${literal(partition)}`,
    );
  }

  /** Removes what a transaction worked on; what is left behind, the next one replaces. */
  async #discard(transaction: ClickHouseTransaction): Promise<void> {
    const newest = await this.#publications.newest().catch(() => null);
    // Copies that are still to be put in place are all that is left of the transaction.
    if (newest === null || (isUnderWay(newest) && newest.partitions.length > 0)) return;
    await transaction.end().catch(() => undefined);
  }
}
