import { dayOf, isoDate, isoInstant } from "./calendar.ts";
import type { DealChange } from "./deal-path.ts";
import { deliveryOf } from "./delivery-schedule.ts";
import { decimal } from "./money.ts";
import type { OpportunityRow } from "./rows.ts";
import { counter, type World } from "./world.ts";

/** A deal as it will have gone in the end; the window cuts off what lies after it. */
export interface Deal {
  readonly id: string;
  readonly type: "new" | "expansion" | "renewal";
  readonly pipeline: "new_business" | "customer";
  readonly accountId: string;
  /** From when the CRM knows the account. */
  readonly accountKnownAt: number;
  readonly personId: string | null;
  readonly owner: string;
  readonly product: string;
  readonly channel: string | null;
  readonly createdAt: number;
  /** The CRM lost the creation date or the amount. */
  readonly undated: boolean;
  readonly unpriced: boolean;
  readonly won: boolean;
  readonly lossReason: string | null;
  readonly path: readonly DealChange[];
}

/** Files deals with their stage history. */
export type RecordDeal = (deal: Deal) => void;

/** The opportunity as it stood after a change. */
function version(deal: Deal, change: DealChange): OpportunityRow {
  const closed = change.category === "closed" || change.category === "omitted";
  return {
    id: deal.id,
    outcome: closed ? (deal.won ? "won" : "lost") : "open",
    closed_at: closed ? isoInstant(change.at) : null,
    account_id: change.at >= deal.accountKnownAt ? deal.accountId : null,
    person_id: deal.personId,
    owner: deal.owner,
    pipeline: deal.pipeline,
    type: deal.type,
    product: deal.product,
    stage: change.stage,
    amount: deal.unpriced ? null : decimal(change.amountCents),
    currency: "USD",
    probability: change.probability,
    forecast_category: change.category,
    channel: deal.channel,
    created_at: deal.undated ? null : isoInstant(deal.createdAt),
    expected_close: isoDate(change.expectedClose),
    loss_reason: closed ? deal.lossReason : null,
  };
}

/**
 * A recorder of deals: one row for each change, and one version of the opportunity for each delivery in which
 * it had changed. Deals that were closed before the window, or begin after it, are left out.
 */
export function dealRecorder({ ledger, schedule, window }: World): RecordDeal {
  const next = counter("chg");
  return (deal) => {
    const known = deal.path.filter(({ at }) => dayOf(at) < window.end);
    known.forEach((change, index) => {
      const day = dayOf(change.at);
      ledger.record("opportunity_changes", day, {
        id: next(),
        opportunity_id: deal.id,
        at: isoInstant(change.at),
        stage: change.stage,
        amount: deal.unpriced ? null : decimal(change.amountCents),
        probability: change.probability,
        expected_close: isoDate(change.expectedClose),
        forecast_category: change.category,
      });
      const following = known[index + 1];
      if (following && deliveryOf(schedule, dayOf(following.at)) === deliveryOf(schedule, day)) return;
      ledger.record("opportunities", day, version(deal, change));
    });
  };
}
