import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { csvLines } from "./csv.ts";
import type { Company } from "./generate-company.ts";
import { planColumns } from "./plan.ts";
import { type Cells, columns, tableNames } from "./rows.ts";

export { toCsv } from "./csv.ts";

/** Joins lines into chunks of about 64 kB, so that a stream takes few writes. */
function* chunks(lines: Iterable<string>): Generator<string> {
  let chunk = "";
  for (const line of lines) {
    chunk += line;
    if (chunk.length < 65_536) continue;
    yield chunk;
    chunk = "";
  }
  yield chunk;
}

async function writeCsv(file: string, rows: Iterable<Cells>, names: readonly string[]): Promise<void> {
  await pipeline(Readable.from(chunks(csvLines(rows, names))), createWriteStream(file));
}

/**
 * Writes `<table>.csv` with the current rows of each table, `plan.csv` and `truth.json` (truth and story).
 *
 * @param company - the company
 * @param folder - made if it is missing; files of the same names are replaced
 */
export async function writeCompany(company: Company, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const table of tableNames) {
    await writeCsv(join(folder, `${table}.csv`), company.tables[table], columns[table]);
  }
  await writeCsv(join(folder, "plan.csv"), company.plan, planColumns);
  const { name, truth, story } = company;
  await writeFile(join(folder, "truth.json"), `${JSON.stringify({ name, story, ...truth }, null, 2)}\n`);
}
