/** Stable codes of every error this package throws; the API maps them to a status in one file. */
export type ErrorCode =
  | "unknown_metric"
  | "unknown_dimension"
  | "unsupported_dimension"
  | "unknown_table"
  | "unknown_setting"
  | "invalid_setting"
  | "invalid_query"
  | "invalid_map"
  | "invalid_header"
  | "empty_file"
  | "invalid_definition"
  | "invalid_forecast_file"
  | "missing_rate"
  | "rows_rejected"
  | "unknown_batch"
  | "database_locked"
  | "database_unreadable"
  | "database_denied"
  | "database_unreachable"
  | "database_busy"
  | "store_closed"
  | "read_only"
  | "copy_conflict"
  | "journal_corrupt"
  | "clock_behind"
  | "query_timeout"
  | "internal";

interface ErrorDetails {
  readonly suggestions?: readonly string[];
  readonly issues?: readonly { path: string; message: string }[];
  readonly cause?: unknown;
}

/** Every error of this package. Across packages compare `code`, not the class. */
export class ForesailError extends Error {
  readonly code: ErrorCode;
  /** Near names of an unknown one, nearest first. */
  readonly suggestions: readonly string[];
  readonly issues: readonly { path: string; message: string }[];

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "ForesailError";
    this.code = code;
    this.suggestions = details.suggestions ?? [];
    this.issues = details.issues ?? [];
  }
}

/** A fault of ours: the message asks for a report. */
export class InternalError extends ForesailError {
  constructor(message: string, cause?: unknown) {
    super("internal", `${message}; please report this as a bug`, { cause });
    this.name = "InternalError";
  }
}
