import { createHash } from "node:crypto";
import type { TableName } from "@foresail/client";

/** Version of the journal's layout; a reader refuses a newer one. */
export const journalFormat = 1;

/** What a batch may hold: a canonical table, the tenant's settings, or frozen forecasts. */
export type BatchTable = TableName | "settings" | "snapshots";

/** One row of a batch: the whole row as it is from now on, or the news that it is gone. */
export interface JournalRow {
  readonly id: string;
  /** Hash of the values; empty for a deletion. */
  readonly hash: string;
  /** Canonical values by column, nulls left out; absent for a deletion. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** What is known of a batch without reading its rows. */
export interface BatchHeader {
  readonly format: number;
  /** 1, 2, 3 ... over all tenants. */
  readonly seq: number;
  readonly tenant: string;
  readonly table: BatchTable;
  readonly sourceSystem: string;
  /** When the rows became known, ISO 8601 in UTC. */
  readonly recordedAt: string;
  /** When the batch arrived: later than `recordedAt` for a backfill. */
  readonly receivedAt: string;
  readonly backfill: boolean;
  readonly rows: number;
  /** SHA-256 of the rows as they were written. */
  readonly checksum: string;
}

/** A batch before the journal numbers it. */
export type NewBatch = Omit<BatchHeader, "format" | "seq" | "rows" | "checksum"> & {
  readonly content: readonly JournalRow[];
};

const linesPerChunk = 2_000;

/** Rows as newline-delimited JSON in chunks, with their checksum: what every journal stores. */
export function serialize(rows: readonly JournalRow[]): { chunks: readonly string[]; checksum: string } {
  const chunks: string[] = [];
  const digest = createHash("sha256");
  for (let start = 0; start < rows.length; start += linesPerChunk) {
    const lines = rows.slice(start, start + linesPerChunk).map((row) => JSON.stringify(row));
    const chunk = `${lines.join("\n")}\n`;
    digest.update(chunk);
    chunks.push(chunk);
  }
  return { chunks, checksum: digest.digest("hex") };
}
