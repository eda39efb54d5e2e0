import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the repository. */
export const root: string = fileURLToPath(new URL("../../../", import.meta.url));

const notOurs = new Set(["node_modules", "dist", "coverage", ".git", ".turbo", ".generated", ".cache"]);

function* walk(folder: string, extension: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (notOurs.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path, extension);
    else if (entry.name.endsWith(extension)) yield relative(root, path).split(sep).join("/");
  }
}

/** Files below a folder by extension, as paths from the root with slashes. */
export function filesOf(extension: string, folder = ""): string[] {
  return [...walk(join(root, folder), extension)].sort();
}

/** The text of a file, by its path from the root. */
export function textOf(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

/** A block of code in a document. */
export interface Fence {
  readonly file: string;
  /** Line of its first line of code, 1 for the document's first. */
  readonly line: number;
  readonly language: string;
  /** Words after the language, such as `no-run`. */
  readonly marks: readonly string[];
  /** The file that the block is, from the mark `title=`. */
  readonly title: string | null;
  readonly code: string;
}

/** All blocks of code in a document, in order. */
export function fencesOf(file: string, text: string = textOf(file)): Fence[] {
  const fences: Fence[] = [];
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const opening = /^ *(`{3,})(\S*) *(.*)$/.exec(lines[at] ?? "");
    if (!opening) continue;
    const [, ticks = "", language = "", rest = ""] = opening;
    const start = at + 1;
    at = start;
    while (at < lines.length && (lines[at] ?? "").trim() !== ticks) at += 1;
    if (at === lines.length) throw new Error(`${file}:${start}: this block is not closed`);
    const marks = rest.split(/\s+/).filter((mark) => mark !== "");
    fences.push({
      file,
      line: start + 1,
      language,
      marks,
      title:
        marks
          .find((mark) => mark.startsWith("title="))
          ?.slice(6)
          .replaceAll('"', "") ?? null,
      code: `${lines.slice(start, at).join("\n")}\n`,
    });
  }
  return fences;
}
