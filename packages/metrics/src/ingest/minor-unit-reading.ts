import type { Column } from "../model/tables.ts";
import { roundingTest } from "./convert-decimal.ts";
import type { ConvertOptions } from "./convert-options.ts";
import { type Convert, valueConverter } from "./convert-value.ts";
import { minorUnitPlaces } from "./minor-units.ts";

const minorUnits = { 0: undefined, 2: "cents", 3: "thousandths" } as const;

/** What is made of a column's options for each number of places that a currency may have. */
function byPlaces<T>(options: ConvertOptions, make: (options: ConvertOptions) => T): ReadonlyMap<number, T> {
  return new Map(
    Object.entries(minorUnits).map(([places, unit]) => [
      Number(places),
      make(unit === undefined ? options : { ...options, unit }),
    ]),
  );
}

/** Whether amounts in the smallest unit of a currency are rounded as they are read; undefined for a column that rounds none. */
export function minorRounding(
  column: Column,
  options: ConvertOptions,
): ((text: string, currency: string) => boolean) | undefined {
  const tests = byPlaces(options, (own) => roundingTest(column, own));
  if ([...tests.values()].includes(undefined)) return undefined;
  return (text, currency) => tests.get(minorUnitPlaces(currency))?.(text) ?? false;
}

/** Amounts in the smallest unit of the currency that a column of the row names. */
export function minorReading(
  column: Column,
  options: ConvertOptions,
): (text: string, currency: string) => ReturnType<Convert> {
  const converters = byPlaces(options, (own) => valueConverter(column, own));
  return (text, currency) => (converters.get(minorUnitPlaces(currency)) as Convert)(text);
}
