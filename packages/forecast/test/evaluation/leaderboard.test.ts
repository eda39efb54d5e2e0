import { describe, expect, test } from "vitest";
import { InsufficientDataError, UnknownModelError } from "../../src/errors.ts";
import { leaderboard } from "../../src/evaluation/leaderboard.ts";
import { modelRanks } from "../../src/evaluation/model-ranks.ts";
import { normalDeviates } from "../../src/internal/normal-deviates.ts";
import { randomStream } from "../../src/internal/random.ts";

describe("modelRanks", () => {
  test("by hand: scores 1 2 4, 2 2 3, 3 5 9", () => {
    const { ranks, cases, omitted } = modelRanks({ a: [1, 2, 4], b: [2, 2, 3], c: [3, 5, 9] });
    expect([cases, omitted]).toEqual([3, 0]);
    // places of a: 1, 1.5, 2; of b: 2, 1.5, 1; of c: 3, 3, 3
    expect(ranks).toEqual([
      { model: "a", meanScore: expect.closeTo(7 / 3, 12), meanRank: 1.5, winShare: 0.5 },
      { model: "b", meanScore: expect.closeTo(7 / 3, 12), meanRank: 1.5, winShare: 0.5 },
      { model: "c", meanScore: expect.closeTo(17 / 3, 12), meanRank: 3, winShare: 0 },
    ]);
  });
  test("leaves a case out where one model has no score", () => {
    const { ranks, omitted } = modelRanks({ a: [1, null, 3], b: [5, 1, 1] });
    expect(omitted).toBe(1);
    expect(ranks.map(({ model, meanScore }) => [model, meanScore])).toEqual([
      ["a", 2],
      ["b", 3],
    ]);
    expect(modelRanks({ a: [null], b: [1] }).ranks).toEqual([]);
    expect(modelRanks({}).ranks).toEqual([]);
  });
  test("refuses different cases", () => expect(() => modelRanks({ a: [1], b: [1, 2] })).toThrow("a and b"));
});

const draws = normalDeviates(randomStream(11), 60);
const trending = Array.from(draws, (draw, t) => 100 + 3 * t + 2 * draw);

describe("leaderboard", () => {
  const board = leaderboard(trending, {
    models: ["naive", "drift", "linear_trend"],
    benchmark: "naive",
    horizon: 3,
    origins: 24,
  });
  test("puts the model that knows the trend first, and the benchmark takes part once", () => {
    expect(board.rows.map(({ model }) => model)).toEqual(["linear_trend", "drift", "naive"]);
    expect(board.rows.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    expect(board.origins).toHaveLength(24);
  });
  test("says better with interval and test, and nothing of the benchmark against itself", () => {
    const [first, , last] = board.rows;
    expect(first!.skill.verdict).toBe("better");
    expect(first!.skill.differenceInterval!.lower).toBeGreaterThan(0);
    expect(first!.dieboldMariano!.statistic).toBeGreaterThan(3);
    expect(last!.skill).toMatchObject({ skill: 0, verdict: "cannot tell" });
    expect(last!.dieboldMariano).toBeNull();
  });
  test("scores are those of the errors, at each lag", () => {
    const naive = board.rows[2]!;
    const errors = [1, 2, 3].map((lag) =>
      board.origins.map((origin) => Math.abs(trending[origin + lag - 1]! - trending[origin - 1]!)),
    );
    const mean = (list: number[]) => list.reduce((sum, item) => sum + item, 0) / list.length;
    expect(naive.byLag.map(({ mae }) => mae)).toEqual(errors.map((list) => expect.closeTo(mean(list), 9)));
    expect(naive.scores.mae).toBeCloseTo(mean(errors.flat()), 9);
    expect(naive.scores.n).toBe(72);
  });
  test("win shares add up to 1", () =>
    expect(board.rows.reduce((sum, { winShare }) => sum + winShare, 0)).toBeCloseTo(1, 12));
  test("keeps the parameters of the models, but the yardstick fresh", () => {
    const once = leaderboard(trending, { models: ["drift"], horizon: 1, origins: 12, refit: false });
    const each = leaderboard(trending, { models: ["drift"], horizon: 1, origins: 12 });
    const maeOf = (some: typeof once, model: string) =>
      some.rows.find((row) => row.model === model)!.scores.mae;
    expect(maeOf(once, "seasonal_naive")).toBe(maeOf(each, "seasonal_naive"));
    expect(maeOf(once, "drift")).not.toBe(maeOf(each, "drift"));
  });
  test("is the same for the same seed", () => {
    const options = { models: ["drift"], horizon: 2, origins: 12, seed: 4 };
    expect(leaderboard(trending, options)).toEqual(leaderboard(trending, options));
  });
  test("lists models that cannot be fitted, with the reason", () => {
    const { failures, rows } = leaderboard([3, 0, 4, 1, 5, 2, 6, 3, 7], {
      models: ["exponential_trend", "naive"],
      horizon: 1,
    });
    expect(failures).toEqual([
      { model: "exponential_trend", reason: expect.stringContaining("requires positive values") },
    ]);
    expect(rows.map(({ model }) => model).sort()).toEqual(["naive", "seasonal_naive"]);
  });
  test("refuses unknown models and too short a series", () => {
    expect(() => leaderboard(trending, { models: ["nave"], horizon: 1 })).toThrow(UnknownModelError);
    expect(() => leaderboard([1], { models: ["naive"], horizon: 1 })).toThrow(InsufficientDataError);
  });
});
