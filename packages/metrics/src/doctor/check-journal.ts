import { ForesailError } from "../errors.ts";
import type { BatchHeader } from "../journal/batch.ts";
import { FolderJournal } from "../journal/folder-journal.ts";
import { counted, type Finding, failed, ok, warning } from "./finding.ts";

/** A journal with what was found in it; null where it cannot be read. */
export interface CheckedJournal {
  readonly finding: Finding;
  readonly journal: FolderJournal | null;
  readonly headers: readonly BatchHeader[];
}

const restore = "restore the journal's folder from a backup";

/** Reads every segment of a journal and compares it with its checksum. */
export async function checkJournal(folder: string): Promise<CheckedJournal> {
  try {
    const journal = await FolderJournal.open(folder);
    const headers = await journal.headers();
    for (const header of headers) await journal.segment(header);
    const rows = headers.reduce((sum, header) => sum + header.rows, 0);
    const newest = headers
      .map(({ receivedAt }) => receivedAt)
      .sort()
      .at(-1);
    const found = `${counted(headers.length, "batch", "batches")} of ${counted(rows, "row")}, every checksum right`;
    const finding =
      newest === undefined
        ? warning("journal", `${folder} is empty`, "import data")
        : ok("journal", `${found}; the newest was received ${newest}`);
    return { finding, journal, headers };
  } catch (error) {
    if (!(error instanceof ForesailError)) throw error;
    return {
      finding: failed("journal", error.message.split(";")[0] ?? error.message, restore),
      journal: null,
      headers: [],
    };
  }
}
