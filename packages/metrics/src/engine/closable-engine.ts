import { ForesailError } from "../errors.ts";
import type { Dialect } from "../sql/dialect.ts";
import type { Sql } from "../sql/sql.ts";
import type { Engine, Row, WriteTransaction } from "./engine.ts";

/**
 * An engine that ends in order: once it is being closed, what has begun is finished, and what is asked for then, or still
 * stands in line, is refused by a name that callers can act on.
 */
export class ClosableEngine implements Engine {
  readonly dialect: Dialect;
  readonly #engine: Engine;
  readonly #underWay = new Set<Promise<unknown>>();
  #closed: Promise<void> | null = null;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.dialect = engine.dialect;
  }

  /** @throws {ForesailError} `store_closed` */
  assertOpen(): void {
    if (this.#closed === null) return;
    throw new ForesailError(
      "store_closed",
      "the store was closed before this had its turn, and nothing of it was written; open the store again, and close it after the last answer",
    );
  }

  /** @throws {ForesailError} `store_closed`; what the engine throws */
  read<T>(work: (query: (statement: Sql) => Promise<Row[]>) => Promise<T>): Promise<T> {
    return this.#run(() => this.#engine.read(this.#ifOpen(work)));
  }

  /** @throws {ForesailError} `store_closed`; what the engine throws */
  write<T>(work: (transaction: WriteTransaction) => Promise<T>): Promise<T> {
    return this.#run(() => this.#engine.write(this.#ifOpen(work)));
  }

  /** Waits for what is under way, and closes the engine; a second call waits for the first. */
  close(): Promise<void> {
    this.#closed ??= Promise.allSettled(this.#underWay).then(() => this.#engine.close());
    return this.#closed;
  }

  /** Work that is refused where its turn comes too late; what an engine runs again has begun. */
  #ifOpen<A, T>(work: (access: A) => Promise<T>): (access: A) => Promise<T> {
    let begun = false;
    return async (access) => {
      if (!begun) this.assertOpen();
      begun = true;
      return work(access);
    };
  }

  async #run<T>(task: () => Promise<T>): Promise<T> {
    this.assertOpen();
    const result = task();
    this.#underWay.add(result);
    try {
      return await result;
    } finally {
      this.#underWay.delete(result);
    }
  }
}
