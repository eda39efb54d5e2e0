import { dayOf, quarterEnd, SECONDS_PER_DAY } from "./calendar.ts";
import { pipelines } from "./catalogue.ts";
import type { Random } from "./random.ts";
import type { Span } from "./story.ts";

/** The state of a deal after a change. */
export interface DealChange {
  readonly at: number;
  readonly stage: string;
  readonly amountCents: number;
  readonly probability: number;
  readonly expectedClose: number;
  readonly category: string;
}

/** When a deal closes, and the day it was planned for if it slipped into the next quarter. */
export interface Close {
  readonly at: number;
  readonly slippedFrom: number | null;
}

/** Share of the deals due late in the slipped quarter that were pushed out of it. */
const SLIP_SHARE = 0.88;

/**
 * The closing of a deal: after a lognormal cycle, won deals drawn towards the end of the quarter, and in the
 * slipped quarter pushed beyond it.
 */
export function planClose(
  random: Random,
  createdAt: number,
  medianDays: number,
  won: boolean,
  slipped: Span,
): Close {
  const created = dayOf(createdAt);
  let day = created + Math.max(4, Math.round(random.lognormal(medianDays, won ? 0.45 : 0.6)));
  const quarter = quarterEnd(day);
  if (won && quarter - day <= 50 && random.chance(0.7)) {
    day = Math.max(day, quarter - 1 - Math.floor(random.exponential(5)));
  }
  let slippedFrom: number | null = null;
  if (
    won &&
    day >= slipped.to - 60 &&
    day < slipped.to &&
    created < slipped.to - 16 &&
    random.chance(SLIP_SHARE)
  ) {
    slippedFrom = Math.max(day, slipped.to - 10);
    day = slipped.to + random.int(8, 70);
  }
  return { at: day * SECONDS_PER_DAY + random.int(8 * 3600, 19 * 3600), slippedFrom };
}

/** Fractions of the cycle, 0 first, at which the stages are entered. */
function stageTimes(random: Random, stages: number): number[] {
  const lengths = Array.from({ length: stages }, () => random.between(0.5, 1.5));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  let passed = 0;
  return lengths.map((length) => {
    const at = passed / total;
    passed += length;
    return at;
  });
}

/** What a path is drawn from. */
export interface PathPlan {
  readonly pipeline: keyof typeof pipelines;
  readonly createdAt: number;
  readonly close: Close;
  readonly won: boolean;
  readonly amountCents: number;
  readonly medianDays: number;
}

const dollars = (cents: number): number => Math.round(cents / 10_000) * 10_000;

/** The changes of a deal from creation to close, each later than the one before. */
export function dealPath(random: Random, plan: PathPlan): DealChange[] {
  const stages = pipelines[plan.pipeline];
  const open = stages.filter(({ outcome }) => outcome === "open");
  const reached = plan.won ? open.length : 1 + Math.floor(open.length * random.next() ** 1.6);
  const closeDay = dayOf(plan.close.at);
  const length = plan.close.at - plan.createdAt;
  const created = dayOf(plan.createdAt);
  const changes: DealChange[] = [];
  let expectedClose = created + Math.round(plan.medianDays * random.between(0.7, 1.3)) + 3;
  let amountCents = Math.max(10_000, dollars(plan.amountCents * random.between(0.8, 1.3)));
  stageTimes(random, reached).forEach((fraction, index) => {
    const at = plan.createdAt + Math.floor(length * fraction);
    const day = dayOf(at);
    if (index >= 2 && random.chance(0.5)) {
      amountCents = Math.max(10_000, dollars(plan.amountCents * random.between(0.95, 1.15)));
    }
    if (expectedClose <= day + 3 || random.chance(0.2)) expectedClose = day + random.int(12, 50);
    if (plan.won && index === open.length - 1 && random.chance(0.7)) expectedClose = closeDay;
    const { name: stage, probability, category } = open[index]!;
    changes.push({ at, stage, amountCents, probability, expectedClose, category });
  });
  const path =
    plan.close.slippedFrom === null ? changes : slip(random, changes, plan.close, plan.close.slippedFrom);
  const last = stages.find(({ outcome }) => outcome === (plan.won ? "won" : "lost"))!;
  path.push({
    at: plan.close.at,
    stage: last.name,
    amountCents: plan.won ? plan.amountCents : amountCents,
    probability: last.probability,
    expectedClose: closeDay,
    category: last.category,
  });
  return path;
}

/** A slipped deal was expected in its quarter until days before the quarter's end, then pushed to its later close. */
function slip(
  random: Random,
  changes: readonly DealChange[],
  close: Close,
  plannedDay: number,
): DealChange[] {
  const pushedAt = (quarterEnd(plannedDay) - random.int(2, 9)) * SECONDS_PER_DAY + random.int(30_000, 64_000);
  const before = changes
    .filter(({ at }) => at < pushedAt)
    .map((change) => ({ ...change, expectedClose: plannedDay }));
  const after = changes
    .filter(({ at }) => at > pushedAt)
    .map((change) => ({ ...change, expectedClose: dayOf(close.at) }));
  const push: DealChange = {
    ...before[before.length - 1]!,
    at: pushedAt,
    expectedClose: dayOf(close.at),
    category: "best_case",
  };
  return [...before, push, ...after];
}
