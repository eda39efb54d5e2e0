import { Big } from "big.js";

const Exact = Big();
Exact.DP = 30;
Exact.RM = Exact.roundHalfEven;

/** Months in one billing interval as a fraction: a year has 365 days and 52 weeks here. */
const monthsPerInterval: Readonly<Record<string, readonly [number, number]>> = {
  day: [12, 365],
  week: [12, 52],
  month: [1, 1],
  quarter: [3, 1],
  year: [12, 1],
};

/** What a subscription row says of its price; decimals as canonical strings. */
export interface SubscriptionPrice {
  readonly mrr?: string;
  readonly amount?: string;
  readonly interval?: string;
  readonly interval_count?: string;
  readonly quantity?: string;
  readonly discount?: string;
  readonly trial?: boolean;
}

/**
 * Monthly recurring revenue of one subscription row, in the row's own currency.
 *
 * MRR = amount x quantity x (1 - discount) / (months per interval x interval count); `mrr`, where given, is the
 * row's total already. A trial has MRR 0.
 *
 * @returns an exact decimal with at most 6 places, rounded half-even once; null where the row gives no price
 * @see Stripe, "Billing analytics glossary" (normalising an annual price); ChartMogul, "How MRR is calculated"
 *
 * @example
 * normaliseMrr({ amount: "100", interval: "year" }); // => "8.333333"
 */
export function normaliseMrr(price: SubscriptionPrice): string | null {
  if (price.trial) return "0";
  if (price.mrr !== undefined) return price.mrr;
  const months = monthsPerInterval[price.interval ?? ""];
  if (price.amount === undefined || !months) return null;
  const charged = new Exact(price.amount)
    .times(price.quantity ?? 1)
    .times(new Exact(1).minus(price.discount ?? 0));
  return charged
    .times(months[1])
    .div(new Exact(months[0]).times(price.interval_count ?? 1))
    .round(6)
    .toFixed();
}
