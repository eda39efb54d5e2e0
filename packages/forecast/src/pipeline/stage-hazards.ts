import { zeros } from "../internal/number-lists.ts";
import { sumOf } from "../internal/statistics.ts";
import type { DealTrack } from "./deal.ts";

/** Days of one step: what happens to a deal is counted from week to week. */
export const STEP_DAYS = 7;

/** Ages in a stage, in days, at which its rates may change. */
const BANDS = [0, 14, 30, 60, 90, 180] as const;

/** Deal-weeks that the rates of all deals are worth in those of a stage, and those of a stage in those of an age. */
const STAGE_PRIOR = 20;
const BAND_PRIOR = 40;

/**
 * What happened to deals from week to week, by stage and time in it. Outcomes: 0 won, 1 lost, 2 + s in stage s a week
 * later; stage `stages.length` is "unknown".
 */
export interface StageHazards {
  readonly stages: readonly string[];
  /** Number of outcomes. */
  readonly width: number;
  /** Deal-weeks by stage, age band and outcome. */
  readonly counts: Float64Array;
  /** Deals by what they were at the end of the week of their creation. */
  readonly entry: Float64Array;
}

/**
 * Counts what deals did from week to week, weeks ending before `asOf`. Open deals count for the weeks that they have been
 * open, which is what right censoring asks for.
 *
 * @param deals - as known before `asOf`
 */
export function learnHazards(deals: readonly DealTrack[], asOf: number): StageHazards {
  const stages = [...new Set(deals.flatMap((deal) => deal.stages.map(({ stage }) => stage)))].sort();
  const indexOf = new Map(stages.map((stage, i) => [stage, i]));
  const width = stages.length + 3;
  const counts = zeros((stages.length + 1) * BANDS.length * width);
  const entry = zeros(width);
  for (const deal of deals) {
    let boundary = asOf - STEP_DAYS * Math.floor((asOf - deal.created - 1) / STEP_DAYS);
    entry[outcomeAt(boundary)]! += 1;
    for (; boundary < asOf && (deal.closed === null || deal.closed >= boundary); boundary += STEP_DAYS) {
      const { stage, age } = stateOf(deal, boundary, indexOf);
      counts[(stage * BANDS.length + bandOf(age)) * width + outcomeAt(boundary + STEP_DAYS)]! += 1;
    }

    function outcomeAt(day: number): number {
      if (deal.closed !== null && deal.closed < day) return deal.won ? 0 : 1;
      return 2 + stateOf(deal, day, indexOf).stage;
    }
  }
  return { stages, width, counts, entry };
}

/** Stage of an open deal just before a day, as an index, and days since it was entered. */
export function stateOf(
  deal: DealTrack,
  day: number,
  indexOf: ReadonlyMap<string, number>,
): { readonly stage: number; readonly age: number } {
  const last = deal.stages.findLast(({ entered }) => entered < day);
  return {
    stage: (last && indexOf.get(last.stage)) ?? indexOf.size,
    age: day - (last?.entered ?? deal.created),
  };
}

/** Index of the age band that days in a stage fall into. */
export function bandOf(ageDays: number): number {
  let band = BANDS.length - 1;
  while (band > 0 && ageDays < BANDS[band]!) band -= 1;
  return band;
}

/** Number of age bands. */
export const bandCount: number = BANDS.length;

/** Draws probabilities from weights of a Dirichlet distribution, or takes their mean: weights over their sum. */
export type DrawShares = (weights: Float64Array) => Float64Array;

/** The mean of a Dirichlet distribution. */
export function meanShares(weights: Float64Array): Float64Array {
  const total = sumOf(weights, (weight) => weight);
  return weights.map((weight) => weight / total);
}

/** Chances of each outcome within a week. */
export interface StepChances {
  /** By stage, age band and outcome. */
  readonly table: Float64Array;
  readonly entry: Float64Array;
}

/**
 * Chances from counts, each level shrunk toward the one above as if it had been seen that often: a stage's toward winning
 * and losing of all deals (20 deal-weeks), an age's toward its stage's (40). With `meanShares` the expectation, with random
 * shares a draw of what the true chances may be.
 *
 * @see Gelman et al. (2013), Bayesian Data Analysis, 3rd edition, section 5.3, on hierarchical conjugate priors
 */
export function stepChances({ stages, width, counts, entry }: StageHazards, draw: DrawShares): StepChances {
  const table = zeros(counts.length);
  const all = zeros(3);
  counts.forEach((count, i) => {
    all[Math.min(2, i % width)]! += count;
  });
  // one week of staying, so that nothing is certain where nothing was seen
  all[2]! += 1;
  const overall = meanShares(all);
  for (let stage = 0; stage <= stages.length; stage++) {
    const first = stage * bandCount * width;
    const pooled = zeros(width);
    pooled[0] = STAGE_PRIOR * overall[0]!;
    pooled[1] = STAGE_PRIOR * overall[1]!;
    pooled[2 + stage] = STAGE_PRIOR * overall[2]!;
    for (let i = 0; i < bandCount * width; i++) pooled[i % width]! += counts[first + i]!;
    const prior = draw(pooled);
    for (let band = 0; band < bandCount; band++) {
      const at = first + band * width;
      const weights = prior.map((share, i) => BAND_PRIOR * share + counts[at + i]!);
      table.set(draw(weights), at);
    }
  }
  const entered = entry.some((count) => count > 0) ? entry : entry.map((_, i) => (i === width - 1 ? 1 : 0));
  return { table, entry: draw(entered) };
}
