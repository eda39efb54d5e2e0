import { clickhouseSettings, clickhouseStyle, parameterText } from "../sql/clickhouse-dialect.ts";
import { id, render, type Sql, type StoredTable } from "../sql/sql.ts";
import { explainFault } from "./clickhouse-errors.ts";
import type { ClickHouseTransport } from "./clickhouse-transport.ts";
import type { Cell, Row } from "./engine.ts";

/** How to reach one database. */
export interface ClickHouseConnectionOptions {
  readonly transport: ClickHouseTransport;
  readonly database: string;
  /** Longest time of one statement. */
  readonly timeoutMs: number;
}

function decode(line: string): Row {
  const cells: Record<string, Cell> = {};
  for (const [name, value] of Object.entries(JSON.parse(line) as Record<string, unknown>)) {
    cells[name] = value !== null && typeof value === "object" ? JSON.stringify(value) : (value as Cell);
  }
  return cells;
}

/** Sends statements to one ClickHouse database; each stands alone, there is no session. */
export class ClickHouseConnection {
  readonly #options: ClickHouseConnectionOptions;

  constructor(options: ClickHouseConnectionOptions) {
    this.#options = options;
  }

  /** A table's name with its database: statements that ClickHouse runs later know no default one. */
  qualified(name: string): string {
    return `${id(this.#options.database).text.join("")}.${id(name).text.join("")}`;
  }

  /** @param table - how the statement names stored tables; under their own names by default */
  async query(
    statement: Sql,
    table: (table: StoredTable) => string = ({ name }) => this.qualified(name),
  ): Promise<Row[]> {
    const { text, values } = render(statement, clickhouseStyle(table));
    const parameters = Object.fromEntries(
      values.map((value, index) => [`p${index + 1}`, parameterText(value)]),
    );
    const printed = await this.#send({ statement: text, parameters });
    return printed.split("\n").flatMap((line) => (line === "" ? [] : [decode(line)]));
  }

  /** Adds rows, newline-delimited JSON, to a table. */
  async insert(table: string, rows: string): Promise<void> {
    const statement = `insert into ${this.qualified(table)} format JSONEachRow`;
    await this.#send({ statement, parameters: {}, rows });
  }

  async #send(request: {
    readonly statement: string;
    readonly parameters: Readonly<Record<string, string>>;
    readonly rows?: string;
  }): Promise<string> {
    const { transport, timeoutMs } = this.#options;
    const seconds = String(Math.max(1, Math.ceil(timeoutMs / 1_000)));
    const settings = { ...clickhouseSettings, max_execution_time: seconds };
    try {
      return await transport.send({ ...request, settings, timeoutMs });
    } catch (error) {
      throw explainFault(error, timeoutMs);
    }
  }
}
