import { type Cell, exactPlaces } from "../engine/engine.ts";

/** An exact decimal with sixteen places, as an integer: six of an amount and ten of a rate or share. */
export type Exact = bigint;

/** Amounts have six places; an amount without more is a whole number of these. */
const perMillionth = 10n ** 10n;

/** Beyond this, a number no longer holds every whole number. */
const largest = 2n ** 53n;

/** One, as an exact decimal. */
export const one: Exact = 10n ** BigInt(exactPlaces);

/** What an engine returns for DECIMAL(38,16): `-12.5` or `0.000001`, or already an exact decimal. */
export function exactOf(cell: Cell | undefined): Exact {
  return typeof cell === "bigint" ? cell : exact(String(cell));
}

/** Parses a decimal, `-12.5` or `0.000001`. */
export function exact(text: string): Exact {
  // Most come with all their places, and thousands in one answer.
  const point = text.length - exactPlaces - 1;
  if (point > 0 && text[point] === ".") return BigInt(text.slice(0, point) + text.slice(point + 1));
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new Error(`not a decimal: ${JSON.stringify(text)}`);
  const size = BigInt((match[2] ?? "0") + (match[3] ?? "").slice(0, exactPlaces).padEnd(exactPlaces, "0"));
  return match[1] === "-" ? -size : size;
}

/** An exact decimal as text, all its sixteen places written. */
export function exactText(value: Exact): string {
  const size = value < 0n ? -value : value;
  const text = `${size / one}.${String(size % one).padStart(exactPlaces, "0")}`;
  return value < 0n ? `-${text}` : text;
}

/** The nearest JSON number: exact sums are rounded here, once, and nowhere before. */
export function toNumber(value: Exact): number {
  const millionths = value / perMillionth;
  // Both sides of this division are exact, so that it rounds to the nearest, as reading the text does.
  if (millionths * perMillionth === value && millionths < largest && -millionths < largest)
    return Number(millionths) / 1e6;
  return Number(exactText(value));
}
