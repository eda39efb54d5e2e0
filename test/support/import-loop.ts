import { writeSync } from "node:fs";
import { openDuckDBStore } from "@foresail/metrics/duckdb";

/*
 * A process of its own that imports one batch after another until it is killed:
 *
 *   node import-loop.ts DATABASE FIRST
 *
 * It prints `opening`, `open`, and `done N` for each batch that the store has acknowledged.
 */

/** Rows in each batch. */
export const rowsPerBatch = 40;

/** The rows of a batch: one account a batch, MRR 1 a row. */
export function batchRows(batch: number): Record<string, string>[] {
  return Array.from({ length: rowsPerBatch }, (_, row) => ({
    id: `${batch}-${row}`,
    account_id: String(batch),
    starts_at: "2024-01-15",
    mrr: "1",
  }));
}

if (import.meta.main) {
  const [file = "", first = "1"] = process.argv.slice(2);
  // Written at once, so that a line stands for something that has happened.
  const say = (line: string): number => writeSync(1, `${line}\n`);
  say("opening");
  const store = await openDuckDBStore({ file });
  say("open");
  for (let batch = Number(first); ; batch += 1) {
    await store.importRecords("default", "subscriptions", {
      rows: batchRows(batch),
      full: false,
      strict: true,
    });
    say(`done ${batch}`);
  }
}
