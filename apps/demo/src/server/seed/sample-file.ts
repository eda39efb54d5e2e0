import { readFile, rename, writeFile } from "node:fs/promises";
import type { StoryItem } from "@foresail/sample";

/** What is noted beside a database that the demo seeded: how to make the same company again, and its story. */
export interface SampleFile {
  readonly seed: number;
  /** First day the company's books do not cover. */
  readonly end: string;
  readonly rows: number;
  readonly name: string;
  readonly story: readonly StoryItem[];
  /** When the next delivery is due; null after the last one. */
  readonly nextDelivery: string | null;
}

const besideDatabase = (db: string): string => `${db}.sample.json`;

/** The note beside a database; null where the demo has not seeded it. */
export async function readSampleFile(db: string): Promise<SampleFile | null> {
  try {
    return JSON.parse(await readFile(besideDatabase(db), "utf8")) as SampleFile;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** Writes the note, whole or not at all. */
export async function writeSampleFile(db: string, sample: SampleFile): Promise<void> {
  const file = besideDatabase(db);
  await writeFile(`${file}.tmp`, `${JSON.stringify(sample, null, 2)}\n`);
  await rename(`${file}.tmp`, file);
}
