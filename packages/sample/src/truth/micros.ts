/** Money in whole micro-units (six decimals), as safe integers: additions are exact up to 9 billion. */
export type Micros = number;

const MICROS = 1_000_000;

/** Reads a decimal of up to six places, such as "1234.5". */
export function parseMicros(text: string): Micros {
  const [, sign, whole, fraction] = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  if (whole === undefined)
    throw new RangeError(`parseMicros needs a decimal of up to six places, got ${text}`);
  const value = Number(whole) * MICROS + Number((fraction ?? "").padEnd(6, "0"));
  return sign === "-" ? -value : value;
}

/** Writes micro-units as a decimal without trailing zeros, such as "1234.5". */
export function formatMicros(value: Micros): string {
  const digits = String(Math.abs(value)).padStart(7, "0");
  const fraction = digits.slice(-6).replace(/0+$/, "");
  const sign = value < 0 ? "-" : "";
  return `${sign}${digits.slice(0, -6)}${fraction === "" ? "" : `.${fraction}`}`;
}

/** Divides by a positive whole number and rounds halves to the even micro-unit. */
export function divideMicros(value: Micros, divisor: number): Micros {
  const [amount, by] = [BigInt(value), BigInt(divisor)];
  const quotient = amount / by;
  const twice = 2n * (amount % by < 0n ? -(amount % by) : amount % by);
  const up = twice > by || (twice === by && quotient % 2n !== 0n);
  return Number(up ? quotient + (amount < 0n ? -1n : 1n) : quotient);
}
