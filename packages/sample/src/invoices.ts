import { addMonths, isoDate, isoInstant, SECONDS_PER_DAY } from "./calendar.ts";
import type { Customer } from "./customers.ts";
import { decimal } from "./money.ts";
import type { Random } from "./random.ts";
import type { Term } from "./subscriptions.ts";
import { counter, type World } from "./world.ts";

/** Net cents to bill for the days [from, to) of a term, a part of its interval in proportion to the days. */
function netCents({ contract }: Term, from: number, to: number, full: number): number {
  const whole = contract.seatCents * contract.seats;
  return to === full ? whole : Math.round((whole * (to - from)) / (full - from));
}

/**
 * Files invoices in advance of each billing interval and the payments that followed. `amount` includes `tax`.
 * Most are paid within six weeks, two in a hundred never.
 */
export function recordInvoices(world: World, customers: readonly Customer[]): void {
  const { ledger, window, random } = world;
  const draws = random("invoices");
  const nextInvoice = counter("inv");
  const nextPayment = counter("pay");
  const bill = (customer: Customer, term: Term, from: number, full: number): void => {
    const to = full;
    const net = netCents(term, from, to, full);
    const tax = Math.round((net * customer.account.region.taxPercent) / 100);
    const row = {
      account_id: customer.account.id,
      amount: decimal(net + tax),
      period_start: isoDate(from),
      period_end: isoDate(to),
      tax: decimal(tax),
      currency: "USD",
    };
    ledger.record("invoices", from, { id: nextInvoice(), issued_at: isoDate(from), ...row });
    const paidOn = from + paymentDelay(draws);
    if (paidOn >= window.end || draws.chance(0.02)) return;
    const paidAt = paidOn * SECONDS_PER_DAY + draws.int(0, SECONDS_PER_DAY - 1);
    ledger.record("payments", paidOn, { id: nextPayment(), paid_at: isoInstant(paidAt), ...row });
  };
  for (const customer of customers) {
    for (const term of customer.terms) {
      if (term.trial) continue;
      const last = Math.min(term.end ?? window.end, window.end);
      for (let count = 0; ; count += 1) {
        const from = addMonths(term.start, count * term.contract.months);
        if (from >= last) break;
        bill(customer, term, from, addMonths(term.start, (count + 1) * term.contract.months));
      }
    }
  }
}

const paymentDelay = (random: Random): number => Math.min(42, Math.round(random.exponential(9)));
