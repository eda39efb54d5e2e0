import { expect, test } from "vitest";
import { explainChange, type SegmentSides, type Side } from "../../src/monitoring/explain-change.ts";
import { normalTail } from "../../src/monitoring/normal-tail.ts";

const sum = (value: number | null): Side => ({ value, numerator: null, denominator: null });
const rate = (numerator: number, denominator: number): Side => ({
  value: numerator / denominator,
  numerator,
  denominator,
});
const segment = (value: string | null, before: Side, after: Side): SegmentSides => ({ value, before, after });

test("the segment that makes more of a change than its usual part", () => {
  const segments = [segment("EMEA", sum(40), sum(10)), segment("US", sum(60), sum(58))];
  const found = explainChange("region", segments, { before: sum(100), after: sum(68) });
  expect(found).toEqual({
    dimension: "region",
    value: "EMEA",
    before: 40,
    after: 10,
    share: 30 / 32,
    usual: 0.4,
  });
});

test("an even change has no cause among segments", () => {
  const segments = [segment("EMEA", sum(40), sum(20)), segment("US", sum(60), sum(30))];
  expect(explainChange("region", segments, { before: sum(100), after: sum(50) })).toBeNull();
  expect(explainChange("region", segments.slice(0, 1), { before: sum(40), after: sum(20) })).toBeNull();
});

test("of a rate, the segment whose own rate moved", () => {
  const segments = [
    segment("Ann", rate(30, 100), rate(10, 100)),
    segment("Bo", rate(30, 100), rate(30, 100)),
  ];
  const found = explainChange("owner", segments, { before: rate(60, 200), after: rate(40, 200) });
  expect(found).toMatchObject({ value: "Ann", before: 0.3, after: 0.1, share: 1, usual: 0.5 });
});

test("numbers that do not add up have no segments that make them", () => {
  const segments = [segment("a", sum(10), sum(30)), segment("b", sum(12), sum(12))];
  expect(explainChange("owner", segments, { before: sum(11), after: sum(14) })).toBeNull();
});

test("a new segment counts from nothing", () => {
  const segments = [segment("old", sum(50), sum(50)), segment(null, sum(null), sum(25))];
  const found = explainChange("channel", segments, { before: sum(50), after: sum(75) });
  expect(found).toMatchObject({ value: null, before: null, after: 25, share: 1, usual: 0 });
});

test.each([
  [2, 0.02275013194817921],
  [3, 0.0013498980316300957],
  [5, 2.8665157187919333e-7],
])("the tail beyond %d is that of the normal distribution", (z, expected) => {
  // scipy.stats.norm.sf(z)
  expect(normalTail(z) / expected).toBeCloseTo(1, 8);
});
