import { ApiError } from "@foresail/client/client";
import { CommandError } from "./errors.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";

/** How an error ends a command. */
export interface Ending {
  readonly exitCode: ExitCode;
  /** One line, without the command's name. */
  readonly message: string;
}

const usageCodes: ReadonlySet<string> = new Set([
  "unknown_metric",
  "unknown_dimension",
  "unsupported_dimension",
  "unknown_table",
  "unknown_source",
  "unknown_batch",
  "unknown_setting",
  "unknown_model",
  "invalid_setting",
  "invalid_query",
  "invalid_map",
  "invalid_header",
  "invalid_definition",
  "invalid_encoding",
  "invalid_forecast_file",
  "invalid_request",
  "empty_file",
  "missing_rate",
  "insufficient_data",
  "non_positive_value",
]);

/** Turns whatever a command threw into its exit code and one line. */
export function describeError(error: unknown): Ending {
  if (error instanceof CommandError) return { exitCode: error.exitCode, message: oneLine(error.message) };
  if (error instanceof ApiError) {
    return {
      exitCode: usageCodes.has(error.code) ? exitCode.usage : exitCode.failed,
      message: oneLine(messageOf(error)),
    };
  }
  return {
    exitCode: exitCode.failed,
    message: oneLine(error instanceof Error ? error.message : String(error)),
  };
}

const hints: Readonly<Record<string, string>> = {
  unknown_metric: " (foresail query --help lists all)",
  unauthorized: "; give the server's key with --key K or FORESAIL_API_KEY",
};

function messageOf(error: ApiError): string {
  const detail = error.code === "unauthorized" ? "the server refused the key" : inOptions(error);
  const near =
    error.suggestions.length > 0 && !detail.includes("did you mean")
      ? `; did you mean ${error.suggestions.join(" or ")}?`
      : "";
  return `${detail}${near}${hints[error.code] ?? ""}`;
}

const optionNames: Readonly<Record<string, string>> = {
  metrics: "METRIC",
  by: "--by",
  where: "--where",
  from: "--from",
  to: "--to",
  grain: "--grain",
  asOf: "--as-of",
  set: "--set",
  recordedAt: "--recorded-at",
  sourceTimeZone: "--time-zone",
  horizon: "--horizon",
  season: "--season",
  levels: "--levels",
  model: "--model",
  columns: "--map, columns",
  attributes: "--map, attributes",
};

/** Names the option that a part of the request came from: `asOf: "x" is ...` becomes `--as-of "x" is ...`. */
function inOptions(error: ApiError): string {
  const [first] = error.errors;
  const [part = "", ...rest] = first?.path.split(".") ?? [];
  const option = optionNames[part];
  if (first === undefined || option === undefined || !error.detail.startsWith(first.path))
    return error.detail;
  const place = option.startsWith("--map") ? `${option}${rest.map((key) => `.${key}`).join("")}` : option;
  const separator = first.message.startsWith('"') && !option.startsWith("--map") ? " " : ": ";
  return `${place}${separator}${first.message}`;
}

function oneLine(message: string): string {
  return message.replace(/\s*\n\s*/g, " ").trim();
}
