import { Big } from "big.js";

/** A quotient that is not divided yet, exact in decimals. */
export interface Quotient {
  readonly numerator: number;
  readonly denominator: number;
}

/** A quotient with its parts added up over points; null where a point is no quotient. */
export function pooled(
  points: readonly { readonly numerator: number | null; readonly denominator: number | null }[],
): Quotient | null {
  let numerator = new Big(0);
  let denominator = new Big(0);
  for (const point of points) {
    if (point.numerator === null || point.denominator === null) continue;
    numerator = numerator.plus(point.numerator);
    denominator = denominator.plus(point.denominator);
  }
  return denominator.eq(0) ? null : { numerator: numerator.toNumber(), denominator: denominator.toNumber() };
}

/** The value of a quotient. */
export function quotientValue({ numerator, denominator }: Quotient): number {
  return numerator / denominator;
}

const cents = 2;

/**
 * Money that closing a gap would bring, to the cent, half away from zero.
 *
 * money = (baseline - rate) x n x worth x times, with the sign of what is better; computed in decimals from the counts, so
 * that it is the product of the quotients and not of their rounded values
 *
 * Rows: 21.6 of 120 won against 25 of 100, a deal 14,000: (0.25 x 120 - 21.6) x 14,000 = 117,600.
 */
export function moneyOf(
  gap: {
    readonly rate: Quotient;
    readonly baseline: Quotient;
    readonly worth: Quotient;
    readonly times: number;
    readonly better: "up" | "down";
  },
  chain: readonly Quotient[] = [],
): number {
  const { rate, baseline, worth, times, better } = gap;
  // Numerators first, one division last: a third of a deal would lose its digits.
  let above = new Big(baseline.numerator)
    .times(rate.denominator)
    .minus(new Big(rate.numerator).times(baseline.denominator))
    .times(worth.numerator)
    .times(times);
  let below = new Big(baseline.denominator).times(worth.denominator);
  for (const { numerator, denominator } of chain) {
    above = above.times(numerator);
    below = below.times(denominator);
  }
  const money = above.div(below).times(better === "up" ? 1 : -1);
  return money.round(cents, 1).toNumber();
}
