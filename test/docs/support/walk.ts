import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withAssertions } from "./assertions.ts";
import { type Fence, fencesOf, root, textOf } from "./markdown.ts";
import { Session } from "./session.ts";
import { outputMatches, stepsOf } from "./transcript.ts";

const checkModule = fileURLToPath(new URL("check.ts", import.meta.url));
const portInText = "8787";
const keyInText = "fsk_…";

/** A document that has been followed to its end; its servers still run. */
export interface Walk {
  readonly folder: string;
  readonly port: number;
  /** How many commands and how many blocks of TypeScript ran. */
  readonly commands: number;
  readonly programs: number;
  close(): Promise<void>;
}

/**
 * Follows a document as a reader would, in an empty folder and in one shell.
 *
 * - Blocks with `title=NAME` are files; all are written first.
 * - Blocks `sh` whose first line begins with `$ ` are transcripts: each command must print what stands below it (see
 *   `outputMatches`) and end with exit code 0. Other `sh` blocks are not run.
 * - Blocks `ts` without a title and without `no-run` run with Node, `expression; // => value` being checked.
 *
 * Three things are put in the reader's place: the port 8787 becomes a free one, everywhere; `npx NAME` becomes the
 * repository's own NAME; and `fsk_…` in a command becomes the key that the server has shown. The folder lies within
 * the repository, so that packages are found by name.
 *
 * @param ownCurl - use the stand-in for curl even where the machine has one
 */
export async function follow(document: string, ownCurl = false): Promise<Walk> {
  const port = await freePort();
  const text = textOf(document).replaceAll(portInText, String(port));
  const fences = fencesOf(document, text);
  const generated = join(root, "test", ".generated");
  await mkdir(generated, { recursive: true });
  const folder = await mkdtemp(join(generated, "walk-"));
  await writeFiles(folder, fences);
  const session = new Session(folder, environment(await toolsIn(folder, ownCurl)));
  const counts = { commands: 0, programs: 0 };
  const close = async (): Promise<void> => {
    await session.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    let key = "";
    for (const fence of fences) {
      if (fence.title !== null || fence.marks.includes("no-run")) continue;
      if (fence.language === "sh" && fence.code.startsWith("$ ")) {
        for (const { line, command, expected } of stepsOf(fence.code)) {
          const printed = await runStep(session, `${document}:${fence.line + line}`, command, expected, key);
          key = /fsk_[0-9a-f]{32}_[0-9a-f]{64}/.exec(printed)?.[0] ?? key;
          counts.commands += 1;
        }
      }
      if (fence.language === "ts") {
        counts.programs += 1;
        await runProgram(session, folder, fence, counts.programs);
      }
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { folder, port, ...counts, close };
}

async function writeFiles(folder: string, fences: readonly Fence[]): Promise<void> {
  const seen = new Set<string>();
  for (const { title, code, file, line } of fences) {
    if (title === null) continue;
    if (seen.has(title)) throw new Error(`${file}:${line}: there is a file ${title} above`);
    seen.add(title);
    await mkdir(dirname(join(folder, title)), { recursive: true });
    await writeFile(join(folder, title), code);
  }
}

async function runStep(
  session: Session,
  place: string,
  command: string,
  expected: readonly string[],
  key: string,
): Promise<string> {
  const bin = `"${join(root, "node_modules", ".bin")}/"`;
  const own = command.replaceAll(/(^|[|&(;] *)npx /g, `$1${bin}`).replaceAll(keyInText, key);
  const isWhole = (text: string): boolean => outputMatches(text, expected);
  const { text, code } = await session.run(own, isWhole);
  if (isWhole(text) && code === 0) return text;
  throw new Error(
    `${place}: $ ${command}\nshown:\n${expected.join("\n")}\n\nprinted, with exit code ${code}:\n${text}`,
  );
}

async function runProgram(session: Session, folder: string, fence: Fence, number: number): Promise<void> {
  const place = (line: number): string => `${fence.file}:${fence.line + line - 1}`;
  const { code, assertions } = withAssertions(fence.code, place, checkModule);
  if (assertions === 0) throw new Error(`${place(1)}: this block runs and shows no value`);
  const name = `.block-${number}.ts`;
  await writeFile(join(folder, name), code);
  const { text, code: exit } = await session.run(`node ${name}`, () => true);
  if (exit !== 0) throw new Error(`${place(1)}: the block fails\n${text}`);
}

/** A folder with the stand-in for curl, where it is wanted or the machine has none; empty otherwise. */
async function toolsIn(folder: string, ownCurl: boolean): Promise<string> {
  const tools = join(folder, ".tools");
  await mkdir(tools);
  const hasCurl = (process.env.PATH ?? "").split(delimiter).some((path) => existsSync(join(path, "curl")));
  if (hasCurl && !ownCurl) return tools;
  const script = `#!/bin/sh\nexec node "${fileURLToPath(new URL("curl.ts", import.meta.url))}" "$@"\n`;
  await writeFile(join(tools, "curl"), script, { mode: 0o755 });
  return tools;
}

function environment(tools: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|FORESAIL|VITEST|NODE_)/i.test(name));
  const path = [tools, dirname(process.execPath), process.env.PATH ?? ""].join(delimiter);
  return { ...Object.fromEntries(own), PATH: path, NO_COLOR: "1", TZ: "UTC" };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
