import { examineDuckDBStore, type Finding } from "@foresail/metrics/duckdb";
import { withLockExplained } from "./open-store.ts";

/** Which database to examine, and how. */
export interface DoctorOptions {
  /** DuckDB's file; the folder `FILE.journal/` beside it is the truth. */
  readonly db: string;
  /** Project the journal anew, and compare every row. */
  readonly deep?: boolean;
}

/**
 * Examines a database and its journal, and changes neither.
 *
 * @throws {ForesailError} `database_locked`, naming the server that has it open
 */
export function doctor({ db, deep = false }: DoctorOptions): Promise<Finding[]> {
  return withLockExplained(db, () => examineDuckDBStore({ file: db, deep }));
}
