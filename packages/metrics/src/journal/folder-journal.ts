import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { ForesailError } from "../errors.ts";
import {
  type BatchHeader,
  checksumOf,
  type JournalRow,
  journalFormat,
  type NewBatch,
  serialize,
} from "./batch.ts";
import type { Journal } from "./journal.ts";

const newline = 10;
const segmentName = /^(\d{8})\.ndjson$/;

async function synced(
  file: string,
  flags: string,
  write: (handle: FileHandle) => Promise<unknown>,
): Promise<void> {
  const handle = await open(file, flags);
  try {
    await write(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The header is the first line of a segment; 64 KiB hold it with room to spare. */
async function readHeader(file: string): Promise<BatchHeader> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0);
    const end = buffer.subarray(0, bytesRead).indexOf(newline);
    return JSON.parse(buffer.toString("utf8", 0, Math.max(end, 0))) as BatchHeader;
  } catch (error) {
    throw new ForesailError("journal_corrupt", `${file} has no readable header; restore it from a backup`, {
      cause: error,
    });
  } finally {
    await handle.close();
  }
}

function* lines(content: Buffer): Generator<JournalRow> {
  for (let start = 0; start < content.length; ) {
    const end = content.indexOf(newline, start);
    yield JSON.parse(content.toString("utf8", start, end === -1 ? content.length : end)) as JournalRow;
    start = end === -1 ? content.length : end + 1;
  }
}

/**
 * A folder of segments, one a batch: `00000001.ndjson` with a header line and then one row a line.
 *
 * A segment is written beside its place, synced, moved into place, and the folder is synced: so a segment that is
 * there is whole, and a crash leaves at most a `.tmp` file that nothing reads.
 */
export class FolderJournal implements Journal {
  readonly #folder: string;
  readonly #headers: BatchHeader[];

  private constructor(folder: string, headers: BatchHeader[]) {
    this.#folder = folder;
    this.#headers = headers;
  }

  /** @throws {ForesailError} `journal_corrupt` where a segment is missing, unreadable, or of a newer format */
  static async open(folder: string): Promise<FolderJournal> {
    await mkdir(folder, { recursive: true });
    const names = (await readdir(folder)).sort();
    const headers: BatchHeader[] = [];
    for (const name of names) {
      if (name.endsWith(".tmp")) await rm(join(folder, name), { force: true });
      const seq = Number(segmentName.exec(name)?.[1] ?? 0);
      if (seq === 0) continue;
      const header = await readHeader(join(folder, name));
      if (header.format > journalFormat) {
        throw new ForesailError(
          "journal_corrupt",
          `${join(folder, name)} has format ${header.format}, this version reads up to ${journalFormat}; upgrade Foresail`,
        );
      }
      if (seq !== headers.length + 1 || header.seq !== seq) {
        throw new ForesailError(
          "journal_corrupt",
          `${folder} lacks segment ${headers.length + 1} but holds ${name}; restore the folder from a backup`,
        );
      }
      headers.push(header);
    }
    return new FolderJournal(folder, headers);
  }

  async headers(): Promise<readonly BatchHeader[]> {
    return this.#headers;
  }

  async rows(header: BatchHeader): Promise<Iterable<JournalRow>> {
    const file = this.#file(header.seq);
    const content = await readFile(file);
    const body = content.subarray(content.indexOf(newline) + 1);
    if (checksumOf(header, [body]) !== header.checksum) {
      throw new ForesailError(
        "journal_corrupt",
        `${file} does not match its checksum; restore it from a backup, nothing was changed`,
      );
    }
    return lines(body);
  }

  async append(batch: NewBatch): Promise<BatchHeader> {
    const { header, chunks } = serialize(this.#headers.length + 1, batch);
    const file = this.#file(header.seq);
    await synced(`${file}.tmp`, "w", async (handle) => {
      await handle.write(`${JSON.stringify(header)}\n`);
      for (const chunk of chunks) await handle.write(chunk);
    });
    await rename(`${file}.tmp`, file);
    const folder = await open(this.#folder, "r");
    await folder.sync();
    await folder.close();
    this.#headers.push(header);
    return header;
  }

  #file(seq: number): string {
    return join(this.#folder, `${String(seq).padStart(8, "0")}.ndjson`);
  }
}
