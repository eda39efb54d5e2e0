import type { Point } from "@foresail/client";
import { sortedQuantile } from "../../baselines/sorted-quantile.ts";
import { pooled, type Quotient, quotientValue } from "./quotient.ts";

/** What a rate could be, and where that is taken from. */
export interface BaselineRate {
  readonly rate: Quotient;
  /** In words: which periods, how many peers, whose figure. */
  readonly from: string;
}

/** Whether a rate is better than another. */
export function isBetter(rate: Quotient, than: Quotient, better: "up" | "down"): boolean {
  const difference = quotientValue(rate) - quotientValue(than);
  return better === "up" ? difference > 0 : difference < 0;
}

/**
 * The best stretch of earlier periods: as long as the one that is judged, and with enough in it to be no accident. Of
 * equal ones the one with most in it.
 *
 * @param earlier - the periods before, oldest first, all over
 * @param length - periods of a stretch
 * @param minimum - least denominator of a stretch
 */
export function bestStretch(
  earlier: readonly Point[],
  length: number,
  minimum: number,
  better: "up" | "down",
): BaselineRate | null {
  let best: BaselineRate | null = null;
  for (let start = 0; start + length <= earlier.length; start += 1) {
    const stretch = earlier.slice(start, start + length);
    const rate = pooled(stretch);
    if (rate === null || rate.denominator < minimum) continue;
    if (best !== null && isBetter(best.rate, rate, better)) continue;
    const equal = best !== null && !isBetter(rate, best.rate, better);
    if (equal && rate.denominator <= best!.rate.denominator) continue;
    const [first, last] = [stretch[0]!.period, stretch.at(-1)!.period];
    const when = first === last ? first : `${first} to ${last}`;
    best = { rate, from: `own best, ${when}, n ${rate.denominator}` };
  }
  return best;
}

const fewestPeers = 2;

/** The median of other segments' rates, at least two of them, each with enough in it. */
export function medianOfPeers(peers: readonly (Quotient | null)[], minimum: number): BaselineRate | null {
  const rates = peers.flatMap((rate) =>
    rate !== null && rate.denominator >= minimum ? [quotientValue(rate)] : [],
  );
  const median = sortedQuantile(rates, 0.5);
  if (median === null || rates.length < fewestPeers) return null;
  return { rate: { numerator: median, denominator: 1 }, from: `median of ${rates.length} peers` };
}

/**
 * How far two rates lie apart, in standard errors of their difference; null where both are 0 or 1.
 *
 * z = (a - b) / sqrt(p (1 - p) (1 / n + 1 / m)), p the pooled rate
 *
 * @see Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, 3.1
 */
export function twoRateDeviate(a: Quotient, b: Quotient): number | null {
  const p = (a.numerator + b.numerator) / (a.denominator + b.denominator);
  const variance = p * (1 - p) * (1 / a.denominator + 1 / b.denominator);
  return variance > 0 ? (quotientValue(a) - quotientValue(b)) / Math.sqrt(variance) : null;
}
