import type { Fields } from "./compile-column.ts";

/** How a file writes things that one column alone may leave open. */
export interface FileHabits {
  /** The decimal separator that its other numbers show; null where none or both do. */
  readonly decimal: "." | "," | null;
  /** What stands first in its dates, the day or the month; null where none or both do. */
  readonly first: "d" | "M" | null;
}

const point = /^[^\d.,]*\d{1,3}(?:[,'’ ]\d{3})+\.\d+[^\d.,]*$|^[^\d.,]*\d+\.\d{1,2}[^\d.,]*$/;
const comma = /^[^\d.,]*\d{1,3}(?:[.'’ ]\d{3})+,\d+[^\d.,]*$|^[^\d.,]*\d+,\d{1,2}[^\d.,]*$/;
const date = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}(?!\d)/;
const months = 12;

/**
 * What the cells of a file show beyond doubt: `1,234.50` and `0.5` a decimal point, `13/02/2026` that days stand first.
 *
 * @example
 * fileHabits([["1,000", "3.50", "13/02/2026"]]); // => { decimal: ".", first: "d" }
 */
export function fileHabits(rows: Iterable<Fields>): FileHabits {
  let [points, commas, days, firstMonths] = [false, false, false, false];
  for (const fields of rows) {
    for (const field of fields) {
      points ||= point.test(field);
      commas ||= comma.test(field);
      const [, one = "0", two = "0"] = date.exec(field) ?? [];
      days ||= Number(one) > months && Number(two) <= months;
      firstMonths ||= Number(two) > months && Number(one) <= months;
    }
  }
  return {
    decimal: points === commas ? null : points ? "." : ",",
    first: days === firstMonths ? null : days ? "d" : "M",
  };
}
