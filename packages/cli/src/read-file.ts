import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { failure } from "./errors.ts";
import type { Io } from "./io.ts";

/** Reads a file that the caller named, or standard input for `-`. */
export async function readBytes(io: Io, name: string): Promise<Uint8Array<ArrayBuffer>> {
  if (name === "-") return new Uint8Array(Buffer.concat(await collect(io.stdin)));
  try {
    return new Uint8Array(await readFile(resolve(io.cwd, name)));
  } catch (error) {
    throw unreadable(name, error);
  }
}

/** Says why a file cannot be read. */
export function unreadable(name: string, error: unknown): Error {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return failure(`no file at ${name}; check the path`, error);
  if (code === "EISDIR") return failure(`${name} is a folder; name the files in it`, error);
  if (code === "EACCES") return failure(`${name} may not be read; check its permissions`, error);
  return failure(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`, error);
}

async function collect(source: AsyncIterable<Uint8Array | string>): Promise<Buffer[]> {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(Buffer.from(part));
  return parts;
}
