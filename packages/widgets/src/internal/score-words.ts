import { formatPercent, formatValue, type Measure } from "../format/value.ts";
import type { CoverageScore } from "../record-types.ts";
import { translate } from "./strings.ts";

/** What every forecaster is held against. */
export const referenceText = (locale: string): string => translate(locale, "Against seasonal naive");

/**
 * Bias in the reader's language: "no clear bias", "too early to say", "too low by 3.1%".
 *
 * The words are the API's, since only it can tell a bias from chance; a backtest has none, and its number then speaks.
 * error = actual - forecast, so a positive bias means that forecasts were too low.
 */
export function biasText(
  { bias, biasInWords = "" }: { readonly bias: number | null; readonly biasInWords?: string },
  measure: Measure,
  locale: string,
): string {
  const [, side, size, percent] = /^too (low|high) by ([\d.e+-]+)( ?%)?/.exec(biasInWords) ?? [];
  const said = (low: boolean, amount: string): string =>
    translate(locale, low ? "too low by {size}" : "too high by {size}", { size: amount });
  if (size && percent) return said(side === "low", formatPercent(Number(size) / 100, locale));
  if (size)
    return translate(locale, "{bias} on average", {
      bias: said(side === "low", formatValue(Number(size), measure, locale)),
    });
  if (biasInWords) return translate(locale, biasInWords);
  if (bias == null) return "–";
  if (Math.abs(bias) < 0.0005) return translate(locale, "no clear bias");
  return said(bias > 0, formatPercent(Math.abs(bias), locale));
}

/** Measured coverage of a band: "held 19 of 24, 79%". */
export function coverageText({ hits, n }: Pick<CoverageScore, "hits" | "n">, locale: string): string {
  if (n === 0) return translate(locale, "too early to say");
  return translate(locale, "held {hits} of {n}, {share}", {
    hits,
    n,
    share: formatPercent(hits / n, locale),
  });
}
