import { hash } from "node:crypto";
import type { CanonicalValue } from "./canonical-row.ts";

const hexDigits = 32;

/** Entries of an object in order of name; the object itself where they are in order already. */
function inOrder(values: Readonly<Record<string, CanonicalValue>>): Readonly<Record<string, CanonicalValue>> {
  let last = "";
  for (const key of Object.keys(values)) {
    if (key < last) return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
    last = key;
  }
  return values;
}

/** `contentHash` of values that are written as JSON already, in order of column. */
export function jsonHash(json: string): string {
  return hash("sha256", json, "hex").slice(0, hexDigits);
}

/**
 * Hash of a row's canonical values, 32 hexadecimal digits of SHA-256. The order of the columns does not matter.
 *
 * @example
 * contentHash({ id: "1", stage: "Won" }) === contentHash({ stage: "Won", id: "1" }); // => true
 */
export function contentHash(values: Readonly<Record<string, CanonicalValue>>): string {
  return jsonHash(JSON.stringify(inOrder(values)));
}
