import { createHash, type Hash } from "node:crypto";
import type { BatchTable } from "./batch-table.ts";

/** Version of the journal's layout; a reader refuses a newer one. */
export const journalFormat = 1;

/** One row of a batch: the whole row as it is from now on, or the news that it is gone. */
export interface JournalRow {
  readonly id: string;
  /** Hash of the values; empty for a deletion, or what `mergedInto` gives where the record lives on in another. */
  readonly hash: string;
  /** Canonical values by column, nulls left out; absent for a deletion. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** `values` as JSON, in a row that holds them so. */
  readonly json?: string;
}

const into = "into:";

/** What a deleted record has for a hash where its source has merged it into another. */
export function mergedInto(survivor: string): string {
  return `${into}${survivor}`;
}

/** The record that a deleted one was merged into, as its hash says; null where it was only deleted. */
export function survivorIn(hash: string): string | null {
  return hash.startsWith(into) ? hash.slice(into.length) : null;
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

/** Begins the checksum of a batch with its header, in the order of its fields; the rows as they were written follow. */
export function beginChecksum({ checksum: _, ...header }: BatchHeader): Hash {
  return createHash("sha256").update(`${JSON.stringify(header)}\n`);
}

/** The checksum of a batch: over its header and its rows as they were written. */
export function checksumOf(header: BatchHeader, content: Iterable<string | Uint8Array>): string {
  const digest = beginChecksum(header);
  for (const chunk of content) digest.update(chunk);
  return digest.digest("hex");
}

/** The header of a batch before its checksum is known. */
export function headerOf(seq: number, { content, ...batch }: NewBatch): BatchHeader {
  return { format: journalFormat, seq, ...batch, rows: content.length, checksum: "" };
}

function lineOf(row: JournalRow): string {
  const { id, hash, json } = row;
  if (json === undefined) return JSON.stringify(row);
  return `{"id":${JSON.stringify(id)},"hash":"${hash}","values":${json}}`;
}

/** Rows as every journal stores them: newline-delimited JSON, in chunks. */
export function* chunksOf(content: readonly JournalRow[]): Generator<string> {
  for (let start = 0; start < content.length; start += linesPerChunk) {
    yield `${content
      .slice(start, start + linesPerChunk)
      .map(lineOf)
      .join("\n")}\n`;
  }
}
