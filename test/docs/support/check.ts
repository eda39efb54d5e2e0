import { isDeepStrictEqual } from "node:util";

/**
 * Whether a value is the one that a document shows. Numbers may differ in the last digits, since documents show
 * decimals and the order of a sum decides the rest.
 */
function matches(actual: unknown, expected: unknown): boolean {
  if (typeof actual === "number" && typeof expected === "number") {
    return Object.is(actual, expected) || Math.abs(actual - expected) <= 1e-9 * Math.abs(expected);
  }
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return actual.length === expected.length && actual.every((item, index) => matches(item, expected[index]));
  }
  return isDeepStrictEqual(actual, expected);
}

/** What `expression; // => value` of a document becomes. @throws where the value is another */
export function check(actual: unknown, expected: unknown, place: string): void {
  if (matches(actual, expected)) return;
  throw new Error(`${place}: the document says ${JSON.stringify(expected)}, it is ${JSON.stringify(actual)}`);
}
