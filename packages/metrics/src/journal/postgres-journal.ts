import type { WriteTransaction } from "../engine/engine.ts";
import { ForesailError } from "../errors.ts";
import { sql } from "../sql/sql.ts";
import { type BatchHeader, checksumOf, chunksOf, headerOf, type JournalRow, type NewBatch } from "./batch.ts";
import type { Journal } from "./journal.ts";

/** A table `batches`, written in the transaction that projects the batch: both are there, or neither. */
export class PostgresJournal implements Journal {
  static async create(transaction: WriteTransaction): Promise<PostgresJournal> {
    await transaction.run(
      sql`create table if not exists "batches" (seq bigint primary key, header text not null, content text not null)`,
    );
    return new PostgresJournal();
  }

  async headers(transaction: WriteTransaction): Promise<readonly BatchHeader[]> {
    const rows = await transaction.query(sql`select header from "batches" order by seq`);
    return rows.map((row) => JSON.parse(String(row.header)) as BatchHeader);
  }

  async rows(header: BatchHeader, transaction: WriteTransaction): Promise<Iterable<JournalRow>> {
    const [row] = await transaction.query(sql`select content from "batches" where seq = ${header.seq}`);
    const content = String(row?.content ?? "");
    if (checksumOf(header, [content]) !== header.checksum) {
      throw new ForesailError(
        "journal_corrupt",
        `batch ${header.seq} of table "batches" does not match its checksum; restore it from a backup, nothing was changed`,
      );
    }
    return content
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as JournalRow);
  }

  async append(batch: NewBatch, transaction: WriteTransaction): Promise<BatchHeader> {
    // The lock keeps two servers from numbering a batch alike.
    await transaction.run(sql`lock table "batches" in exclusive mode`);
    const [last] = await transaction.query(
      sql`select cast(coalesce(max(seq), 0) as integer) as seq from "batches"`,
    );
    const unsealed = headerOf(Number(last?.seq ?? 0) + 1, batch);
    const content = [...chunksOf(batch.content)].join("");
    const header = { ...unsealed, checksum: checksumOf(unsealed, [content]) };
    await transaction.run(
      sql`insert into "batches" values (${header.seq}, ${JSON.stringify(header)}, ${content})`,
    );
    return header;
  }
}
