import { type Exact, exact, one, toNumber } from "./decimal.ts";

/**
 * What a formula calculates with: an exact decimal as long as sums, differences and whole multiples are all that
 * happened to it, the nearest number after that, null where it is undefined.
 */
export type Quantity = Exact | number | null;

/** The quantity of a number as a formula writes it. */
export function quantityOf(text: string): Quantity {
  return exact(text);
}

/** The nearest JSON number. */
export function numberOf(quantity: Quantity): number | null {
  if (quantity === null) return null;
  const number = typeof quantity === "bigint" ? toNumber(quantity) : quantity;
  return Number.isFinite(number) ? number : null;
}

/** The quantity times -1. */
export function negative(of: Quantity): Quantity {
  return of === null ? null : -of;
}

type Operator = "+" | "-" | "*" | "/" | "^";

const inNumbers: Readonly<Record<Operator, (a: number, b: number) => number | null>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => (b === 0 ? null : a / b),
  "^": (a, b) => a ** b,
};

/** One operation. Undefined where a side is, and where it divides by zero or leaves the real numbers. */
export function operate(operator: Operator, left: Quantity, right: Quantity): Quantity {
  if (left === null || right === null) return null;
  if (typeof left === "bigint" && typeof right === "bigint") {
    if (operator === "+") return left + right;
    if (operator === "-") return left - right;
    if (operator === "*" && (left * right) % one === 0n) return (left * right) / one;
  }
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a === null || b === null) return null;
  const result = inNumbers[operator](a, b);
  return result === null || !Number.isFinite(result) ? null : result;
}

/** Whether one quantity is smaller; both defined. */
export function smaller(a: Exact | number, b: Exact | number): boolean {
  if (typeof a === typeof b) return a < b;
  return (numberOf(a) ?? 0) < (numberOf(b) ?? 0);
}
