import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { main } from "../../src/main.ts";

/** What one call of the command did. */
interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of its own for one test, with the command run in it. */
export interface Workspace {
  readonly folder: string;
  run(args: string, more?: { readonly stdin?: string; readonly env?: Record<string, string> }): Promise<Run>;
  /** Writes a file into the folder. */
  file(name: string, content: string): Promise<string>;
}

const now = new Date("2026-03-10T12:00:00Z");

export async function workspace(): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), "foresail-cli-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return {
    folder,
    async file(name, content) {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    },
    async run(args, { stdin = "", env = {} } = {}) {
      let stdout = "";
      let stderr = "";
      const code = await main(
        args.split(" ").filter((arg) => arg !== ""),
        {
          stdout: { write: (text) => (stdout += text) },
          stderr: { write: (text) => (stderr += text) },
          stdin: pieces(stdin),
          env,
          cwd: folder,
          clock: () => now,
        },
      );
      return { code, stdout, stderr };
    },
  };
}

/** Text in pieces of a few bytes, as a pipe may give it. */
async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let start = 0; start < bytes.length; start += 7) yield bytes.subarray(start, start + 7);
}

export const opportunities = `id,outcome,closed_at,owner,amount
1,won,2026-01-05,Ann,1000
2,lost,2026-01-09,Ann,500
3,won,2026-02-05,,800.50
`;
