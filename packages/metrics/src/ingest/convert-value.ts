import { nearest } from "../model/nearest.ts";
import type { Column } from "../model/tables.ts";
import type { CanonicalValue } from "./canonical-row.ts";
import { convertBoolean } from "./convert-boolean.ts";
import { decimalConverter } from "./convert-decimal.ts";
import { enumConverter } from "./convert-enum.ts";
import { convertJson } from "./convert-json.ts";
import type { ConvertOptions } from "./convert-options.ts";
import { convertText } from "./convert-text.ts";
import { dateConverter } from "./date-converter.ts";
import { didYouMean, Problem, quote } from "./problem.ts";

/** Reads one text of a column: null for none. */
export type Convert = (text: string) => CanonicalValue | null | Problem;

const currencyColumns: ReadonlySet<string> = new Set(["currency", "base", "quote"]);
const currencyCode = /^[a-z]{3}$/i;

/** Currency codes in capitals, since exports write them either way and rates are found by code. */
function convertCurrency(text: string): string | Problem {
  return currencyCode.test(text) ? text.toUpperCase() : convertText(text);
}

function converterOf(column: Column, options: ConvertOptions): Convert {
  switch (column.type) {
    case "text":
      if (column.values) return enumConverter(column.values, options);
      return currencyColumns.has(column.name) ? convertCurrency : convertText;
    case "date":
      return dateConverter(options);
    case "money":
    case "number":
    case "integer":
      return decimalConverter(column, options);
    case "boolean":
      return convertBoolean;
    case "json":
      return convertJson;
  }
}

/** How a column's texts become canonical values: the empty text is null. */
export function valueConverter(column: Column, options: ConvertOptions): Convert {
  const convert = converterOf(column, options);
  return (text) => (text === "" ? null : convert(text));
}

/**
 * A column whose texts are looked up first: `*` stands for any other text, the empty one stays null unless it is listed.
 *
 * @param values - what each text stands for, itself read by `convert`
 * @param anyCase - whether texts match in any case
 */
export function valueTableConverter(
  values: Readonly<Record<string, string>>,
  convert: Convert,
  anyCase = false,
): Convert {
  const key = (text: string): string => (anyCase ? text.toLowerCase() : text);
  const table = new Map(
    Object.entries(values).map(([text, target]) => [key(text.trim()), convert(target.trim())]),
  );
  const others = table.get("*");
  const listed = [...table.keys()].filter((text) => text !== "*");
  return (text) => {
    const found = table.get(key(text));
    if (found !== undefined) return found;
    if (text === "") return null;
    if (others !== undefined) return others;
    return new Problem(
      "unknown_value",
      `${quote(text)} is not among the values of the map${didYouMean(nearest(text, listed))}`,
      'add it there, or "*" for every other value',
    );
  };
}
