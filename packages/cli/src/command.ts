import type { ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import type { Arguments, OptionSpecs } from "./options.ts";

/** One call of a command. */
export interface Invocation {
  readonly args: Arguments;
  readonly io: Io;
  readonly version: string;
}

/** A command: what it is called, what it takes, what it does. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What --help prints. */
  readonly help: string;
  readonly options: OptionSpecs;
  /** Throws CommandError or ApiError where it cannot do what it was asked. */
  readonly run: (invocation: Invocation) => Promise<ExitCode>;
}
