import { describe, expect, test } from "vitest";
import { randomStream } from "../../src/internal/random.ts";
import { type Deal, dealsAsOf } from "../../src/pipeline/deal.ts";
import { dirichletDraw, gammaDraw } from "../../src/pipeline/dirichlet.ts";
import {
  bandCount,
  bandOf,
  learnHazards,
  meanShares,
  stepChances,
} from "../../src/pipeline/stage-hazards.ts";
import { winChances } from "../../src/pipeline/win-chances.ts";
import { dayCount } from "../../src/series/civil-day.ts";

const day = (date: string) => {
  const [year, month, dayOfMonth] = date.split("-").map(Number) as [number, number, number];
  return dayCount({ year, month, day: dayOfMonth });
};

describe("learnHazards", () => {
  // weeks end before January 1, 8, 15, 22, 29
  const asOf = day("2026-01-29");
  const learn = (deals: readonly Deal[]) => learnHazards(dealsAsOf(deals, asOf), asOf);

  test("counts one deal's weeks by hand", () => {
    const { stages, counts, entry, width } = learn([
      {
        amount: 1,
        createdAt: "2026-01-03",
        outcome: "won",
        closedAt: "2026-01-23",
        stages: [
          { stage: "a", at: "2026-01-03" },
          { stage: "b", at: "2026-01-16" },
        ],
      },
    ]);
    expect(stages).toEqual(["a", "b"]);
    // before January 8 in a; a week later still; then in b; then won
    expect(Array.from(entry)).toEqual([0, 0, 1, 0, 0]);
    const of = (stage: number, band: number) =>
      Array.from(counts.subarray((stage * bandCount + band) * width, (stage * bandCount + band + 1) * width));
    expect(of(0, 0)).toEqual([0, 0, 1, 1, 0]);
    expect(of(1, 0)).toEqual([1, 0, 0, 0, 0]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3);
  });
  test("an open deal counts for the weeks it has been open, whatever comes later", () => {
    const deal = { amount: 1, createdAt: "2026-01-07", stages: [{ stage: "a", at: "2026-01-07" }] };
    const open = learn([{ ...deal, outcome: "open" }]);
    expect(learn([{ ...deal, outcome: "lost", closedAt: "2026-01-29" }])).toEqual(open);
    expect(open.counts[2]).toBe(2);
    expect(open.counts[open.width + 2]).toBe(1);
  });
  test("a deal won in the week of its creation", () => {
    const { entry, counts } = learn([
      { amount: 1, createdAt: "2026-01-09", outcome: "won", closedAt: "2026-01-12" },
    ]);
    expect(entry[0]).toBe(1);
    expect(counts.every((count) => count === 0)).toBe(true);
  });
  test("age bands", () => {
    expect([0, 13, 14, 29, 30, 89, 179, 180, 900].map(bandOf)).toEqual([0, 0, 1, 1, 2, 3, 4, 5, 5]);
  });
});

describe("stepChances", () => {
  test("a stage with 80 deal-weeks, one in ten won, is shrunk by 20 toward all deals, an age by 40 toward it", () => {
    // one stage and "unknown"; all weeks in the first band of the stage: 8 won, 72 stay
    const width = 4;
    const counts = new Float64Array(2 * bandCount * width);
    counts.set([8, 0, 72, 0]);
    const hazards = { stages: ["a"], width, counts, entry: new Float64Array(width) };
    const { table, entry } = stepChances(hazards, meanShares);
    // all deals: 8 won in 80 weeks and one more of staying
    const stage = (8 + 20 * (8 / 81)) / 100;
    expect(table[0]).toBeCloseTo((8 + 40 * stage) / 120, 12);
    expect(table[width]).toBeCloseTo(stage, 12);
    // never seen: as all deals
    expect(table[bandCount * width]).toBeCloseTo(8 / 81, 12);
    expect(Array.from(entry)).toEqual([0, 0, 0, 1]);
    for (let at = 0; at < table.length; at += width) {
      expect(table.subarray(at, at + width).reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 12);
    }
  });
});

describe("winChances", () => {
  test("of constant chances p and q: p / (p + q) * (1 - (1 - p - q)^weeks)", () => {
    const width = 3;
    const counts = new Float64Array(bandCount * width);
    for (let band = 0; band < bandCount; band++) counts.set([2e9, 3e9, 95e9], band * width);
    const chance = winChances({ stages: [], width, counts, entry: new Float64Array(width) });
    for (const weeks of [1, 4, 30]) {
      expect(chance(null, 0, 7 * weeks)).toBeCloseTo(0.4 * (1 - 0.95 ** weeks), 8);
      expect(chance("never seen", 50, 7 * weeks)).toBeCloseTo(0.4 * (1 - 0.95 ** weeks), 8);
    }
    expect(chance(null, 0, 0)).toBe(0);
  });
});

describe("random draws", () => {
  test("gamma: mean and variance are the shape, within four standard errors", () => {
    for (const shape of [0.3, 1, 4.5]) {
      const random = randomStream(9);
      const draws = Array.from({ length: 20_000 }, () => gammaDraw(shape, random));
      const mean = draws.reduce((sum, x) => sum + x, 0) / 20_000;
      const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 20_000;
      expect(Math.abs(mean - shape)).toBeLessThan(4 * Math.sqrt(shape / 20_000));
      // variance of a sample variance: (6 / shape + 2) shape^2 / n
      expect(Math.abs(variance - shape)).toBeLessThan(4 * shape * Math.sqrt((6 / shape + 2) / 20_000));
    }
  });
  test("Dirichlet: shares of 1, none for a weight of 0, means as the weights", () => {
    const random = randomStream(4);
    const sums = new Float64Array(3);
    for (let i = 0; i < 5000; i++) {
      const shares = dirichletDraw(Float64Array.of(1, 0, 3), random);
      expect(shares[0]! + shares[1]! + shares[2]!).toBeCloseTo(1, 12);
      shares.forEach((share, k) => {
        sums[k]! += share / 5000;
      });
    }
    expect(sums[1]).toBe(0);
    expect(sums[0]).toBeCloseTo(0.25, 1);
    expect(dirichletDraw(Float64Array.of(1e-300, 1e-300), random)[0]! >= 0).toBe(true);
  });
});
