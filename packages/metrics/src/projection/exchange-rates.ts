import { Big } from "big.js";

const Exact = Big();
Exact.DP = 30;
Exact.RM = Exact.roundHalfEven;

/** One rate: 1 unit of `base` is worth `rate` units of `quote` from that day on. */
export interface ExchangeRate {
  readonly day: string;
  readonly base: string;
  readonly quote: string;
  readonly rate: string;
}

/** Converts amounts into the reporting currency at the newest rate that is not later than the amount's day. */
export class ExchangeRates {
  readonly #reporting: string;
  readonly #byCurrency = new Map<string, { day: string; factor: Big }[]>();

  constructor(reporting: string, rates: Iterable<ExchangeRate>) {
    this.#reporting = reporting;
    for (const { day, base, quote, rate } of rates) {
      if (quote === reporting) this.#add(base, day, new Exact(rate));
      else if (base === reporting && Number(rate) !== 0) this.#add(quote, day, new Exact(1).div(rate));
    }
    for (const list of this.#byCurrency.values()) list.sort((a, b) => (a.day < b.day ? -1 : 1));
  }

  /**
   * @param amount - exact decimal in `currency`
   * @param currency - ISO 4217 code; undefined means the reporting currency
   * @param day - `yyyy-MM-dd`; the newest rate of all where the row has no date
   * @returns an exact decimal with at most 6 places, rounded half-even; null where no rate is known by that day
   */
  convert(amount: string, currency: string | undefined, day: string | undefined): string | null {
    if (currency === undefined || currency === this.#reporting) return amount;
    const rates = this.#byCurrency.get(currency) ?? [];
    const rate = rates.findLast((candidate) => day === undefined || candidate.day <= day);
    return rate ? new Exact(amount).times(rate.factor).round(6).toFixed() : null;
  }

  #add(currency: string, day: string, factor: Big): void {
    const list = this.#byCurrency.get(currency) ?? [];
    list.push({ day, factor });
    this.#byCurrency.set(currency, list);
  }
}
