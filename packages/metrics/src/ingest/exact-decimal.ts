import { Big } from "big.js";

const Exact = Big();
const Quotient = Big();
Quotient.DP = 40;
Quotient.RM = Quotient.roundHalfEven;

/** How far a column's decimals reach. */
export interface DecimalRange {
  /** The absolute value stays below it. */
  readonly below: string;
  /** Further places are rounded half to even. */
  readonly places: number;
}

/** Money is kept as DECIMAL(18, 6). */
export const moneyRange: DecimalRange = { below: "1e12", places: 6 };
/** Numbers are kept as doubles, which hold every whole number below this bound. */
export const numberRange: DecimalRange = { below: "1e15", places: 18 };

const scales = {
  cents: "0.01",
  micros: "0.000001",
  percent: "0.01",
  thousandths: "0.001",
} as const;
/** A unit that is divided out. */
export type DecimalUnit = keyof typeof scales;
const longest = 400;

/** Canonical already, and within the range of money: no sign of zero, no leading or trailing zeros. */
const canonical = /^(?:0|-?[1-9]\d{0,11}|-?(?:0|[1-9]\d{0,11})\.\d{0,5}[1-9])$/;

/**
 * A plain decimal, exponents allowed, in canonical notation after its unit is divided out.
 *
 * @param plain - such as `-1234.50` or `1.5e-7`
 * @returns notation without exponent, leading or trailing zeros or a sign of zero, so that equal numbers are equal
 * texts; null where the number is out of range
 *
 * @example
 * exactDecimal("1250", moneyRange, "cents"); // => "12.5"
 */
export function exactDecimal(plain: string, range: DecimalRange, unit?: DecimalUnit): string | null {
  if (unit === undefined && canonical.test(plain)) return plain;
  if (plain.length > longest) return null;
  const number = new Exact(plain.startsWith("+") ? plain.slice(1) : plain);
  // Checked before rounding, which would write out every digit of a huge exponent.
  if (number.abs().gte("1e30")) return null;
  const rounded = number
    .times(unit === undefined ? 1 : scales[unit])
    .round(range.places, Exact.roundHalfEven);
  if (rounded.abs().gte(range.below)) return null;
  return rounded.toFixed();
}

/** Whether a canonical decimal is a whole number. */
export function isWhole(decimal: string): boolean {
  return !decimal.includes(".");
}

/**
 * The quotient of a decimal and others, in canonical notation, rounded half to even once.
 *
 * @returns null where a divisor is 0 or the result is out of range
 *
 * @example
 * exactQuotient("10", ["4", "5"], numberRange); // => "0.5"
 */
export function exactQuotient(
  dividend: string,
  divisors: readonly string[],
  range: DecimalRange,
): string | null {
  const divisor = divisors.reduce((product, one) => product.times(one), new Exact(1));
  if (divisor.eq(0)) return null;
  return exactDecimal(new Quotient(dividend).div(divisor).toFixed(), range);
}

/** A decimal less others, in canonical notation; null where it is out of range. */
export function exactDifference(first: string, others: readonly string[]): string | null {
  const difference = others.reduce((rest, one) => rest.minus(one), new Exact(first));
  return exactDecimal(difference.toFixed(), numberRange);
}

/** The smaller of two decimals. */
export function lesser(first: string, second: string): string {
  return new Exact(first).lte(second) ? first : new Exact(second).toFixed();
}
