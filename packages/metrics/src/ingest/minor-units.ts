/** Currencies without a smaller unit, as Stripe writes them. */
const withoutPlaces: ReadonlySet<string> = new Set(
  "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" "),
);
/** Currencies whose smaller unit is a thousandth. */
const withThreePlaces: ReadonlySet<string> = new Set("BHD IQD JOD KWD LYD OMR TND".split(" "));

/**
 * Decimal places of the smallest unit in which a currency is written: 2, 0 or 3.
 *
 * ISK and UGX have none, but are written with 2 for compatibility.
 *
 * @see Stripe, "Supported currencies": zero-decimal currencies, three-decimal currencies, special cases
 *
 * @example
 * minorUnitPlaces("jpy"); // => 0
 */
export function minorUnitPlaces(currency: string): number {
  const code = currency.toUpperCase();
  if (withoutPlaces.has(code)) return 0;
  return withThreePlaces.has(code) ? 3 : 2;
}
