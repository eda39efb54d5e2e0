import { Big } from "big.js";
import type { Column, ColumnType } from "../model/tables.ts";
import { Problem, quote, type RejectCode } from "./problem.ts";

/** A value of a JSON record. */
export type RecordValue = string | number | boolean | null | Readonly<Record<string, unknown>>;

/** Per type, the code of a value of another JSON type and what to send. */
const wanted = {
  text: ["bad_text", "a string"],
  date: ["bad_date", "a string such as 2024-12-31"],
  money: ["bad_number", "a number, or a string such as 1234.56"],
  number: ["bad_number", "a number, or a string such as 1234.56"],
  integer: ["bad_number", "a whole number"],
  boolean: ["bad_boolean", "true or false"],
  json: ["bad_json", 'an object such as {"region": "EMEA"}'],
} as const satisfies Record<ColumnType, readonly [RejectCode, string]>;

/** A number as the text that its column reads, or null where the column takes none. */
function numberText(value: number, type: ColumnType): string | null {
  if (!Number.isFinite(value) || type === "date" || type === "json") return null;
  // The shortest decimal that reads back as this number, without exponent.
  if (type !== "text") return new Big(value).toFixed();
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? null : String(value);
}

/**
 * A record's value as the text that its column reads: a number by its shortest decimal, an object as JSON; null for none.
 *
 * A whole number beyond 2^53 is refused as text, because an id written so has lost digits already.
 */
export function recordText(
  column: Pick<Column, "type">,
  value: RecordValue | undefined,
): string | null | Problem {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return value.trim();
  const { type } = column;
  if (typeof value === "boolean" && type === "boolean") return String(value);
  if (typeof value === "object" && type === "json") return JSON.stringify(value);
  const text = typeof value === "number" ? numberText(value, type) : null;
  const [code, what] = wanted[type];
  return text ?? new Problem(code, `${quote(JSON.stringify(value))} is not a ${type} value`, `send ${what}`);
}
