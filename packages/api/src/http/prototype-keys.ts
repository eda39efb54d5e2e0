import { ProblemError } from "../errors.ts";

const prototypeKey = /"__proto__"\s*:/;

/**
 * Refuses JSON with a key `__proto__`: schemas leave it out of a record without a word, and a filter that is left out
 * shows rows that were not asked for.
 *
 * @throws {ProblemError} `invalid_request`
 */
export function refusePrototypeKeys(text: string): void {
  if (!prototypeKey.test(text)) return;
  const message = "is not a name that can be used; choose another";
  throw new ProblemError("invalid_request", {
    detail: `"__proto__" ${message}`,
    errors: [{ path: "__proto__", message }],
  });
}
