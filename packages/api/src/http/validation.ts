import type { Problem } from "@foresail/client";
import { ProblemError } from "../errors.ts";

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** Names that the schema does not know. */
  readonly keys?: readonly string[];
}

type Item = NonNullable<Problem["errors"]>[number];

const shownIssues = 20;
const shownCharacters = 80;

/**
 * The problem of a request that breaks the contract: `errors` names each part, `detail` the first of them with the
 * value found there.
 *
 * @param issues - what the schema found, with paths into `input`
 * @param input - the request as it came
 */
export function invalidRequest(
  issues: readonly Issue[],
  input: unknown,
  code: "invalid_request" | "invalid_map" = "invalid_request",
): ProblemError {
  const errors: Item[] = issues.slice(0, shownIssues).map((issue) => {
    const unknown = issue.path.length === 0 ? issue.keys?.[0] : undefined;
    if (unknown !== undefined) return { path: unknown, message: "not a name that is known here" };
    return { path: issue.path.map(String).join("."), message: describe(issue, input) };
  });
  const [first] = errors;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
  const detail =
    first === undefined ? "invalid request" : `${first.path || "the body"}: ${first.message}${more}`;
  return new ProblemError(code, { detail, errors });
}

function describe(issue: Issue, input: unknown): string {
  const value = valueAt(input, issue.path);
  if (typeof value === "object" || value === undefined) return issue.message;
  return `${clip(JSON.stringify(value))} ${/^not /.test(issue.message) ? "is " : "- "}${issue.message}`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function clip(text: string): string {
  return text.length <= shownCharacters ? text : `${text.slice(0, shownCharacters)}…`;
}
