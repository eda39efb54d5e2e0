import type { ErrorCode } from "@foresail/metrics";

interface ProblemKind {
  readonly status: number;
  readonly title: string;
}

const engineKinds = {
  unknown_metric: { status: 422, title: "Unknown metric" },
  unknown_dimension: { status: 422, title: "Unknown dimension" },
  unsupported_dimension: { status: 422, title: "The metric cannot be split by this dimension" },
  unknown_table: { status: 422, title: "Unknown table" },
  unknown_setting: { status: 422, title: "Unknown setting" },
  invalid_setting: { status: 422, title: "Invalid setting" },
  invalid_query: { status: 422, title: "Invalid query" },
  invalid_map: { status: 422, title: "Invalid map" },
  invalid_header: { status: 422, title: "Invalid header" },
  empty_file: { status: 422, title: "Empty file" },
  invalid_forecast_file: { status: 422, title: "Invalid forecast file" },
  invalid_definition: { status: 422, title: "Invalid definition" },
  missing_rate: { status: 422, title: "Missing exchange rate" },
  unknown_batch: { status: 404, title: "No batch that can be undone" },
  rows_rejected: { status: 409, title: "Rows rejected, nothing written" },
  database_locked: { status: 503, title: "Database in use by another process" },
  database_unreadable: { status: 500, title: "Database unreadable" },
  database_denied: { status: 500, title: "Database may not be opened" },
  database_unreachable: { status: 503, title: "Database does not answer" },
  database_busy: { status: 503, title: "Database busy" },
  store_closed: { status: 503, title: "The store is closed" },
  read_only: { status: 403, title: "The store is read-only" },
  copy_conflict: { status: 409, title: "The copy differs from its source" },
  journal_corrupt: { status: 500, title: "Journal corrupt" },
  clock_behind: { status: 503, title: "The server's clock is behind its data" },
  query_timeout: { status: 504, title: "Query took too long" },
  internal: { status: 500, title: "Internal error" },
} as const satisfies Record<ErrorCode, ProblemKind>;

const ownKinds = {
  malformed_json: { status: 400, title: "Malformed JSON" },
  malformed_form: { status: 400, title: "Malformed form" },
  bad_request: { status: 400, title: "Bad request" },
  unauthorized: { status: 401, title: "No valid credential" },
  insufficient_scope: { status: 403, title: "The credential does not allow this" },
  wrong_tenant: { status: 403, title: "The credential is of another tenant" },
  not_found: { status: 404, title: "Not found" },
  unknown_source: { status: 404, title: "Unknown source" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  payload_too_large: { status: 413, title: "Body too large" },
  unsupported_media_type: { status: 415, title: "Unsupported media type" },
  invalid_request: { status: 422, title: "Invalid request" },
  unknown_model: { status: 422, title: "Unknown forecast model" },
  insufficient_data: { status: 422, title: "Too little data to forecast" },
  non_positive_value: { status: 422, title: "The model takes positive values only" },
  invalid_encoding: { status: 422, title: "File is not text in UTF-8" },
} as const satisfies Record<string, ProblemKind>;

/** Status and title of every problem: the one place where a code becomes an HTTP status. */
export const problemKinds = { ...engineKinds, ...ownKinds };

/** The stable codes of all problems. */
export type ProblemCode = keyof typeof problemKinds;

export function isProblemCode(code: unknown): code is ProblemCode {
  return typeof code === "string" && Object.hasOwn(problemKinds, code);
}
