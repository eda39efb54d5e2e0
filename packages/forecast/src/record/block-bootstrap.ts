import { quantileSorted } from "simple-statistics";
import { randomStream } from "../internal/random.ts";

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
 * @param groups - sums of each group (origin or period), in time order, all of the same length
 * @param statistics - of the summed sums; resamples where one is not finite are left out of its interval
 * @returns an interval for each statistic; null below 4 groups, or if it is finite in less than half the resamples
 * @see Politis and Romano (1992), "A circular block-resampling procedure for stationary data"
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
  const sums = new Float64Array(width);
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
  return results.map((values) => {
    if (values.length < resamples / 2) return null;
    values.sort((a, b) => a - b);
    const tail = (1 - level / 100) / 2;
    return { lower: quantileSorted(values, tail), upper: quantileSorted(values, 1 - tail) };
  });
}
