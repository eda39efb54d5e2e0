import { normalDeviates } from "../../src/internal/normal-deviates.ts";
import { type RandomStream, randomStream } from "../../src/internal/random.ts";
import type { Deal } from "../../src/pipeline/deal.ts";
import { civilDayText } from "../../src/series/civil-day.ts";

const STAGES = [
  { stage: "discovery", days: 20, goesOn: 0.6 },
  { stage: "proposal", days: 30, goesOn: 0.6 },
  { stage: "negotiation", days: 15, goesOn: 0.75 },
] as const;

/**
 * Deals that pass three stages, each for a lognormal time, and may be lost at the end of each; created at random, at a
 * rate that grows slowly. Nothing of it is a weekly chance by stage and age, which is what the forecast assumes.
 *
 * @param days - from the first creation on; every deal's fate is known, also beyond
 */
export function simulatedPipeline(seed: number, start: number, days: number, perDay = 0.5): Deal[] {
  const random: RandomStream = randomStream(seed);
  const normal = () => normalDeviates(random, 1)[0]!;
  const deals: Deal[] = [];
  let quality = 0;
  for (let day = start; day < start + days; day++) {
    // how well things go wanders, so that deals of one time have something in common
    quality = 0.99 * quality + 0.03 * normal();
    const rate = perDay * (1 + (0.3 * (day - start)) / days);
    for (let left = rate; left > 0; left--) {
      if (random() >= Math.min(1, left)) continue;
      const stages: { stage: string; at: string }[] = [];
      let at = day;
      let won = true;
      for (const { stage, days: typical, goesOn } of STAGES) {
        stages.push({ stage, at: civilDayText(at) });
        at += 1 + Math.floor(typical * Math.exp(0.7 * normal()));
        won = random() < 1 / (1 + Math.exp(-Math.log(goesOn / (1 - goesOn)) - quality));
        if (!won) break;
      }
      deals.push({
        amount: Math.round(10_000 * Math.exp(0.6 * normal())),
        createdAt: civilDayText(day),
        outcome: won ? "won" : "lost",
        closedAt: civilDayText(at),
        stages,
      });
    }
  }
  return deals;
}
