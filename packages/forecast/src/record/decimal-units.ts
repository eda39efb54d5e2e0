import { mustError } from "../internal/must-error.ts";

/**
 * A number in whole units of its last decimal place, rounded half away from zero in decimal: 1.005 is 101 cents.
 *
 * @param decimals - places kept, 0 or more
 * @throws {InvalidArgumentError} if it is not finite, or too large to be counted exactly in such units
 */
export function toDecimalUnits(value: number, decimals: number): bigint {
  const size = shift(Math.abs(value), decimals);
  const units = Math.round(size);
  if (!Number.isSafeInteger(units)) {
    throw mustError(
      "values",
      value,
      `be countable in units of ${decimals} decimals`,
      "; give fewer decimals",
    );
  }
  return BigInt(value < 0 ? -units : units);
}

/** The number that whole units stand for, correctly rounded. */
export function fromDecimalUnits(units: bigint, decimals: number): number {
  return Number(`${units}e-${decimals}`);
}

/** Moves the decimal point in the printed number, since a product with a power of ten may round. */
function shift(value: number, decimals: number): number {
  const [digits = "", exponent = "0"] = String(value).split("e");
  return Number(`${digits}e${Number(exponent) + decimals}`);
}
