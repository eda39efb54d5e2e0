import { normalQuantile } from "../internal/normal-quantile.ts";
import { tabulate, zeros } from "../internal/number-lists.ts";
import { randomStream } from "../internal/random.ts";
import { sortedQuantile } from "../internal/sorted-quantile.ts";
import { sumOf } from "../internal/statistics.ts";
import { studentQuantile } from "../internal/student-quantile.ts";

/** How to resample. */
export interface BlockBootstrapOptions {
  /** Neighbouring groups drawn together. */
  readonly blockLength: number;
  readonly seed: number;
  /** Resamples; 1,000 if absent. */
  readonly resamples?: number;
  /** Percentage; 90 if absent. */
  readonly level?: number;
}

/** Bounds of an interval. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Percentile intervals of statistics of sums over groups, by the circular block bootstrap: blocks of
 * neighbouring groups, wrapped around the end, are drawn until there are as many groups as before. Neighbours
 * stay together, so dependence over less than a block survives.
 *
 * Percentiles of few blocks are too near to each other, so both bounds are moved away from the estimate, by the
 * quantile of Student's t for the number of blocks over the normal one, and sqrt(n / (n - block)). Without it
 * intervals of 90 % miss in 16 to 25 of 100 records of 8 to 36 origins, with it in 3 to 10.
 *
 * @param groups - sums of each group (origin or period), in time order, all of the same length
 * @param statistics - of the summed sums; resamples where one is not finite are left out of its interval
 * @returns an interval for each statistic; null below 4 groups, or if it is finite in less than half the resamples
 * @see Politis and Romano (1992), "A circular block-resampling procedure for stationary data"
 * @see Hesterberg (2015), The American Statistician 69(4), on expanded percentile intervals
 */
export function blockBootstrap(
  groups: readonly (readonly number[])[],
  statistics: readonly ((sums: Float64Array) => number)[],
  { blockLength, seed, resamples = 1000, level = 90 }: BlockBootstrapOptions,
): (Bounds | null)[] {
  const count = groups.length;
  if (count < 4) return statistics.map(() => null);
  const width = groups[0]!.length;
  const flat = Float64Array.from(groups.flat());
  const random = randomStream(seed);
  const results = statistics.map((): number[] => []);
  const sums = zeros(width);
  for (let resample = 0; resample < resamples; resample++) {
    sums.fill(0);
    let group = 0;
    for (let drawn = 0; drawn < count; drawn++) {
      group = drawn % blockLength === 0 ? Math.floor(random() * count) : (group + 1) % count;
      for (let i = 0; i < width; i++) sums[i]! += flat[group * width + i]!;
    }
    statistics.forEach((statistic, i) => {
      const value = statistic(sums);
      if (Number.isFinite(value)) results[i]!.push(value);
    });
  }
  const totals = tabulate(width, (i) => sumOf(groups, (group) => group[i]!));
  const tail = (1 - level / 100) / 2;
  const expansion = expansionOf(count, blockLength, tail);
  return results.map((values, i) => {
    if (values.length < resamples / 2) return null;
    values.sort((a, b) => a - b);
    const estimate = statistics[i]!(totals);
    const expand = (bound: number) => estimate + expansion * (bound - estimate);
    return { lower: expand(sortedQuantile(values, tail)), upper: expand(sortedQuantile(values, 1 - tail)) };
  });
}

function expansionOf(count: number, blockLength: number, tail: number): number {
  const degrees = Math.max(1, Math.round(count / blockLength) - 1);
  const spread = Math.sqrt(count / Math.max(1, count - blockLength));
  return (spread * studentQuantile(1 - tail, degrees)) / normalQuantile(1 - tail);
}
