import type { Benchmark, BenchmarkRow } from "@foresail/client";
import { publishedBenchmarks } from "./published-benchmarks.ts";

/** A year's figures are greyed when that year ended more than so many months ago. */
const freshMonths = 24;

/**
 * Whether a benchmark is too old to be shown as current: the year measured, else the year published, ended more than 24
 * months before a moment.
 *
 * Rows: of 2023, stale from January 2026 on; of 2024, not before January 2027.
 */
export function isStale(
  { dataYear, reportYear }: Pick<BenchmarkRow, "dataYear" | "reportYear">,
  now: Date,
): boolean {
  const year = dataYear ?? reportYear;
  const monthsSince = (now.getUTCFullYear() - (year + 1)) * 12 + now.getUTCMonth();
  return monthsSince >= freshMonths;
}

/**
 * All benchmarks as they are shown: the published ones and a tenant's own, which replace published ones of the same id.
 * By metric, then the newest first.
 *
 * @param own - rows that the tenant wrote
 * @param metrics - ids of the catalogue: a figure without a metric there has nothing that it is like
 * @param now - the moment at which rows are old or not
 */
export function benchmarkList(
  own: readonly BenchmarkRow[],
  metrics: ReadonlySet<string>,
  now: Date,
): Benchmark[] {
  const ids = new Set(own.map(({ id }) => id));
  const published = publishedBenchmarks.filter(({ id }) => !ids.has(id));
  const show = (row: BenchmarkRow, isOwn: boolean): Benchmark => ({
    ...row,
    stale: isStale(row, now),
    likeForLike: row.sameDefinition && row.definition !== null && metrics.has(row.metric),
    own: isOwn,
  });
  const year = ({ dataYear, reportYear }: Benchmark): number => dataYear ?? reportYear;
  return [...own.map((row) => show(row, true)), ...published.map((row) => show(row, false))].sort((a, b) =>
    a.metric === b.metric ? year(b) - year(a) || (a.id < b.id ? -1 : 1) : a.metric < b.metric ? -1 : 1,
  );
}
