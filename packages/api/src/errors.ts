import type { Problem } from "@foresail/client";
import { type ProblemCode, problemKinds } from "./http/problem-kinds.ts";

/** What a problem says beside its code. */
export interface ProblemDetails {
  readonly detail: string;
  readonly errors?: Problem["errors"];
  readonly suggestions?: readonly string[];
  /** Where the same code has another status: an unknown metric is 404 in a path, 422 in a body. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** A refusal of the API: thrown anywhere below a route, answered as problem details. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails) {
    super(details.detail, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "ProblemError";
    this.code = code;
    this.status = details.status ?? problemKinds[code].status;
    this.details = details;
  }
}
