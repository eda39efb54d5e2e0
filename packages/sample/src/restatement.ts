import { addMonths } from "./calendar.ts";
import { regions, type SegmentName } from "./catalogue.ts";
import { monthlyCents } from "./contracts.ts";
import type { Customer } from "./customers.ts";
import { halfEven } from "./money.ts";
import type { SubscriptionRow } from "./rows.ts";
import type { Span } from "./story.ts";
import { subscriptionRow, type Term } from "./subscriptions.ts";

/** The error in the books: a discount of one segment's contracts in one region, not deducted for a quarter. */
export interface Restatement {
  readonly segment: SegmentName;
  readonly region: string;
  readonly discountPercent: number;
  readonly quarter: Span;
}

const percentages: readonly number[] = [10, 15, 20, 25, 30, 35, 40, 50];
const WANTED_DROP = 0.035;
const MOST_MISSED = 0.014;

/** The segments whose contracts may be restated, the usual one first. */
const candidates: readonly SegmentName[] = ["Enterprise", "Mid-Market"];

/**
 * How far a correction is from the wanted one: in its effect first, then in its segment, then in how usual its
 * discount is.
 */
function strangeness(drops: readonly number[], segment: SegmentName, discountPercent: number): number {
  const miss = Math.max(...drops.map((drop) => Math.abs(drop - WANTED_DROP)));
  const steps = (miss > MOST_MISSED ? 1 : 0) + candidates.indexOf(segment) / candidates.length;
  return steps + miss + 0.0003 * Math.abs(discountPercent - 15);
}

const activeBefore = (term: Term, day: number): boolean =>
  !term.trial && term.start < day && (term.end === null || term.end >= day);

/** Whether a term belongs to the contracts whose discount was forgotten. */
export function isRestated(
  { segment, region, quarter }: Restatement,
  { account }: Customer,
  term: Term,
): boolean {
  const inQuarter = term.start < quarter.to && (term.end === null || term.end > quarter.from);
  return account.segment.name === segment && account.region.name === region && inQuarter && !term.trial;
}

/**
 * Picks the region and discount whose correction lowers the quarter's MRR by about 3.5 %, so that a restatement
 * of any company, large or small, shows and does not dominate. The contracts are those of enterprises, or of the
 * next smaller segment where a small company has too few or too large enterprises.
 */
export function chooseRestatement(customers: readonly Customer[], quarter: Span): Restatement {
  const ends = [1, 2, 3].map((month) => addMonths(quarter.from, month));
  const mrr = (keep: (customer: Customer) => boolean): number[] =>
    ends.map((day) =>
      customers.filter(keep).reduce((sum, { terms }) => {
        const active = terms.filter((term) => activeBefore(term, day));
        return sum + active.reduce((total, { contract }) => total + monthlyCents(contract), 0);
      }, 0),
    );
  const total = mrr(() => true);
  let best: Restatement = { segment: "Enterprise", region: regions[0]!.name, discountPercent: 10, quarter };
  let least = Number.POSITIVE_INFINITY;
  for (const segment of candidates) {
    for (const { name: region } of regions) {
      const part = mrr(({ account }) => account.segment.name === segment && account.region.name === region);
      for (const discountPercent of percentages) {
        const drops = part.map((value, index) => (value * discountPercent) / 100 / total[index]!);
        const strange = strangeness(drops, segment, discountPercent);
        if (strange < least) [best, least] = [{ segment, region, discountPercent, quarter }, strange];
      }
    }
  }
  return best;
}

/** The rows that take the place of a wrong one: before the quarter as it was, in it at the discount, then as it was. */
export function correctedRows(term: Term, restatement: Restatement, knownBefore: number): SubscriptionRow[] {
  const { from, to } = restatement.quarter;
  const cuts = [from, to].filter((day) => day > term.start && (term.end === null || day < term.end));
  const starts = [term.start, ...cuts];
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? term.end;
    const id = index === 0 ? term.id : `${term.id}${index === 1 ? "b" : "c"}`;
    const row = subscriptionRow({ ...term, id, start, end }, knownBefore);
    return start >= from && start < to ? discounted(row, term, restatement.discountPercent) : row;
  });
}

/** The row at its discount: MRR net of it, to six decimals. */
function discounted(row: SubscriptionRow, { contract }: Term, percent: number): SubscriptionRow {
  const micros = halfEven(contract.seatCents * contract.seats * (100 - percent) * 100, contract.months);
  const mrr = `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, "0")}`;
  return { ...row, mrr, amount: null, discount: percent / 100 };
}
