import { describe, expect, test } from "vitest";
import { InvalidArgumentError } from "../../src/errors.ts";
import type { Snapshot } from "../../src/record/record-types.ts";
import { scoreRecord } from "../../src/record/score-record.ts";
import { month, monthlyActuals, snapshot } from "../support/records.ts";

/** Actuals with a season of 4 and errors that change sign, so that nothing is perfect. */
const actuals = Array.from(
  { length: 40 },
  (_, i) => 100 + i + 20 * Math.sin((i * Math.PI) / 2) + ((i * 7) % 5),
);
const vintages = monthlyActuals(actuals);
const snapshots: Snapshot[] = [];
for (let origin = 16; origin < 38; origin++) {
  const at = (offset: number) => actuals[origin + offset]!;
  const wobble = origin % 2 === 0 ? 2 : -2;
  snapshots.push(snapshot("model", origin, [at(0) + wobble, at(1) - wobble], { halfWidth: 3 }));
  snapshots.push(snapshot("plan", origin, [at(0) - 10 + wobble / 4, at(1) - 12]));
}
const input = { snapshots, actuals: vintages, season: 4 };

describe("scores by hand", () => {
  const record = scoreRecord({
    snapshots: [snapshot("plan", 2, [90, 110]), snapshot("plan", 3, [100])],
    actuals: monthlyActuals([80, 100, 100, 120]),
    season: 1,
  });
  const [all, first, second] = record.firstPublished.scores;
  test("over all lags, then by lag", () => {
    expect([all!.lag, first!.lag, second!.lag]).toEqual([null, 1, 2]);
    expect([all!.n, first!.n, second!.n]).toEqual([3, 2, 1]);
  });
  test("errors are actual minus forecast", () => {
    // lag 1: 100 - 90 = 10 and 120 - 100 = 20; lag 2: 120 - 110 = 10
    expect(first!.mae).toBe(15);
    expect(first!.wape).toBeCloseTo(30 / 220, 12);
    expect(first!.bias).toBeCloseTo(30 / 220, 12);
    expect(all!.mae).toBeCloseTo(40 / 3, 12);
  });
  test("MASE takes its scale from before the first cut-off", () => {
    // 80, 100 known before March 2023: scale 20
    expect(first!.mase).toBe(15 / 20);
  });
  test("seasonal naive starts from the same cut-off", () => {
    // errors of naive: lag 1: 100 - 100, 120 - 100; lag 2: 120 - 100
    expect(all!.skill).toMatchObject({ n: 3, otherMae: 40 / 3, skill: 0 });
  });
  test("below 8 points every verdict is too early", () => {
    expect(all!.verdict).toBe("too early to say");
    expect(all!.biasInWords).toBe("too early to say");
    expect(all!.skill.skillInterval).toBeNull();
  });
});

describe("verdicts", () => {
  const { scores, comparisons } = scoreRecord(input).firstPublished;
  const find = (kind: string, lag: number | null) =>
    scores.find((score) => score.kind === kind && score.lag === lag)!;
  test("a good model is better than seasonal naive, with an interval above 0", () => {
    const { skill, verdict } = find("model", null);
    expect(verdict).toBe("better");
    expect(skill.skillInterval!.lower).toBeGreaterThan(0);
    expect(skill.skillInterval!.lower).toBeLessThanOrEqual(skill.skill!);
    expect(skill.skillInterval!.upper).toBeGreaterThanOrEqual(skill.skill!);
  });
  test("errors that change sign show no clear bias, a low plan does, in words", () => {
    expect(find("model", 1).biasInWords).toBe("no clear bias");
    expect(find("plan", 1).biasInWords).toMatch(/^too low by \d+\.\d %$/);
    expect(find("plan", 1).bias!).toBeGreaterThan(0);
  });
  test("coverage is counted by level with a Wilson interval", () => {
    const { coverage } = find("model", 1);
    expect(coverage["80"]).toMatchObject({ n: 22, hits: 22, share: 1, upper: 1 });
    expect(coverage["80"]!.lower).toBeGreaterThan(0.85);
    expect(find("plan", 1).coverage).toEqual({});
  });
  test("the plan is worse than the model on the same periods and lag", () => {
    expect(comparisons.map(({ lag }) => lag)).toEqual([null, 1, 2]);
    for (const { from, to, result } of comparisons) {
      expect([from.kind, to.kind]).toEqual(["model", "plan"]);
      expect(result.verdict).toBe("worse");
      expect(result.difference).toBeCloseTo(result.otherMae! - result.ownMae!, 12);
      expect(result.differenceInterval!.upper).toBeLessThan(0);
    }
  });
  test("two equal forecasts cannot be told apart", () => {
    const twin = {
      ...input,
      snapshots: snapshots.map((one) => ({ ...one, id: `${one.id}*`, label: "twin" })),
    };
    const { comparisons: pairs } = scoreRecord({
      ...input,
      snapshots: [...snapshots, ...twin.snapshots],
    }).firstPublished;
    const same = pairs.find(({ from, to }) => from.kind === "model" && to.kind === "model")!;
    expect(same.result).toMatchObject({ difference: 0, verdict: "cannot tell" });
  });
  test("are the same for the same seed", () => expect(scoreRecord(input)).toEqual(scoreRecord(input)));
  test("a plan issued once is judged by period", () => {
    const one = snapshot(
      "plan",
      16,
      actuals.slice(16, 28).map((actual, i) => actual + (i % 3) - 1),
    );
    const [score] = scoreRecord({ ...input, snapshots: [one] }).firstPublished.scores;
    expect(score).toMatchObject({ n: 12, origins: 1, verdict: "better" });
  });
});

describe("restatement", () => {
  const restated = [...vintages, { period: month(20), value: actuals[20]! * 0.8, knownAt: "2026-04-03" }];
  const record = scoreRecord({ ...input, actuals: restated });
  test("adds a second score and keeps the first", () => {
    expect(record.firstPublished).toEqual(scoreRecord(input).firstPublished);
    expect(record.asKnown.scores[0]!.mae!).toBeGreaterThan(record.firstPublished.scores[0]!.mae!);
  });
  test("is listed with its change", () => {
    expect(record.restated).toEqual([
      {
        period: month(20),
        first: actuals[20],
        firstKnownAt: "2024-10-03",
        now: actuals[20]! * 0.8,
        nowKnownAt: "2026-04-03",
        change: expect.closeTo(-0.2 * actuals[20]!, 9),
        changeFraction: expect.closeTo(-0.2, 9),
      },
    ]);
  });
  test("does not exist before it was known", () => {
    const before = scoreRecord({ ...input, actuals: restated, asKnownAt: "2026-04-02" });
    expect(before.restated).toEqual([]);
    expect(before.asKnown.scores).toEqual(before.firstPublished.scores);
  });
  test("as of an earlier time fewer points are scored", () => {
    const early = scoreRecord({ ...input, asKnownAt: "2024-10-03" });
    expect(Math.max(...early.firstPublished.points.map(({ position }) => position))).toBe(20);
  });
});

describe("what does not count", () => {
  test("hindsight, periods before the cut-off and superseded numbers are listed", () => {
    const late: Snapshot = { ...snapshot("override", 30, [1]), id: "late", issuedAt: "2026-12-01" };
    const past: Snapshot = { ...snapshot("override", 30, [1]), id: "past" };
    const record = scoreRecord({
      ...input,
      snapshots: [
        late,
        { ...past, points: [{ period: month(29), lag: 0, value: 1 }] },
        { ...snapshot("plan", 30, [5]), id: "draft" },
        { ...snapshot("plan", 30, [6]), id: "final", issuedAt: `${month(30)}T10:00:00Z` },
      ],
    });
    expect(record.excluded.map(({ snapshot: id, reason }) => [id, reason]).sort()).toEqual([
      ["draft", "superseded"],
      ["late", "issued_after_actual"],
      ["past", "period_before_cutoff"],
    ]);
    expect(record.firstPublished.points.map(({ forecast }) => forecast)).toEqual([6]);
  });
  test("periods without an actual wait", () => {
    const record = scoreRecord({ ...input, snapshots: [snapshot("model", 39, [1, 2, 3])] });
    expect(record.firstPublished.scores[0]!.n).toBe(1);
    expect(record.excluded).toEqual([]);
  });
  test("nothing frozen gives an empty record", () => {
    expect(scoreRecord({ snapshots: [], actuals: [] })).toEqual({
      firstPublished: { policy: "first_published", scores: [], comparisons: [], points: [] },
      asKnown: { policy: "as_known", scores: [], comparisons: [], points: [] },
      restated: [],
      excluded: [],
    });
  });
  test("dates that are not ISO are refused", () => {
    expect(() =>
      scoreRecord({ ...input, actuals: [{ period: "2026-01-01", value: 1, knownAt: "soon" }] }),
    ).toThrow(InvalidArgumentError);
  });
});

test("training values stand in for history before the first actual", () => {
  const record = scoreRecord({
    snapshots: [snapshot("model", 0, [12])],
    actuals: monthlyActuals([10]),
    season: 2,
    training: [4, 5, 6, 8],
  });
  // scale: |6 - 4|, |8 - 5| -> 2.5; seasonal naive: value two months before the first actual
  expect(record.firstPublished.scores[0]).toMatchObject({ mase: 2 / 2.5, skill: { otherMae: 4, ownMae: 2 } });
});

test("seasonal naive goes back as many seasons as the lag needs", () => {
  // season 2, cut-off after 10, 20, 30, 40: lags 1 and 3 repeat 30, lag 2 repeats 40
  const { points } = scoreRecord({
    snapshots: [snapshot("model", 4, [1, 2, 3])],
    actuals: monthlyActuals([10, 20, 30, 40, 50, 60, 70]),
    season: 2,
  }).firstPublished;
  expect(points.map(({ seasonalNaive }) => seasonalNaive)).toEqual([30, 40, 30]);
});

test("seasonal naive uses what was known when the snapshot was issued", () => {
  const actuals = [
    { period: "2026-01-01", value: 10, knownAt: "2026-02-01" },
    { period: "2026-01-01", value: 11, knownAt: "2026-02-03" },
    { period: "2026-01-01", value: 12, knownAt: "2026-02-09" },
    { period: "2026-02-01", value: 20, knownAt: "2026-03-02" },
  ];
  const points = [{ period: "2026-02-01", lag: 1, value: 15 }];
  const issued: Snapshot = {
    id: "s",
    kind: "plan",
    label: "budget",
    issuedAt: "2026-02-05",
    dataCutoff: "2026-02-01",
    points,
  };
  const [scored] = scoreRecord({ snapshots: [issued], actuals }).firstPublished.points;
  expect(scored!.seasonalNaive).toBe(11);
});
