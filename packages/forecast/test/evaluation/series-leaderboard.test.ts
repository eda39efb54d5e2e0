import { describe, expect, test } from "vitest";
import { InvalidArgumentError } from "../../src/errors.ts";
import { seriesLeaderboard } from "../../src/evaluation/series-leaderboard.ts";
import { normalDeviates } from "../../src/internal/normal-deviates.ts";
import { randomStream } from "../../src/internal/random.ts";

const random = randomStream(23);
const trending = Array.from({ length: 12 }, (_, k) =>
  Array.from(normalDeviates(random, 40), (draw, t) => 10 ** (k % 4) * (100 + 3 * t + 2 * draw)),
);
const options = { models: ["drift", "linear_trend"], benchmark: "naive", horizon: 2, minimumTraining: 12 };

describe("seriesLeaderboard", () => {
  const board = seriesLeaderboard(trending, options);
  test("ranks by the mean of scaled errors, so that large series do not decide", () => {
    expect(board.rows.map(({ model, rank }) => [model, rank])).toEqual([
      ["linear_trend", 1],
      ["drift", 2],
      ["naive", 3],
    ]);
    for (const { model, meanScore } of board.rows) {
      const own = board.boards.map(({ rows }) => rows.find((row) => row.model === model)!.scores.mase!);
      expect(meanScore).toBeCloseTo(own.reduce((sum, score) => sum + score, 0) / 12, 12);
    }
  });
  test("says how sure that is, and shares out the wins", () => {
    const [first, , last] = board.rows;
    expect(first!.skill).toMatchObject({ n: 12, verdict: "better" });
    expect(first!.skill.ownMae).toBeCloseTo(first!.meanScore, 12);
    expect(last!.skill.skill).toBe(0);
    expect(board.rows.reduce((sum, { winShare }) => sum + winShare, 0)).toBeCloseTo(1, 12);
  });
  test("is too early below 8 series", () =>
    expect(seriesLeaderboard(trending.slice(0, 7), options).rows[0]!.skill.verdict).toBe("too early to say"));
  test("leaves out series without a score for a model, or without a scale", () => {
    const flat = new Array(40).fill(5);
    const negative = trending[0]!.map((value) => -value);
    const mixed = [...trending, flat, negative];
    const found = seriesLeaderboard(mixed, { ...options, models: ["drift", "exponential_trend"] });
    expect([found.series, found.omitted]).toEqual([12, 2]);
    expect(found.boards.at(-1)!.failures.map(({ model }) => model)).toEqual(["exponential_trend"]);
  });
  test("can take squared errors, which weigh differently", () => {
    const squared = seriesLeaderboard(trending, { ...options, measure: "rmsse" });
    expect(squared.rows[0]!.meanScore).not.toBeCloseTo(board.rows[0]!.meanScore, 6);
  });
  test("refuses no series", () => expect(() => seriesLeaderboard([], options)).toThrow(InvalidArgumentError));
});
