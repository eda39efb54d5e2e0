import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { ForesailError } from "../errors.ts";
import {
  type BatchHeader,
  beginChecksum,
  checksumOf,
  chunksOf,
  headerOf,
  type JournalRow,
  journalFormat,
  type NewBatch,
} from "./batch.ts";
import type { DraftBatch, Journal } from "./journal.ts";

const newline = 10;
const segmentName = /^(\d{8})\.ndjson$/;
const checksumDigits = 64;

const bytesPerRead = 4_194_304;

/** Writes all of some bytes from a position on. */
async function writeAt(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/**
 * Writes a segment. The header goes first in the file and last in time, since its checksum covers the rows; a checksum is
 * always as long.
 *
 * @returns the header with its checksum
 */
async function writeSegment(
  handle: FileHandle,
  batch: NewBatch,
  unsealed: BatchHeader,
): Promise<BatchHeader> {
  const digest = beginChecksum(unsealed);
  const firstLine = (checksum: string): Buffer =>
    Buffer.from(`${JSON.stringify({ ...unsealed, checksum })}\n`);
  let position = firstLine("0".repeat(checksumDigits)).length;
  let written = Promise.resolve();
  for (const chunk of chunksOf(batch.content)) {
    const bytes = Buffer.from(chunk);
    digest.update(bytes);
    await written;
    written = writeAt(handle, bytes, position);
    position += bytes.length;
  }
  await written;
  const checksum = digest.digest("hex");
  await writeAt(handle, firstLine(checksum), 0);
  return { ...unsealed, checksum };
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

function mismatch(file: string): ForesailError {
  return new ForesailError(
    "journal_corrupt",
    `${file} does not match its checksum; restore it from a backup, nothing was changed`,
  );
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
    if (checksumOf(header, [body]) !== header.checksum) throw mismatch(file);
    return lines(body);
  }

  async segment(header: BatchHeader): Promise<string> {
    const file = this.#file(header.seq);
    const handle = await open(file, "r");
    try {
      const digest = beginChecksum(header);
      let inHeader = true;
      for await (const chunk of handle.createReadStream({ autoClose: false, highWaterMark: bytesPerRead })) {
        let bytes = chunk as Buffer;
        if (inHeader) {
          const end = bytes.indexOf(newline);
          inHeader = end === -1;
          bytes = inHeader ? bytes.subarray(bytes.length) : bytes.subarray(end + 1);
        }
        digest.update(bytes);
      }
      if (digest.digest("hex") !== header.checksum) throw mismatch(file);
      return file;
    } finally {
      await handle.close();
    }
  }

  async append(batch: NewBatch): Promise<BatchHeader> {
    return (await this.draft(batch)).append();
  }

  async draft(batch: NewBatch): Promise<DraftBatch> {
    const unsealed = headerOf(this.#headers.length + 1, batch);
    const file = this.#file(unsealed.seq);
    const draft = `${file}.tmp`;
    const handle = await open(draft, "w");
    const discard = async (): Promise<void> => {
      await handle.close();
      await rm(draft, { force: true });
    };
    let header: BatchHeader;
    try {
      header = await writeSegment(handle, batch, unsealed);
    } catch (error) {
      await discard();
      throw error;
    }
    // Begun at once, so that the disk works while the engine reads.
    const synced = handle.sync();
    synced.catch(() => undefined);
    return {
      header,
      file: draft,
      append: async () => {
        try {
          await synced;
        } catch (error) {
          await discard();
          throw error;
        }
        await handle.close();
        await rename(draft, file);
        const folder = await open(this.#folder, "r");
        await folder.sync();
        await folder.close();
        this.#headers.push(header);
        return header;
      },
      discard: async () => {
        await synced.catch(() => undefined);
        await discard();
      },
    };
  }

  #file(seq: number): string {
    return join(this.#folder, `${String(seq).padStart(8, "0")}.ndjson`);
  }
}
