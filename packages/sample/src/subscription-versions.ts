import type { Customer } from "./customers.ts";
import { deliveriesWithChanges, knownBefore } from "./delivery-schedule.ts";
import { correctedRows, isRestated, type Restatement } from "./restatement.ts";
import type { SubscriptionRow } from "./rows.ts";
import { subscriptionRow, type Term } from "./subscriptions.ts";
import type { World } from "./world.ts";

/**
 * Files all subscriptions: a term when it begins and again when its end becomes known; and, in a batch of its own,
 * the corrected versions of the terms whose discount had been forgotten.
 */
export function recordSubscriptions(
  world: World,
  customers: readonly Customer[],
  restatement: Restatement,
): void {
  const { ledger, schedule, window, timeline } = world;
  const cut = knownBefore(schedule, timeline.restatedAt);
  const corrections: SubscriptionRow[] = [];
  const file = (
    term: Term,
    rows: (term: Term, before: number) => readonly SubscriptionRow[],
    from: number,
    to: number,
  ): void => {
    for (const delivery of deliveriesWithChanges(schedule, [term.start, term.end ?? window.end])) {
      const { before } = schedule[delivery]!;
      if (before <= from || before > to) continue;
      for (const row of rows(term, before)) ledger.record("subscriptions", before - 1, row);
    }
  };
  const original = (term: Term, before: number): SubscriptionRow[] => [subscriptionRow(term, before)];
  const lastPiece = (term: Term, before: number): SubscriptionRow[] =>
    correctedRows(term, restatement, before).slice(-1);
  for (const customer of customers) {
    for (const term of customer.terms) {
      if (!isRestated(restatement, customer, term)) {
        file(term, original, window.start, window.end);
        continue;
      }
      file(term, original, window.start, cut);
      corrections.push(...correctedRows(term, restatement, cut));
      file(term, lastPiece, cut, window.end);
    }
  }
  ledger.correct("subscriptions", timeline.restatedAt, corrections);
}
