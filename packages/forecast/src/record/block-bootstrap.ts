import { quantileSorted } from "simple-statistics";
import { randomStream } from "../internal/random.ts";

/** How to resample. */
export interface BlockBootstrapOptions {
  /** Neighbouring groups drawn together. */
  readonly blockLength: number;
  readonly seed: number;
  /** Resamples; 2,000 if absent. */
  readonly resamples?: number;
  /** Percentage; 90 if absent. */
  readonly level?: number;
}

/**
 * Percentile interval of a statistic of sums over groups, by the circular block bootstrap: blocks of
 * neighbouring groups, wrapped around the end, are drawn until there are as many groups as before. Neighbours
 * stay together, so dependence over less than a block survives.
 *
 * @param groups - sums of each group (origin or period), in time order, all of the same length
 * @param statistic - of the summed sums; resamples where it is not finite are left out
 * @returns null below 4 groups, or if the statistic is finite in less than half the resamples
 * @see Politis and Romano (1992), "A circular block-resampling procedure for stationary data"
 */
export function blockBootstrap(
  groups: readonly (readonly number[])[],
  statistic: (sums: readonly number[]) => number,
  { blockLength, seed, resamples = 2000, level = 90 }: BlockBootstrapOptions,
): { readonly lower: number; readonly upper: number } | null {
  const count = groups.length;
  if (count < 4) return null;
  const width = groups[0]!.length;
  const random = randomStream(seed);
  const results: number[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    const sums = new Array<number>(width).fill(0);
    let start = 0;
    for (let drawn = 0; drawn < count; drawn++) {
      const within = drawn % blockLength;
      if (within === 0) start = Math.floor(random() * count);
      const group = groups[(start + within) % count]!;
      for (let i = 0; i < width; i++) sums[i]! += group[i]!;
    }
    const value = statistic(sums);
    if (Number.isFinite(value)) results.push(value);
  }
  if (results.length < resamples / 2) return null;
  results.sort((a, b) => a - b);
  return {
    lower: quantileSorted(results, (1 - level / 100) / 2),
    upper: quantileSorted(results, (1 + level / 100) / 2),
  };
}
