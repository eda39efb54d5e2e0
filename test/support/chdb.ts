import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ClickHouseFault,
  type ClickHouseRequest,
  type ClickHouseTransport,
} from "@foresail/metrics/clickhouse";

/*
 * A real ClickHouse in process, through the package chdb, which is too large to be a dependency: `npm run
 * test:clickhouse` installs it elsewhere and names the folder in FORESAIL_CHDB. Without it these tests are skipped.
 */

interface ChdbSession {
  queryAsync(statement: string, options: { format: string }): Promise<{ text(): string }>;
  close(): void;
}

const folder = process.env.FORESAIL_CHDB;

/** Whether a real ClickHouse is at hand. */
export const hasChdb = folder !== undefined && folder !== "";

/** What a skipped test says. */
export const withoutChdb = "needs ClickHouse in process: npm run test:clickhouse";

const literal = (text: string): string => `'${text.replace(/[\\']/g, (character) => `\\${character}`)}'`;

/** One ClickHouse of a test file; each transport speaks to one database in it. */
export class Chdb {
  readonly #session: ChdbSession;
  readonly #data = mkdtempSync(join(tmpdir(), "foresail-chdb-"));
  #last: Promise<unknown> = Promise.resolve();
  #databases = 0;

  private constructor() {
    const require = createRequire(join(folder ?? "", "package.json"));
    const { Session } = require("chdb") as { Session: new (path: string) => ChdbSession };
    this.#session = new Session(this.#data);
  }

  static open(): Chdb {
    return new Chdb();
  }

  /** The name of a database that is made for it. */
  async newDatabase(): Promise<string> {
    this.#databases += 1;
    const name = `test_${this.#databases}`;
    await this.run(`create database ${name}`);
    return name;
  }

  /** Statements of a store as HTTP would take them: settings, parameters as escaped text, rows after the statement. */
  transport(database: string): ClickHouseTransport {
    return { send: (request) => this.#inTurn(() => this.#send(database, request)) };
  }

  /** Runs a statement as it stands. */
  run(statement: string): Promise<string> {
    return this.#inTurn(() => this.#query(statement));
  }

  close(): void {
    this.#session.close();
    rmSync(this.#data, { recursive: true, force: true });
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #query(statement: string): Promise<string> {
    return (await this.#session.queryAsync(statement, { format: "JSONEachRow" })).text();
  }

  async #send(
    database: string,
    { statement, parameters, settings, rows }: ClickHouseRequest,
  ): Promise<string> {
    const assignments = [
      ...Object.entries(settings).map(([name, value]) => `${name} = ${literal(value)}`),
      ...Object.entries(parameters).map(([name, value]) => `param_${name} = ${literal(value)}`),
    ];
    try {
      await this.#query(`use ${database}`);
      await this.#query(`set ${assignments.join(", ")}`);
      return await this.#query(rows === undefined ? statement : `${statement}\n${rows}`);
    } catch (error) {
      const fault = new ClickHouseFault(
        Number((error as { clickhouseCode?: number }).clickhouseCode ?? Number.NaN),
      );
      fault.cause = new Error(`${String(error)}\n${statement}`);
      throw fault;
    }
  }
}
