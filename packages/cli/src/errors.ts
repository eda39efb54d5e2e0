import { type ExitCode, exitCode } from "./exit-code.ts";

/** An end of a command: one line that says what, where, the value, and the remedy. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;

  constructor(code: ExitCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "CommandError";
    this.exitCode = code;
  }
}

/** The command was called wrongly. */
export function usageError(message: string): CommandError {
  return new CommandError(exitCode.usage, message);
}

/** The command failed, and nothing was written. */
export function failure(message: string, cause?: unknown): CommandError {
  return new CommandError(exitCode.failed, message, cause);
}
