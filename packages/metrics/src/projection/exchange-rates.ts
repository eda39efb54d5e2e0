import { Big } from "big.js";

const Exact = Big();
Exact.DP = 30;
Exact.RM = Exact.roundHalfEven;

/** One rate: 1 unit of `base` is worth `rate` units of `quote` from that day on, as known between two moments. */
export interface ExchangeRate {
  readonly day: string;
  readonly base: string;
  readonly quote: string;
  readonly rate: string;
  /** When it became known, milliseconds since 1970. */
  readonly knownFrom: number;
  /** When another version replaced it; null where it still holds. */
  readonly knownUntil: number | null;
}

interface Factor extends Pick<ExchangeRate, "day" | "knownFrom" | "knownUntil"> {
  readonly factor: Big;
}

/** In order of days; of several rates of one day the greatest comes last and counts, in whatever order they are read. */
function byDay(a: Factor, b: Factor): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  return a.factor.cmp(b.factor);
}

/**
 * Converts amounts into the reporting currency at the newest rate that is not later than the amount's day, of those that
 * were known at a moment: a rate that is corrected later restates amounts, it does not rewrite what was known.
 */
export class ExchangeRates {
  readonly reporting: string;
  /** The moments at which rates became known or changed, ascending. */
  readonly changes: readonly number[];
  readonly #byCurrency = new Map<string, Factor[]>();

  constructor(reporting: string, rates: readonly ExchangeRate[]) {
    this.reporting = reporting;
    const moments = rates.flatMap(({ knownFrom, knownUntil }) => [knownFrom, knownUntil ?? knownFrom]);
    this.changes = [...new Set(moments)].sort((a, b) => a - b);
    for (const { base, quote, rate, ...known } of rates) {
      if (quote === reporting) this.#add(base, { ...known, factor: new Exact(rate) });
      else if (base === reporting && Number(rate) !== 0) {
        this.#add(quote, { ...known, factor: new Exact(1).div(rate) });
      }
    }
    for (const list of this.#byCurrency.values()) list.sort(byDay);
  }

  /**
   * @param amount - exact decimal in `currency`
   * @param currency - ISO 4217 code; undefined means the reporting currency
   * @param day - `yyyy-MM-dd`; the newest rate of all where the row has no date
   * @param knownAt - milliseconds since 1970
   * @returns an exact decimal with at most 6 places, rounded half-even; null where no rate was known for that day
   */
  convert(
    amount: string,
    currency: string | undefined,
    day: string | undefined,
    knownAt: number,
  ): string | null {
    if (currency === undefined || currency === this.reporting) return amount;
    const rate = this.#factorOf(currency, day, knownAt);
    return rate ? new Exact(amount).times(rate).round(6).toFixed() : null;
  }

  /**
   * What one unit of a currency was worth, of what was known at a moment.
   *
   * @param day - `yyyy-MM-dd`; the newest rate of all where there is none
   * @param knownAt - milliseconds since 1970
   * @returns an exact decimal with at most 10 places, rounded half-even; null where no rate was known for that day
   */
  rate(currency: string, day: string | undefined, knownAt: number): string | null {
    return this.#factorOf(currency, day, knownAt)?.round(10).toFixed() ?? null;
  }

  #factorOf(currency: string, day: string | undefined, knownAt: number): Big | undefined {
    return this.#byCurrency
      .get(currency)
      ?.findLast(
        (candidate) =>
          (day === undefined || candidate.day <= day) &&
          candidate.knownFrom <= knownAt &&
          (candidate.knownUntil === null || candidate.knownUntil > knownAt),
      )?.factor;
  }

  #add(currency: string, factor: Factor): void {
    const list = this.#byCurrency.get(currency) ?? [];
    list.push(factor);
    this.#byCurrency.set(currency, list);
  }
}
