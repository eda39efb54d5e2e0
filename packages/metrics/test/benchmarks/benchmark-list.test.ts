import { BenchmarkRow } from "@foresail/client";
import { expect, test } from "vitest";
import { benchmarkList, isStale } from "../../src/benchmarks/benchmark-list.ts";
import { publishedBenchmarks } from "../../src/benchmarks/published-benchmarks.ts";

const now = new Date("2026-11-22T00:00:00Z");
const own: BenchmarkRow = {
  id: "peers-2026",
  metric: "win_rate",
  definition: "won / (won + lost) of the quarter, by count",
  sameDefinition: true,
  segment: { by: "all" },
  stat: "median",
  value: 0.27,
  unit: "fraction",
  n: 40,
  dataYear: 2026,
  reportYear: 2026,
  source: "Survey of our investor's portfolio",
  url: null,
  grade: "own",
  note: null,
};

test("every published figure has a source, a year, an address and its own id", () => {
  for (const row of publishedBenchmarks) {
    expect(BenchmarkRow.safeParse(row).error?.issues ?? []).toEqual([]);
    expect(row.url).toMatch(/^https:/);
    expect(["A", "B"]).toContain(row.grade);
  }
  expect(new Set(publishedBenchmarks.map(({ id }) => id)).size).toBe(publishedBenchmarks.length);
});

test("figures are greyed when their year ended more than 24 months ago", () => {
  const of2023 = { dataYear: 2023, reportYear: 2025 };
  expect(isStale(of2023, new Date("2025-12-31T00:00:00Z"))).toBe(false);
  expect(isStale(of2023, new Date("2026-01-01T00:00:00Z"))).toBe(true);
  expect(isStale({ dataYear: null, reportYear: 2024 }, new Date("2026-12-31T00:00:00Z"))).toBe(false);
});

test("what a source defines otherwise, or not at all, is not like for like", () => {
  const list = benchmarkList(
    [own, { ...own, id: "bare", definition: null }],
    new Set(["win_rate", "nrr"]),
    now,
  );
  const like = list.filter(({ likeForLike }) => likeForLike).map(({ id }) => id);
  expect(like).toEqual(["peers-2026"]);
  expect(benchmarkList([own], new Set(["nrr"]), now).some(({ likeForLike }) => likeForLike)).toBe(false);
});

test("own figures stand beside the published ones, or in their place", () => {
  const published = publishedBenchmarks[0]!;
  const list = benchmarkList([own, { ...own, id: published.id }], new Set(), now);
  expect(list).toHaveLength(publishedBenchmarks.length + 1);
  expect(list.filter(({ id }) => id === published.id)).toMatchObject([{ own: true, value: 0.27 }]);
  expect(list.filter((row) => !row.own && row.grade === "own")).toEqual([]);
});

test("by metric, the newest first", () => {
  const nrr = benchmarkList([], new Set(), now).filter(({ metric }) => metric === "nrr");
  const years = nrr.map(({ dataYear, reportYear }) => dataYear ?? reportYear);
  expect(years.length).toBeGreaterThan(2);
  expect(years).toEqual([...years].sort((a, b) => b - a));
});
