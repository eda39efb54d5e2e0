import type { Column } from "../model/tables.ts";
import { type ConvertOptions, sayInMap } from "./convert-options.ts";
import { exactDecimal, isWhole, moneyRange, numberRange } from "./exact-decimal.ts";
import { plainDecimal, writtenDecimal } from "./plain-decimal.ts";
import { Problem, quote } from "./problem.ts";

function badNumber(text: string, options: ConvertOptions): Problem {
  if (options.decimal !== undefined) {
    const fact = `${quote(text)} is not a number with "${options.decimal}" as its decimal separator`;
    return new Problem("bad_number", fact, "correct the number or the decimal separator in the map");
  }
  const fact = `${quote(text)} is not a plain number such as -1234.56`;
  if (text.endsWith("%") && options.unit !== "percent") {
    const remedy = sayInMap(options, "its unit", { unit: "percent" }, "a fraction, such as 0.4");
    return new Problem("bad_number", fact, remedy);
  }
  const decimal = /,\d{1,2}\D*$/.test(text) ? "," : ".";
  const remedy = sayInMap(options, "its decimal separator", { decimal }, "it in this form");
  return new Problem("bad_number", fact, remedy);
}

/** The text as plain notation, of which its unit is still to be divided out; null where it is no number. */
function plainText(text: string, { decimal, unit }: ConvertOptions): string | null {
  const number = unit === "percent" && text.endsWith("%") ? text.slice(0, -1).trimEnd() : text;
  return decimal === undefined ? plainDecimal(number) : writtenDecimal(number, decimal);
}

const exact = { ...moneyRange, places: 500 };

/**
 * Whether reading a text of a money column rounds it, since it has more decimal places than are kept; undefined for other
 * columns.
 */
export function roundingTest(
  column: Pick<Column, "type">,
  options: ConvertOptions,
): ((text: string) => boolean) | undefined {
  if (column.type !== "money") return undefined;
  const { decimal = ".", unit } = options;
  return (text) => {
    const point = text.lastIndexOf(decimal);
    if (unit === undefined && (point === -1 || text.length - point - 1 <= moneyRange.places)) return false;
    const plain = plainText(text, options);
    return plain !== null && exactDecimal(plain, exact, unit) !== exactDecimal(plain, moneyRange, unit);
  };
}

/** Reads money, numbers and integers as exact decimals in canonical notation; binary floats take no part. */
export function decimalConverter(
  column: Column,
  options: ConvertOptions,
): (text: string) => string | Problem {
  const range = column.type === "money" ? moneyRange : numberRange;
  const { unit } = options;
  return (text) => {
    const plain = plainText(text, options);
    if (plain === null) return badNumber(text, options);
    const value = exactDecimal(plain, range, unit);
    if (value === null) {
      const fact = `${quote(text)} is too large for this column, which stays below ${range.below}`;
      return new Problem("out_of_range", fact, "correct the number, or its unit in the map");
    }
    if (column.type === "integer" && !isWhole(value)) {
      return new Problem("bad_number", `${quote(text)} is not a whole number`, "correct the number");
    }
    return value;
  };
}
