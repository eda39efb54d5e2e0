import { constants, createWriteStream } from "node:fs";
import { access, mkdir, open, rm, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join as joinPath, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBDecimal128Vector,
  DuckDBDecimalValue,
  DuckDBInstance,
  type DuckDBMaterializedResult,
  type DuckDBValue,
  type DuckDBVector,
} from "@duckdb/node-api";
import { ForesailError } from "../errors.ts";
import type { Dialect } from "../sql/dialect.ts";
import { duckdbDialect } from "../sql/duckdb-dialect.ts";
import { id, join, render, type Sql, sql, type Value } from "../sql/sql.ts";
import {
  type Cell,
  type Engine,
  exactPlaces,
  type Row,
  type StageColumn,
  type WriteTransaction,
} from "./engine.ts";
import { Mutex } from "./mutex.ts";
import { PreparedStatements } from "./prepared-statements.ts";

/** Where DuckDB's file is, the one folder it may read, and how much it may take. */
export interface DuckDBEngineOptions {
  readonly file: string;
  /** Bulk rows pass through files here; DuckDB may open no other folder. */
  readonly folder: string;
  readonly memoryLimit?: string;
  readonly threads?: number;
  readonly queryTimeoutMs?: number;
}

const linesPerChunk = 2_000;

/** Statements of readers that stay prepared. */
const preparedStatements = 100;

function* inChunks(rows: Iterable<Readonly<Record<string, unknown>>>): Generator<string> {
  let lines: string[] = [];
  for (const row of rows) {
    lines.push(JSON.stringify(row));
    if (lines.length === linesPerChunk) {
      yield `${lines.join("\n")}\n`;
      lines = [];
    }
  }
  if (lines.length > 0) yield `${lines.join("\n")}\n`;
}

/** A decimal of at least one place, with all its places written. The driver's own text divides twice for each. */
function decimalText({ value, scale }: DuckDBDecimalValue): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  const text = `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return value < 0n ? `-${text}` : text;
}

/** Decimals and dates as strings, 64-bit counts as numbers; a count beyond 2^53 does not occur. */
function decode(value: DuckDBValue): Cell {
  if (typeof value === "bigint") return Number(value);
  if (value === null || typeof value !== "object") return value as Cell;
  return value instanceof DuckDBDecimalValue && value.scale > 0 ? decimalText(value) : String(value);
}

/** How the cells of a column are read: sums as they are calculated with, all else by the driver's values. */
function readerOf(vector: DuckDBVector): (position: number) => Cell {
  if (vector instanceof DuckDBDecimal128Vector && vector.type.scale === exactPlaces) {
    return (position) => vector.getScaledValue(position);
  }
  return (position) => decode(vector.getItem(position) as DuckDBValue);
}

/**
 * The rows of a result, column by column: what a row object of the driver's own would be decoded from again. An answer has
 * thousands of cells, so these are plain loops.
 */
function decodeRows(chunks: readonly DuckDBDataChunk[], names: readonly string[]): Row[] {
  const rows: Record<string, Cell>[] = [];
  for (const chunk of chunks) {
    const before = rows.length;
    const count = chunk.rowCount;
    for (let position = 0; position < count; position += 1) rows.push({});
    for (let column = 0; column < names.length; column += 1) {
      const name = names[column] as string;
      const read = readerOf(chunk.getColumnVector(column));
      for (let position = 0; position < count; position += 1) {
        (rows[before + position] as Record<string, Cell>)[name] = read(position);
      }
    }
  }
  return rows;
}

/** A file of newline-delimited JSON as a relation. */
function linesOf(file: string, columns: readonly StageColumn[]): Sql {
  const types = join(columns.map((column) => sql`${id(column.name)}: '${column.type}'`));
  return sql`read_json(${file}, format = 'newline_delimited', columns = {${types}}, maximum_object_size = 67108864)`;
}

/**
 * One DuckDB file, opened once in this process.
 *
 * No secondary index and no extension installed at run time; memory and threads are set; files outside the journal's
 * folder are out of reach, and the configuration is locked, so that no statement can widen it.
 */
export class DuckDBEngine implements Engine {
  readonly dialect: Dialect = duckdbDialect;
  readonly #instance: DuckDBInstance;
  readonly #options: DuckDBEngineOptions;
  readonly #reader: DuckDBConnection;
  readonly #writer: DuckDBConnection;
  readonly #prepared: PreparedStatements;
  readonly #reads = new Mutex();
  readonly #writes = new Mutex();
  #closed: Promise<void> | null = null;

  private constructor(
    instance: DuckDBInstance,
    reader: DuckDBConnection,
    writer: DuckDBConnection,
    options: DuckDBEngineOptions,
  ) {
    this.#instance = instance;
    this.#reader = reader;
    this.#writer = writer;
    this.#prepared = new PreparedStatements(reader, preparedStatements);
    this.#options = options;
  }

  /** @throws {ForesailError} `database_locked` or `database_unreadable` */
  static async open(options: DuckDBEngineOptions): Promise<DuckDBEngine> {
    if (openFiles.has(options.file)) {
      throw new ForesailError("database_locked", `${options.file} is open in this process already`);
    }
    openFiles.add(options.file);
    try {
      const instance = await openInstance(options);
      // Only now, so that a file named by mistake is left without a folder beside it.
      await mkdir(options.folder, { recursive: true });
      const writer = await instance.connect();
      await writer.run(`set allowed_directories = ['${options.folder.replaceAll("'", "''")}']`);
      await writer.run("set enable_external_access = false");
      await writer.run("set lock_configuration = true");
      return new DuckDBEngine(instance, await instance.connect(), writer, options);
    } catch (error) {
      openFiles.delete(options.file);
      throw error;
    }
  }

  read<T>(work: (query: (statement: Sql) => Promise<Row[]>) => Promise<T>): Promise<T> {
    return this.#reads.run(async () => {
      await this.#reader.run("begin transaction read only");
      try {
        return await work((statement) =>
          this.#query(this.#reader, statement, (text, values) => this.#prepared.run(text, values)),
        );
      } finally {
        await this.#reader.run("rollback");
      }
    });
  }

  write<T>(work: (transaction: WriteTransaction) => Promise<T>): Promise<T> {
    return this.#writes.run(async () => {
      await this.#writer.run("begin transaction");
      try {
        const result = await work({
          run: async (statement) => void (await this.#query(this.#writer, statement)),
          define: async (statement) => void (await this.#query(this.#writer, statement)),
          query: (statement) => this.#query(this.#writer, statement),
          stage: (table, columns, rows) => this.#stage(table, columns, rows),
          readLines: (file) => this.#readLines(file),
        });
        await this.#writer.run("commit");
        return result;
      } catch (error) {
        await this.#writer.run("rollback");
        throw error;
      }
    });
  }

  /** Waits for what was asked for before, reads and writes; a second call waits for the first. */
  close(): Promise<void> {
    this.#closed ??= this.#writes.run(() => this.#reads.run(() => this.#release()));
    return this.#closed;
  }

  async #release(): Promise<void> {
    // What a failed checkpoint leaves in the write-ahead log is read at the next opening.
    await this.#writer.run("checkpoint").catch(() => undefined);
    this.#prepared.close();
    this.#reader.closeSync();
    this.#writer.closeSync();
    this.#instance.closeSync();
    openFiles.delete(this.#options.file);
  }

  /** @param run - how the text is run; by default it is planned each time, as what writes rarely comes twice */
  async #query(
    connection: DuckDBConnection,
    statement: Sql,
    run: (text: string, values: readonly Value[]) => Promise<DuckDBMaterializedResult> = (text, values) =>
      connection.run(text, [...values]),
  ): Promise<Row[]> {
    const { text, values } = render(statement);
    const limit = this.#options.queryTimeoutMs;
    const timer = limit === undefined ? undefined : setTimeout(() => connection.interrupt(), limit);
    try {
      const result = await run(text, values);
      const chunks = Array.from({ length: result.chunkCount }, (_, index) => result.getChunk(index));
      return decodeRows(chunks, result.deduplicatedColumnNames());
    } catch (error) {
      if (String(error).includes("INTERRUPT")) {
        throw new ForesailError(
          "query_timeout",
          `the query took longer than ${limit} ms; ask for fewer periods`,
        );
      }
      // A damaged block is met when it is read, which may be long after the file was opened.
      if (/corrupt database|database has been invalidated/i.test(String(error))) {
        throw unreadable(this.#options.file, error);
      }
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async #stage(
    table: string,
    columns: readonly StageColumn[],
    rows: Iterable<Readonly<Record<string, unknown>>>,
  ): Promise<void> {
    const file = joinPath(this.#options.folder, `${table}.staging`);
    try {
      await pipeline(Readable.from(inChunks(rows)), createWriteStream(file));
      // Not made of an empty file: DuckDB 1.5.6 loses a large insert that follows an insert of no rows into the same table
      // in the same transaction.
      const typed = columns.map((column) => sql`${id(column.name)} ${column.type}`);
      const content =
        (await stat(file)).size === 0
          ? sql`(${join(typed)})`
          : sql`as select * from ${linesOf(file, columns)}`;
      await this.#query(this.#writer, sql`create or replace temp table ${id(table)} ${content}`);
    } finally {
      await rm(file, { force: true });
    }
  }

  #readLines(file: string): ((columns: readonly StageColumn[]) => Sql) | null {
    const isInReach = dirname(resolve(file)) === resolve(this.#options.folder);
    return isInReach ? (columns) => linesOf(file, columns) : null;
  }
}

/** Files open in this process: a second engine on one of them would share its configuration and its locks. */
const openFiles = new Set<string>();

function unreadable(file: string, cause: unknown): ForesailError {
  return new ForesailError(
    "database_unreadable",
    `${file} is not a database that DuckDB can read; restore it from its journal with: foresail rebuild --db ${file}`,
    { cause },
  );
}

function createInstance(options: DuckDBEngineOptions): Promise<DuckDBInstance> {
  return DuckDBInstance.fromCache(options.file, {
    threads: String(options.threads ?? Math.min(availableParallelism(), 4)),
    memory_limit: options.memoryLimit ?? "2GB",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
  });
}

/**
 * Refuses a file that is no DuckDB database: DuckDB would attach a CSV or JSON file as one, and write over it. Its own
 * files carry the letters DUCK at byte 8.
 *
 * @throws {ForesailError} `database_unreadable`, or `database_denied` where permissions are missing
 */
async function refuseForeignFile({ file, folder }: DuckDBEngineOptions): Promise<void> {
  const size = await sizeOf(file);
  try {
    await access(size === null ? dirname(file) : file, constants.R_OK | constants.W_OK);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new ForesailError(
      "database_denied",
      missing
        ? `${file} cannot be created: its folder does not exist; create it, or give another --db`
        : `${file} may not be read and written by this user; change its permissions, or give another --db`,
      { cause: error },
    );
  }
  if (size === null || size === 0) return;
  const handle = await open(file, "r");
  try {
    const { buffer } = await handle.read(Buffer.alloc(12), 0, 12, 0);
    if (buffer.toString("latin1", 8, 12) === "DUCK") return;
    if ((await sizeOf(folder)) !== null) throw unreadable(file, new Error("no DuckDB header"));
    throw new ForesailError(
      "database_unreadable",
      `${file} is not a database that DuckDB can read, and no journal lies beside it for foresail rebuild to restore it from; check --db`,
    );
  } finally {
    await handle.close();
  }
}

/** Bytes of a file or folder; null where there is none. */
async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}

async function openInstance(options: DuckDBEngineOptions): Promise<DuckDBInstance> {
  await refuseForeignFile(options);
  try {
    return await createInstance(options).catch(async (error: unknown) => {
      // A process that dies while it creates the database leaves a file of no bytes, which DuckDB refuses.
      if (isLock(error) || (await sizeOf(options.file)) !== 0) throw error;
      await rm(options.file);
      return createInstance(options);
    });
  } catch (error) {
    if (isLock(error)) {
      throw new ForesailError("database_locked", `${options.file} is in use by another process`, {
        cause: error,
      });
    }
    throw unreadable(options.file, error);
  }
}

/** Not "lock" alone: reports of damage speak of blocks. */
function isLock(error: unknown): boolean {
  return /could not set lock|conflicting lock|used by another process/i.test(String(error));
}
