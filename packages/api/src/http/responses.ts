import { Problem } from "@foresail/client";
import type { ZodType } from "zod";

const descriptions: Readonly<Record<number, string>> = {
  400: "The body cannot be read",
  401: "No valid credential",
  403: "The credential does not allow this, or is of another tenant",
  404: "Not found",
  409: "Nothing was written",
  413: "The body is too large",
  415: "The body has another content type than the route takes",
  422: "The request was understood and is not valid",
  500: "A fault of the server",
  503: "The database is in use by another process",
  504: "The query took too long",
};

type ProblemContent = { "application/problem+json": { schema: typeof Problem } };

/** The responses of a route, for OpenAPI: its result, and problem details for every status named. */
export function responses<T extends ZodType>(description: string, schema: T, statuses: readonly number[]) {
  const problems = Object.fromEntries(
    statuses.map((status): [number, { description: string; content: ProblemContent }] => [
      status,
      {
        description: descriptions[status] ?? "Refused",
        content: { "application/problem+json": { schema: Problem } },
      },
    ]),
  );
  return { ...problems, 200: { description, content: { "application/json": { schema } } } };
}

/** What any route with a credential may answer. */
export const always = [401, 403, 500, 503] as const;

/** 304: the caller has the response already. */
export const notModified = { 304: { description: "Not changed since the tag of If-None-Match" } } as const;
