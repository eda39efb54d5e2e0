import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InvalidArgumentError } from "../../src/errors.ts";
import { normalDeviates } from "../../src/internal/normal-deviates.ts";
import { randomStream } from "../../src/internal/random.ts";
import { type LadderPoint, valueAddedLadder } from "../../src/record/forecast-value-added.ts";
import { overrideAnalysis, type ScoredOverride } from "../../src/record/override-analysis.ts";
import { overrideWarning } from "../../src/record/override-warning.ts";
import { recordLadder } from "../../src/record/record-ladder.ts";
import { recordOverrides } from "../../src/record/record-overrides.ts";
import { scoreRecord } from "../../src/record/score-record.ts";
import { month, monthlyActuals, snapshot } from "../support/records.ts";

const pointsOf = (actuals: readonly number[], errors: readonly number[], from = 0): LadderPoint[] =>
  actuals.map((actual, i) => ({
    period: month(from + i),
    origin: month(from + i),
    position: from + i,
    lag: 1,
    actual,
    forecast: actual - errors[i]!,
  }));

describe("valueAddedLadder", () => {
  const actuals = [100, 110, 120, 130, 100, 110, 120, 130, 100, 110];
  const large = [10, -12, 11, -10, 12, -11, 10, -12, 11, -10];
  const small = large.map((error) => error / 2);
  test("by hand: each step against the one before and against the first", () => {
    const { n, steps } = valueAddedLadder([
      { step: "naive", points: pointsOf(actuals, large) },
      { step: "model", points: pointsOf(actuals, small) },
      { step: "override", points: pointsOf(actuals, large) },
    ]);
    expect(n).toBe(10);
    expect(steps.map(({ step, mae }) => [step, mae])).toEqual([
      ["naive", 10.9],
      ["model", 5.45],
      ["override", 10.9],
    ]);
    expect(steps[0]!.added).toBeNull();
    expect(steps[1]!.wape).toBeCloseTo(54.5 / 1130, 12);
    expect(steps[1]!.added).toMatchObject({ difference: 5.45, skill: 0.5, verdict: "adds" });
    expect(steps[1]!.added!.differenceInterval!.lower).toBeGreaterThan(0);
    expect(steps[2]!.added).toMatchObject({ difference: -5.45, verdict: "harms" });
    expect(steps[2]!.addedInAll).toMatchObject({ difference: 0, verdict: "cannot tell" });
  });
  test("is too early below 8 points, however large the difference", () => {
    const { steps } = valueAddedLadder([
      { step: "naive", points: pointsOf(actuals.slice(0, 7), large) },
      { step: "model", points: pointsOf(actuals.slice(0, 7), small) },
    ]);
    expect(steps[1]!.added).toMatchObject({ verdict: "too early to say", differenceInterval: null });
  });
  test("takes the periods and lags that every step has", () => {
    const { n, steps } = valueAddedLadder([
      { step: "naive", points: pointsOf(actuals, large) },
      { step: "model", points: pointsOf(actuals.slice(3), small.slice(3), 3) },
      { step: "override", points: pointsOf(actuals, small).map((point) => ({ ...point, lag: 2 })) },
    ]);
    expect(n).toBe(0);
    expect(steps.map(({ mae, added }) => [mae, added])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
  });
  test("refuses steps held against different actuals", () => {
    const restated = pointsOf(actuals, small).map((point) => ({ ...point, actual: point.actual + 1 }));
    expect(() =>
      valueAddedLadder([
        { step: "naive", points: pointsOf(actuals, large) },
        { step: "model", points: restated },
      ]),
    ).toThrow("score both under one policy");
  });
  test("steps add up to the whole", () => {
    const error = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(fc.array(fc.tuple(error, error, error), { minLength: 1, maxLength: 12 }), (rows) => {
        const level = rows.map(() => 500);
        const { steps } = valueAddedLadder(
          [0, 1, 2].map((i) => ({
            step: `${i}`,
            points: pointsOf(
              level,
              rows.map((row) => row[i]!),
            ),
          })),
        );
        const sum = steps[1]!.added!.difference + steps[2]!.added!.difference;
        expect(sum).toBeCloseTo(steps[2]!.addedInAll!.difference, 9);
      }),
      { numRuns: 30 },
    );
  });
  test("of two equally good forecasts of 12 periods it claims a difference in 10 of 100 records at most", () => {
    const random = randomStream(31);
    const level = new Array(12).fill(100);
    let claims = 0;
    for (let run = 0; run < 300; run++) {
      const [a, b] = [Array.from(normalDeviates(random, 12)), Array.from(normalDeviates(random, 12))];
      const { steps } = valueAddedLadder([
        { step: "one", points: pointsOf(level, a) },
        {
          step: "two",
          points: pointsOf(
            level,
            a.map((draw, i) => 0.8 * draw + 0.6 * b[i]!),
          ),
        },
      ]);
      if (steps[1]!.added!.verdict !== "cannot tell") claims++;
    }
    // nominal 10 %, standard deviation 1.7 %; a rule that believes differences of 10 % claims 61 %
    expect(claims / 300).toBeLessThan(0.135);
    expect(claims).toBeGreaterThan(0);
  });
});

describe("recordLadder", () => {
  const actuals = Array.from(
    { length: 30 },
    (_, i) => 100 + 2 * i + [15, 0, -5, -10][i % 4]! + ((i * 7) % 5),
  );
  const origins = Array.from({ length: 20 }, (_, i) => i + 8);
  const shifted = (label: "model" | "override", error: number, values: number) =>
    origins.map((origin) =>
      snapshot(
        label,
        origin,
        Array.from({ length: values }, (_, h) => actuals[origin + h]! + (origin % 2 === 0 ? error : -error)),
      ),
    );
  const input = {
    snapshots: [...shifted("model", 3, 2), ...shifted("override", 1, 1)],
    actuals: monthlyActuals(actuals),
    season: 4,
  };
  const mean = (list: readonly number[]) => list.reduce((sum, item) => sum + item, 0) / list.length;
  test("climbs from naive over seasonal naive to the override, at one lag", () => {
    const ladder = recordLadder({ ...input, lag: 1 });
    expect(ladder.n).toBe(20);
    expect(ladder.steps.map(({ step }) => step)).toEqual([
      "naive",
      "seasonal naive",
      "model model",
      "override override",
    ]);
    const naive = mean(origins.map((origin) => Math.abs(actuals[origin]! - actuals[origin - 1]!)));
    const seasonal = mean(origins.map((origin) => Math.abs(actuals[origin]! - actuals[origin - 4]!)));
    expect(ladder.steps.map(({ mae }) => mae)).toEqual([
      expect.closeTo(naive, 9),
      expect.closeTo(seasonal, 9),
      expect.closeTo(3, 9),
      expect.closeTo(1, 9),
    ]);
    expect(ladder.steps[3]!.added!.verdict).toBe("adds");
  });
  test("over all lags only those that every step forecast count", () => {
    expect(recordLadder(input).n).toBe(20);
    const model = { kind: "model", label: "model" } as const;
    // lag 2 of the last origin lies in month 28: known too
    expect(recordLadder({ ...input, steps: [model] }).n).toBe(40);
  });
  test("without a season there is one naive forecast", () =>
    expect(recordLadder({ ...input, season: 1 }).steps.map(({ step }) => step)).toEqual([
      "naive",
      "model model",
      "override override",
    ]));
  test("asks which forecast is meant where a kind has several, and knows an empty record", () => {
    const second = snapshot("model", 10, [1], { label: "other" });
    expect(() => recordLadder({ ...input, snapshots: [...input.snapshots, second] })).toThrow(
      "several forecasts of kind model: model, other",
    );
    expect(() => recordLadder({ ...input, steps: [{ kind: "plan", label: "x" }] })).toThrow(
      InvalidArgumentError,
    );
    expect(recordLadder({ ...input, snapshots: [] })).toEqual({ n: 0, steps: [] });
  });
});

describe("overrides", () => {
  const one = (
    i: number,
    before: number,
    after: number,
    actual: number,
    noise: number | null = 5,
    reason?: string,
  ) =>
    ({
      period: month(i),
      origin: month(i),
      position: i,
      lag: 1,
      before,
      after,
      actual,
      noise,
      reason: reason ?? null,
    }) satisfies ScoredOverride;
  // up 10 and right; up 3, too far; down 20, wrong way; down 6 and right; unchanged
  const overrides = [
    one(0, 100, 110, 112, 5, "new_deal"),
    one(1, 100, 103, 101, 5, "new_deal"),
    one(2, 100, 80, 120, 5, "lost_deal"),
    one(3, 100, 94, 90, 5),
    one(4, 100, 100, 50, 5, "other"),
    one(5, 100, 101, 100.5, null),
  ];
  const { all, bySign, bySize, byReason, unchanged } = overrideAnalysis(overrides);
  test("by hand", () => {
    expect(unchanged).toBe(1);
    // errors before 12, 1, 20, 10, 0.5; after 2, 2, 40, 4, 0.5
    expect(all).toMatchObject({ n: 5, improved: 2, worsened: 2, wrongDirection: 1, share: 0.4 });
    expect(all.maeBefore).toBeCloseTo(43.5 / 5, 12);
    expect(all.maeAfter).toBeCloseTo(48.5 / 5, 12);
    expect(all.difference).toBeCloseTo(-1, 12);
    expect(all.verdict).toBe("too early to say");
  });
  test("by sign, size and reason", () => {
    expect([bySign.up.n, bySign.up.improved, bySign.down.n, bySign.down.improved]).toEqual([3, 1, 2, 1]);
    expect([
      bySize.below_noise.n,
      bySize.one_to_two_noise.n,
      bySize.above_two_noise.n,
      bySize.unknown_noise.n,
    ]).toEqual([1, 2, 1, 1]);
    expect(Object.entries(byReason).map(([code, { n }]) => [code, n])).toEqual([
      ["", 2],
      ["lost_deal", 1],
      ["new_deal", 2],
    ]);
  });
  test("a change as large as the noise is not below it, one twice as large not above", () => {
    const { bySize: sizes } = overrideAnalysis([
      one(0, 100, 105, 100),
      one(1, 100, 110, 100),
      one(2, 100, 104.9, 100),
    ]);
    expect([sizes.below_noise.n, sizes.one_to_two_noise.n, sizes.above_two_noise.n]).toEqual([1, 2, 0]);
  });
  test("an empty group has no share", () =>
    expect(overrideAnalysis([]).all).toMatchObject({
      n: 0,
      share: null,
      shareInterval: null,
      maeAfter: null,
    }));
  test("enough of them get a verdict", () => {
    const many = Array.from({ length: 12 }, (_, i) => one(i, 100, 108 + (i % 3), 110));
    expect(overrideAnalysis(many).bySign.up.verdict).toBe("adds");
    expect(overrideAnalysis(many.map((item) => ({ ...item, actual: 90 }))).all).toMatchObject({
      verdict: "harms",
      wrongDirection: 12,
    });
  });
  test("below the model's noise there is a warning, at it or without a change there is none", () => {
    expect(overrideWarning({ before: 100, after: 96, noise: 5.2468 })).toContain(
      "4 is less than the model's noise of 5.25",
    );
    expect(overrideWarning({ before: 100, after: 95, noise: 5 })).toBeNull();
    expect(overrideWarning({ before: 100, after: 100, noise: 5 })).toBeNull();
    expect(() => overrideWarning({ before: 1, after: 2, noise: -1 })).toThrow(InvalidArgumentError);
  });
});

describe("recordOverrides", () => {
  const actuals = new Array(12).fill(100);
  const parent = { kind: "model", label: "model" } as const;
  const record = (halfWidth?: number) =>
    scoreRecord({
      snapshots: Array.from({ length: 10 }, (_, origin) => [
        snapshot("model", origin, [94, 90], halfWidth === undefined ? {} : { halfWidth }),
        snapshot("override", origin, [97]),
      ]).flat(),
      actuals: monthlyActuals(actuals),
    }).firstPublished.points;
  test("pairs forecasts of the same cut-off, period and lag, with reasons", () => {
    const found = recordOverrides(record(), { parent, reasonOf: ({ period }) => `code ${period}` });
    expect(found).toHaveLength(10);
    expect(found[0]).toEqual({
      origin: month(0),
      position: 0,
      lag: 1,
      period: month(0),
      before: 94,
      after: 97,
      actual: 100,
      // ten errors of 6 at lag 1
      noise: 6,
      reason: `code ${month(0)}`,
    });
  });
  test("takes the noise from the interval that was frozen", () => {
    // half-width of 80 % is 1.2815515655446004 standard deviations: scipy.stats.norm.ppf(0.9)
    expect(recordOverrides(record(1.2815515655446004 * 4), { parent })[0]!.noise).toBeCloseTo(4, 7);
  });
  test("does not guess the noise from fewer than 8 errors, and pairs only what is asked for", () => {
    const few = record().filter(({ origin }) => origin < month(7));
    expect(recordOverrides(few, { parent })[0]!.noise).toBeNull();
    expect(recordOverrides(few, { parent, override: { kind: "override", label: "other" } })).toEqual([]);
    expect(recordOverrides(few, { parent: { kind: "override", label: "override" } })).toEqual([]);
  });
});
