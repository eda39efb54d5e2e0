import { zeros } from "../internal/number-lists.ts";
import { bandCount, bandOf, meanShares, STEP_DAYS, type StageHazards, stepChances } from "./stage-hazards.ts";

/** Chance that a deal is won within so many days, by where it stands. */
export type WinChance = (stage: string | null, ageDays: number, withinDays: number) => number;

/** Ages beyond this many weeks have the rates of the last band. */
const MOST_WEEKS = 26;

/**
 * Chances of winning from weekly chances: won this week, or moved on, or still there a week older, and won later.
 *
 * V(s, a, n) = P(won) + sum over other stages of P(moves to s') V(s', 0, n - 1) + P(stays) V(s, a + 1, n - 1)
 *
 * @returns of a stage and days spent in it; a stage not seen before, or null, has the rates of deals without a stage
 */
export function winChances(hazards: StageHazards): WinChance {
  const { stages, width } = hazards;
  const { table } = stepChances(hazards, meanShares);
  const rows = stages.length + 1;
  const ages = MOST_WEEKS + 1;
  const memory: Float64Array[] = [zeros(rows * ages)];
  const within = (weeks: number): Float64Array => {
    while (memory.length <= weeks) {
      const before = memory.at(-1)!;
      memory.push(
        before.map((_, i) => {
          const stage = Math.floor(i / ages);
          const age = i % ages;
          const at = (stage * bandCount + bandOf(age * STEP_DAYS)) * width;
          let chance = table[at]!;
          for (let to = 0; to < rows; to++) {
            const next = to === stage ? stage * ages + Math.min(MOST_WEEKS, age + 1) : to * ages;
            chance += table[at + 2 + to]! * before[next]!;
          }
          return chance;
        }),
      );
    }
    return memory[weeks]!;
  };
  return (stage, ageDays, withinDays) => {
    const index = stage === null ? -1 : stages.indexOf(stage);
    const row = index < 0 ? stages.length : index;
    const age = Math.min(MOST_WEEKS, Math.floor(ageDays / STEP_DAYS));
    return within(Math.ceil(withinDays / STEP_DAYS))[row * ages + age]!;
  };
}
