import { createHash } from "node:crypto";
import type { BatchTable } from "./batch-table.ts";

/** Version of the journal's layout; a reader refuses a newer one. */
export const journalFormat = 1;

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
  /** The batch that this one makes void: its rows are what they would be without it. */
  readonly undoes?: number;
  readonly rows: number;
  /** SHA-256 of the header's other fields and of the rows, as they were written. */
  readonly checksum: string;
}

/** A batch before the journal numbers it. */
export type NewBatch = Omit<BatchHeader, "format" | "seq" | "rows" | "checksum"> & {
  readonly content: readonly JournalRow[];
};

const linesPerChunk = 2_000;

/** The checksum of a batch: over its header, in the order of its fields, and its rows as they were written. */
export function checksumOf(header: BatchHeader, content: Iterable<string | Uint8Array>): string {
  const { checksum: _, ...rest } = header;
  const digest = createHash("sha256").update(`${JSON.stringify(rest)}\n`);
  for (const chunk of content) digest.update(chunk);
  return digest.digest("hex");
}

/** A batch as every journal stores it: its header with a checksum, and its rows as newline-delimited JSON in chunks. */
export function serialize(
  seq: number,
  { content, ...batch }: NewBatch,
): { header: BatchHeader; chunks: readonly string[] } {
  const chunks: string[] = [];
  for (let start = 0; start < content.length; start += linesPerChunk) {
    const lines = content.slice(start, start + linesPerChunk).map((row) => JSON.stringify(row));
    chunks.push(`${lines.join("\n")}\n`);
  }
  const header = { format: journalFormat, seq, ...batch, rows: content.length, checksum: "" };
  return { header: { ...header, checksum: checksumOf(header, chunks) }, chunks };
}
