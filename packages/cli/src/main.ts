import { readFileSync } from "node:fs";
import { nearNames } from "@foresail/api";
import type { Command } from "./command.ts";
import { commands } from "./commands/index.ts";
import { describeError } from "./describe-error.ts";
import { usageError } from "./errors.ts";
import { exitCode } from "./exit-code.ts";
import { overview } from "./help.ts";
import { type Io, processIo } from "./io.ts";
import { parseArguments } from "./options.ts";

export type { Io, Output } from "./io.ts";

/**
 * Runs one command.
 *
 * @param argv - the arguments after `foresail`
 * @param io - what replaces the process's own streams, environment, folder and clock
 * @returns the exit code: 0 done; 1 failed, nothing written; 2 called wrongly; 3 done in part
 */
export async function main(argv: readonly string[], io: Partial<Io> = {}): Promise<number> {
  const whole: Io = isWhole(io) ? io : { ...processIo(), ...io };
  const [name, ...rest] = argv;
  let prefix = "foresail";
  try {
    if (name === undefined || name === "--help" || name === "-h") return print(whole, overview(version()));
    if (name === "--version" || name === "-V") return print(whole, `${version()}\n`);
    if (name === "help")
      return print(whole, rest[0] === undefined ? overview(version()) : commandNamed(rest[0]).help);
    const command = commandNamed(name);
    prefix = `foresail ${command.name}`;
    if (rest.includes("--help") || rest.includes("-h")) return print(whole, command.help);
    return await command.run({ args: parseArguments(rest, command.options), io: whole, version: version() });
  } catch (error) {
    const ending = describeError(error);
    whole.stderr.write(`${prefix}: ${ending.message}\n`);
    return ending.exitCode;
  }
}

function commandNamed(name: string): Command {
  const found = commands.find((command) => command.name === name);
  if (found !== undefined) return found;
  const names = commands.map((command) => command.name);
  const [nearest] = nearNames(name, names, 1);
  const remedy = nearest === undefined ? `commands are ${names.join(", ")}` : `did you mean ${nearest}?`;
  throw usageError(`unknown command ${JSON.stringify(name)}; ${remedy}`);
}

function print(io: Io, text: string): number {
  io.stdout.write(text);
  return exitCode.done;
}

function isWhole(io: Partial<Io>): io is Io {
  return [io.stdout, io.stderr, io.stdin, io.env, io.cwd, io.clock].every((part) => part !== undefined);
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const found =
    typeof manifest === "object" && manifest !== null && "version" in manifest ? manifest.version : "";
  return String(found);
}
