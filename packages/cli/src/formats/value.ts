import type { Unit } from "@foresail/client";

/** What stands for a value that is not defined. */
export const undefinedValue = "–";

/**
 * Writes a value for people: money with its currency, fractions as percentages, thousands separated.
 *
 * @example
 * formatValue(1234.5, "currency", "USD"); // => "$1,234.50"
 */
export function formatValue(value: number | null, unit: Unit, currency?: string): string {
  if (value === null) return undefinedValue;
  return formatOf(unit, currency).format(value);
}

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(unit: Unit, currency: string | undefined): Intl.NumberFormat {
  const key = `${unit} ${currency}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat("en-US", styleOf(unit, currency));
    formats.set(key, format);
  }
  return format;
}

function styleOf(unit: Unit, currency: string | undefined): Intl.NumberFormatOptions {
  switch (unit) {
    case "currency":
      return currency === undefined
        ? { minimumFractionDigits: 2, maximumFractionDigits: 2 }
        : { style: "currency", currency };
    case "fraction":
      return { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 };
    case "count":
      return { maximumFractionDigits: 2 };
    case "days":
    case "months":
      return { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    case "ratio":
      return { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  }
}
