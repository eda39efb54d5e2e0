import type { Settings } from "@foresail/client";
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
  /** A fraction of the price. */
  readonly discount?: string;
  /** For how long it is given; absent: without an end. */
  readonly discount_duration?: string;
  readonly trial?: boolean;
}

/** The discount that lowers MRR: any, one without an end, or none. */
function discountOf(price: SubscriptionPrice, counted: Settings["revenue.discounts"]): string {
  const { discount = "0", discount_duration: duration = "forever" } = price;
  return counted === "none" || (counted === "forever" && duration !== "forever") ? "0" : discount;
}

/**
 * Monthly recurring revenue of one subscription row, in the row's own currency.
 *
 * MRR = amount x quantity x (1 - discount) / (months per interval x interval count); `mrr`, where given, is the
 * row's total already, discounts included. A trial has MRR 0.
 *
 * @param discounts - which discounts count (`revenue.discounts`)
 * @returns an exact decimal with at most 6 places, rounded half-even once; null where the row gives no price
 * @see Stripe, "Billing analytics glossary" (normalising an annual price; only discounts forever lower MRR); ChartMogul,
 *   "How MRR is calculated"
 *
 * @example
 * normaliseMrr({ amount: "100", interval: "year" }); // => "8.333333"
 */
export function normaliseMrr(
  price: SubscriptionPrice,
  discounts: Settings["revenue.discounts"] = "all",
): string | null {
  if (price.trial) return "0";
  if (price.mrr !== undefined) return price.mrr;
  const months = monthsPerInterval[price.interval ?? ""];
  if (price.amount === undefined || !months) return null;
  const charged = new Exact(price.amount)
    .times(price.quantity ?? 1)
    .times(new Exact(1).minus(discountOf(price, discounts)));
  return charged
    .times(months[1])
    .div(new Exact(months[0]).times(price.interval_count ?? 1))
    .round(6)
    .toFixed();
}
