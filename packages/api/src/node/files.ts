import { readFile, rename, rm, writeFile } from "node:fs/promises";

/** The files that lie beside a database `X.duckdb`: its keys, and the address of the server that has it open. */
export function besideDatabase(db: string): { readonly keys: string; readonly server: string } {
  return { keys: `${db}.keys.json`, server: `${db}.server.json` };
}

/** Reads a JSON file; null where there is none. */
export async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Writes a JSON file for its owner's eyes only, whole or not at all. */
export async function writeJson(file: string, value: unknown): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  await writeFile(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}

/** Removes a file that may be gone already. */
export async function removeFile(file: string): Promise<void> {
  await rm(file, { force: true });
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
