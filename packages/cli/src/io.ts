import { stderr, stdin, stdout } from "node:process";
import { exitCode } from "./exit-code.ts";

/** Where text goes. */
export interface Output {
  write(text: string): unknown;
  /** Whether a person reads along. */
  readonly isTTY?: boolean;
}

/** What a command takes from its surroundings; tests give their own. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  readonly clock: () => Date;
}

function onOutputError(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
  const why =
    error.code === "ENOSPC"
      ? "no space left on the device; free some"
      : `${error.message}; check where it goes`;
  stderr.write(`foresail: the output cannot be written: ${why}, or write it elsewhere\n`);
  process.exit(exitCode.failed);
}

/**
 * The process's own streams. A reader that goes away early, as `head` does, ends the command without an error; output
 * that cannot be written for another reason, such as a full disk, ends it with one line and exit code 1.
 */
export function processIo(): Io {
  if (!stdout.listeners("error").includes(onOutputError)) stdout.on("error", onOutputError);
  return { stdout, stderr, stdin, env: process.env, cwd: process.cwd(), clock: () => new Date() };
}
