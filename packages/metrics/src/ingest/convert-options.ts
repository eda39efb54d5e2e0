import type { DecimalUnit } from "./exact-decimal.ts";

/** How the values of one column are written, and how to speak of the column. */
export interface ConvertOptions {
  /** The source column, as a remedy shows it in a map; absent for records, which no map reads. */
  readonly from?: string;
  readonly decimal?: "." | ",";
  readonly unit?: DecimalUnit;
  /** Unicode date tokens, as Luxon reads them; `X`, `x` or `iso`; or several, of which the first that reads counts. */
  readonly format?: string | readonly string[];
  /** IANA zone of times without an offset. */
  readonly timeZone?: string;
  /** Leaves the time of day out. */
  readonly part?: "day";
}

/** JSON on one line, with the spaces of a hand-written map. */
function spaced(value: unknown): string {
  return JSON.stringify(value, null, 1)
    .replace(/\n */g, " ")
    .replace(/([{[]) /g, "$1")
    .replace(/ ([}\]])/g, "$1");
}

/**
 * The remedy that adds to a column's entry in the map; for records, what to send instead.
 *
 * @example
 * sayInMap({ from: "close_date" }, "its format", { format: "MM/dd/yyyy" }, "2024-12-31");
 * // => 'say its format in the map, e.g. {"from": "close_date", "format": "MM/dd/yyyy"}'
 */
export function sayInMap(
  options: ConvertOptions,
  what: string,
  entry: Readonly<Record<string, unknown>>,
  record: string,
): string {
  if (options.from === undefined) return `send ${record}`;
  return `say ${what} in the map, e.g. ${spaced({ from: options.from, ...entry })}`;
}
