import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

const root = resolve("../shared/data");

/** Path of a file of the data sets that lie beside the repository and are not part of it. */
export function sharedFile(name: string): string {
  return resolve(root, name);
}

/** Text of such a file. */
export function sharedText(name: string): string {
  return readFileSync(sharedFile(name), "utf8");
}

/** Whether a data set is there; says so where it is not, since its tests are then skipped. */
export function hasSharedData(folder: string): boolean {
  const found = existsSync(sharedFile(folder));
  if (!found) process.stderr.write(`skipped: ${sharedFile(folder)} is not there\n`);
  return found;
}

/** Rows of a CSV text without quotes, by header name: deliberately not the reader under test. */
export function plainRows(text: string): Record<string, string>[] {
  if (text.includes('"')) throw new Error("this reader knows no quotes");
  const [header = "", ...lines] = text.split(/\r?\n/).filter((line) => line !== "");
  const names = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""]));
  });
}
