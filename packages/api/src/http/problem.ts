import type { Problem } from "@foresail/client";
import { HTTPException } from "hono/http-exception";
import { ProblemError } from "../errors.ts";
import { isProblemCode, type ProblemCode, problemKinds } from "./problem-kinds.ts";

/** Writes a refusal as RFC 9457 problem details; `type` is relative to the API's address. */
export function problemResponse(problem: ProblemError): Response {
  const { detail, errors, suggestions, headers } = problem.details;
  const body: Problem = {
    type: `/problems/${problem.code}`,
    title: problemKinds[problem.code].title,
    status: problem.status,
    code: problem.code,
    detail,
    ...(errors?.length ? { errors } : {}),
    ...(suggestions?.length ? { suggestions: [...suggestions] } : {}),
  };
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
  });
}

/** Turns whatever was thrown into a problem; null for a fault that nobody foresaw. */
export function problemOf(error: unknown): ProblemError | null {
  if (error instanceof ProblemError) return error;
  if (error instanceof HTTPException) return problemOfHttp(error);
  return problemOfEngine(error);
}

const httpCodes: Readonly<Record<number, ProblemCode>> = {
  401: "unauthorized",
  404: "not_found",
  405: "method_not_allowed",
  413: "payload_too_large",
  415: "unsupported_media_type",
};

function problemOfHttp(error: HTTPException): ProblemError | null {
  if (error.status >= 500) return null;
  const malformed = error.message.startsWith("Malformed JSON");
  const code = malformed ? "malformed_json" : (httpCodes[error.status] ?? "bad_request");
  const detail = malformed ? "the body is not JSON" : error.message || problemKinds[code].title;
  return new ProblemError(code, { detail, cause: error });
}

/** Errors of the engine are told by their code, which holds across packages and copies of them. */
function problemOfEngine(error: unknown): ProblemError | null {
  if (!(error instanceof Error) || !("code" in error) || !isProblemCode(error.code)) return null;
  return new ProblemError(error.code, {
    detail: error.message,
    errors: "issues" in error && Array.isArray(error.issues) ? error.issues : [],
    suggestions: "suggestions" in error && Array.isArray(error.suggestions) ? error.suggestions : [],
    cause: error,
  });
}
