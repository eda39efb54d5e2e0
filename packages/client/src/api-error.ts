import type { Problem } from "./schemas/problem.ts";

type ProblemItem = NonNullable<Problem["errors"]>[number];

/**
 * Every failure of a call: what the server refused (the fields of its problem details), or what kept the call from
 * reaching it.
 *
 * `code` is stable. Beside the server's own codes there are `network` (no answer), `timeout` (none in time) and
 * `bad_response` (an answer that is not Foresail's); their `status` is 0, except for `bad_response`.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  /** What, where, the value, and the remedy, in one sentence. */
  readonly detail: string;
  /** Near names of an unknown one, nearest first. */
  readonly suggestions: readonly string[];
  /** What is wrong with which part of the request. */
  readonly errors: readonly ProblemItem[];

  constructor(
    status: number,
    code: string,
    detail: string,
    more: Pick<Problem, "errors" | "suggestions"> & { cause?: unknown } = {},
  ) {
    super(detail, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.suggestions = more.suggestions ?? [];
    this.errors = more.errors ?? [];
  }
}

/** Reads a refusal; one that is not problem details becomes `bad_response`. */
export async function errorOf(response: Response, url: string): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body)) {
    return new ApiError(response.status, body.code, body.detail ?? body.title, body);
  }
  return new ApiError(
    response.status,
    "bad_response",
    `${url} answered ${response.status} without problem details; check that the address is a Foresail API`,
  );
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && typeof body.code === "string";
}
