import { plansOf, products, type Segment } from "./catalogue.ts";
import type { Random } from "./random.ts";

/** What a customer pays for: a plan, seats, and a price per seat net of discount, in cents for one interval. */
export interface Contract {
  readonly plan: string;
  readonly interval: "month" | "year";
  /** Months that one interval lasts: 1, 12 or 24. */
  readonly months: number;
  readonly seats: number;
  readonly seatCents: number;
  readonly discount: number;
}

/** The price per seat of a plan after discount, for one interval. */
export function seatPrice(plan: string, months: number, discount: number): number {
  const product = products.find(({ id }) => id === plan)!;
  const list = months === 1 ? product.monthlyCents : (product.annualCents * months) / 12;
  return Math.round(list * (1 - discount));
}

/** A contract as a new customer of a segment signs it. */
export function drawContract(random: Random, segment: Segment): Contract {
  const plan = random.weighted(plansOf[segment.name]).id;
  const monthly = random.chance(segment.monthlyBilling);
  const months = monthly ? 1 : segment.name === "Enterprise" && random.chance(0.1) ? 24 : 12;
  const discount = random.chance(0.3) ? random.pick([0.05, 0.1, 0.15]) : 0;
  const seats = Math.max(2, Math.round(random.lognormal(segment.seats, segment.seatSpread)));
  return {
    plan,
    interval: monthly ? "month" : "year",
    months,
    seats,
    seatCents: seatPrice(plan, months, discount),
    discount,
  };
}

/** What a contract is worth in a year, in cents. */
export function annualCents(contract: Contract): number {
  return Math.round((contract.seatCents * contract.seats * 12) / contract.months);
}

/** What a contract is worth in a month, in cents, unrounded. */
export function monthlyCents(contract: Contract): number {
  return (contract.seatCents * contract.seats) / contract.months;
}
