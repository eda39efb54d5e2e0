import type { DuckDBConnection, DuckDBMaterializedResult, DuckDBPreparedStatement } from "@duckdb/node-api";
import type { Value } from "../sql/sql.ts";

/**
 * The statements that a connection ran last, prepared: the same question over other days or for another tenant differs in
 * its bound values alone, and to plan it takes a millisecond.
 */
export class PreparedStatements {
  readonly #connection: DuckDBConnection;
  readonly #capacity: number;
  /** Those that nobody is running, the oldest first. */
  readonly #idle = new Map<string, DuckDBPreparedStatement>();

  constructor(connection: DuckDBConnection, capacity: number) {
    this.#connection = connection;
    this.#capacity = capacity;
  }

  /** Runs a statement; one that fails is prepared anew the next time. */
  async run(text: string, values: readonly Value[]): Promise<DuckDBMaterializedResult> {
    const known = this.#idle.get(text);
    // Taken out while it runs: two runs at a time must not share what is bound.
    this.#idle.delete(text);
    const statement = known ?? (await this.#connection.prepare(text));
    try {
      statement.bind([...values]);
      const result = await statement.run();
      this.#keep(text, statement);
      return result;
    } catch (error) {
      statement.destroySync();
      throw error;
    }
  }

  /** Forgets all, before the connection is closed. */
  close(): void {
    for (const statement of this.#idle.values()) statement.destroySync();
    this.#idle.clear();
  }

  #keep(text: string, statement: DuckDBPreparedStatement): void {
    this.#idle.get(text)?.destroySync();
    this.#idle.delete(text);
    this.#idle.set(text, statement);
    for (const [oldest, unused] of this.#idle) {
      if (this.#idle.size <= this.#capacity) break;
      this.#idle.delete(oldest);
      unused.destroySync();
    }
  }
}
