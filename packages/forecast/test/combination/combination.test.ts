import { describe, expect, test } from "vitest";
import { autoCandidates, type Candidate } from "../../src/combination/auto-candidates.ts";
import { chooseModels } from "../../src/combination/choose-models.ts";
import { weighCandidates } from "../../src/combination/weigh-candidates.ts";
import { combineModels } from "../../src/models/combine-models.ts";
import { drift } from "../../src/models/drift.ts";
import { linearTrend } from "../../src/models/linear-trend.ts";
import type { Model } from "../../src/models/model.ts";
import { naive } from "../../src/models/naive.ts";

const values = Float64Array.from([2, 3, 5, 4, 6, 8, 7, 9, 11, 10, 12, 14]);

describe("weighCandidates", () => {
  const weigh = (...list: readonly (readonly [share: number, error: number])[]) =>
    weighCandidates(list.map(([share, error], i) => ({ model: String(i), share, error }))).map(
      ({ weight }) => weight,
    );
  test("weighs by share and by error to the power of -2, with a cut at twice the best", () => {
    expect(weigh([1, 2], [3, 2.5], [9, 4.1])).toEqual([1, expect.closeTo(3 * 0.8 ** 2, 12), 0]);
  });
  test("keeps only perfect candidates when there are some", () => {
    expect(weigh([2, 0], [1, 1e-9])).toEqual([2, 0]);
  });
});

describe("autoCandidates", () => {
  test.each([1, 12])("of season %d can do without their benchmarks", (season) => {
    const candidates = autoCandidates(season);
    expect(candidates.filter(({ benchmark }) => benchmark)).toHaveLength(1);
    expect(candidates.every(({ share }) => share > 0)).toBe(true);
  });
});

describe("combineModels", () => {
  const first = naive.fit(values, { season: 1 });
  const second = drift.fit(values, { season: 1 });
  const both = combineModels([
    { fitted: first, weight: 3 },
    { fitted: second, weight: 1 },
  ]);
  test("averages means, bounds, fitted values and paths by weight", () => {
    const mix = (a: number, b: number) => expect.closeTo(0.75 * a + 0.25 * b, 9);
    const [a, b, c] = [first, second, both].map((fitted) => fitted.predict(2, [80]));
    expect(c!.mean[1]).toEqual(mix(a!.mean[1]!, b!.mean[1]!));
    expect(c!.intervals["80"]!.upper[1]).toEqual(
      mix(a!.intervals["80"]!.upper[1]!, b!.intervals["80"]!.upper[1]!),
    );
    expect(both.fitted[5]).toEqual(mix(first.fitted[5]!, second.fitted[5]!));
    expect(both.simulate(2, 3, 9)[2]![1]).toEqual(
      mix(first.simulate(2, 3, 9)[2]![1]!, second.simulate(2, 3, 9)[2]![1]!),
    );
  });
  test("is named after its members and says their shares", () => {
    expect(both.model).toBe("naive+drift");
    expect(both.parameters).toEqual({ "weight.naive": 0.75, "weight.drift": 0.25 });
  });
  test("one member is itself", () => expect(combineModels([{ fitted: first, weight: 2 }])).toBe(first));
});

/** Candidates with equal shares. */
const evenly = (...list: readonly Model[]): Candidate[] => list.map((model) => ({ model, share: 1 }));

describe("chooseModels", () => {
  test("prefers what the backtest prefers", () => {
    const line = Float64Array.from({ length: 20 }, (_, t) => 5 + 3 * t);
    const { members, weighed, rolling } = chooseModels(line, 1, 3, evenly(naive, drift));
    expect(members.map(({ model }) => model.id)).toEqual(["drift"]);
    expect(weighed[0]!.error).toBeCloseTo(6, 9);
    expect(rolling).toHaveLength(8);
    expect(rolling[0]!.mean[0]).toBeCloseTo(5 + 3 * rolling[0]!.origin, 9);
  });
  test("weighs each origin's backtest forecast by the other origins alone", () => {
    // at origin 5 naive is right (6 -> 6), so at origin 4 it gets all the weight, although drift was nearer there
    const { rolling, members } = chooseModels(
      Float64Array.from([1, 2, 3, 4, 6, 6]),
      1,
      1,
      evenly(naive, drift),
    );
    expect(rolling.map(({ origin }) => origin)).toEqual([4, 5]);
    expect(rolling[0]!.mean[0]).toBe(4);
    expect(members).toHaveLength(2);
  });
  test("weighs by observed actuals alone", () => {
    const series = Float64Array.from([1, 2, 3, 4, 4, 4, 9, 4]);
    const naiveError = (filled: readonly number[]) =>
      chooseModels(series, 1, 1, evenly(naive, drift), new Set(filled)).weighed[0]!.error;
    expect(naiveError([])).toBe((0 + 0 + 5 + 5) / 4);
    expect(naiveError([6])).toBe(0);
  });
  test("an origin inside a gap moves to before it; one with nothing to score is left out", () => {
    const line = Float64Array.from({ length: 20 }, (_, t) => t);
    const originsOf = (filled: readonly number[]) =>
      chooseModels(line, 1, 3, evenly(naive, drift), new Set(filled)).rolling.map(({ origin }) => origin);
    expect(originsOf([])).toEqual([10, 11, 12, 13, 14, 15, 16, 17]);
    expect(originsOf([13, 14])).toEqual([10, 11, 12, 13, 16, 17]);
    expect(originsOf([13, 14, 15, 16])).toEqual([10, 11, 12]);
    expect(originsOf([14, 15, 16, 17, 18, 19])).toEqual([10, 11, 12, 13]);
  });
  test("keeps the shares without a backtest, benchmarks aside", () => {
    const { members, rolling } = chooseModels(values.subarray(0, 3), 1, 1, [
      { model: naive, share: 5, benchmark: true },
      { model: linearTrend, share: 2 },
      { model: drift, share: 1 },
    ]);
    expect(members.map(({ model, weight }) => [model.id, weight])).toEqual([
      ["linear_trend", 2],
      ["drift", 1],
    ]);
    expect(rolling).toEqual([]);
  });
});
