import { zeros } from "../internal/number-lists.ts";
import type { RandomStream } from "../internal/random.ts";
import { bandCount, bandOf, STEP_DAYS, type StepChances } from "./stage-hazards.ts";

/** A deal that is open at the start. */
export interface OpenDeal {
  readonly stage: number;
  /** Days since the stage was entered. */
  readonly age: number;
  readonly amount: number;
}

/** What one future of a pipeline begins with. */
export interface PipelineStart {
  readonly open: readonly OpenDeal[];
  /** Deals to be created, by the day of their creation counted from the start, and amount. */
  readonly created: readonly { readonly day: number; readonly amount: number }[];
  /** For each day from the start the index of its period. */
  readonly periodOfDay: Int32Array;
  readonly periods: number;
}

/** Amounts won in each period, of deals open at the start and of those created later. */
export interface PipelineFuture {
  readonly open: Float64Array;
  readonly created: Float64Array;
}

/** Lets one future of a pipeline happen, week by week. A deal is won on a day drawn evenly from its week. */
export function simulatePipeline(
  { open, created, periodOfDay, periods }: PipelineStart,
  { table, entry }: StepChances,
  random: RandomStream,
): PipelineFuture {
  const result = { open: zeros(periods), created: zeros(periods) };
  const days = periodOfDay.length;
  const width = entry.length;
  const unknown = width - 3;

  for (const deal of open) follow(deal.stage, deal.age, 0, deal.amount, result.open);
  for (const { day, amount } of created) {
    const boundary = STEP_DAYS * (Math.floor(day / STEP_DAYS) + 1);
    const outcome = pick(entry, 0, unknown);
    if (outcome === 0) book(day + Math.floor(random() * (boundary - day)), amount, result.created);
    if (outcome > 1) follow(outcome - 2, 0, boundary, amount, result.created);
  }
  return result;

  function follow(from: number, ageAtStart: number, start: number, amount: number, into: Float64Array): void {
    let stage = from;
    let age = ageAtStart;
    for (let day = start; day < days; day += STEP_DAYS) {
      const outcome = pick(table, (stage * bandCount + bandOf(age)) * width, stage);
      if (outcome === 1) return;
      if (outcome === 0) {
        book(day + Math.floor(random() * STEP_DAYS), amount, into);
        return;
      }
      age = outcome - 2 === stage ? age + STEP_DAYS : 0;
      stage = outcome - 2;
    }
  }

  /** Draws an outcome; staying, the likeliest by far, is looked at first. */
  function pick(chances: Float64Array, at: number, stage: number): number {
    const stay = 2 + stage;
    let rest = random() - chances[at + stay]!;
    if (rest < 0) return stay;
    for (let outcome = 0; outcome < width; outcome++) {
      if (outcome === stay) continue;
      rest -= chances[at + outcome]!;
      if (rest < 0) return outcome;
    }
    return stay;
  }

  function book(day: number, amount: number, into: Float64Array): void {
    if (day < days) into[periodOfDay[day]!]! += amount;
  }
}
