import type { Series } from "@foresail/client";
import { translate } from "../internal/strings.ts";
import { numberFormat } from "./intl.ts";

/** What a number counts: its unit, and the currency where that is the unit. */
export type Measure = Pick<Series, "unit" | "currency">;

/** Changes carry one decimal at most: "+0.1%" rather than "+0.0786%". */
const change = { maximumFractionDigits: 1, roundingPriority: "lessPrecision" } as const;

/** Compact with three significant digits; all digits that matter; or a signed difference. */
export type ValueStyle = "short" | "full" | "difference";

/**
 * A value as its readers write it: "$1.23M", "43.2%", "12 days"; differences of fractions in points, "+1.2 pp".
 *
 * Intl joins numbers and units, never this code: languages differ in order, spacing and marks.
 *
 * @returns an en dash where the value is null
 */
export function formatValue(
  value: number | null | undefined,
  { unit, currency }: Measure,
  locale: string,
  style: ValueStyle = "short",
): string {
  if (value == null) return "–";
  const options: Intl.NumberFormatOptions =
    style === "full" ? { maximumFractionDigits: 2 } : { maximumSignificantDigits: 3 };
  if (style === "difference") options.signDisplay = "exceptZero";
  if (unit === "fraction") {
    if (style === "difference")
      return translate(locale, "{n} pp", {
        n: numberFormat(locale, { ...options, ...change }).format(value * 100),
      });
    options.style = "percent";
  } else if (unit === "days" || unit === "months") {
    options.style = "unit";
    options.unit = unit.slice(0, -1);
    options.unitDisplay = "long";
  } else if (style !== "full") options.notation = "compact";
  if (unit === "currency" && currency) {
    options.style = "currency";
    options.currency = currency;
    if (style === "full") {
      delete options.maximumFractionDigits;
      options.trailingZeroDisplay = "stripIfInteger";
    }
  }
  return numberFormat(locale, options).format(value);
}

/** A fraction in per cent, at most three significant digits; signed on demand. */
export function formatPercent(value: number, locale: string, signed = false): string {
  return numberFormat(locale, {
    style: "percent",
    maximumSignificantDigits: 3,
    ...(signed ? { signDisplay: "exceptZero", ...change } : {}),
  }).format(value);
}
