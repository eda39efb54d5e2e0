import { largestSize, squaredDeviations } from "../internal/statistics.ts";
import { stl } from "./stl.ts";

/** The parts of a series that the strength of its season is measured on. */
export interface SeasonAndRemainder {
  readonly season: Float64Array;
  readonly remainder: Float64Array;
}

/** A decomposition into trend, season and remainder; the trend is not asked for. */
export type Decompose = (values: Float64Array, season: number) => SeasonAndRemainder;

/**
 * Strength of a season, from 0 (none) to 1: max(0, 1 - Var(remainder) / Var(remainder + season)).
 *
 * @param values - series without gaps, more than two seasons
 * @param decompose - STL with a seasonal window of 11 if absent
 * @see Wang, Smith and Hyndman (2006), Data Mining and Knowledge Discovery 13(3)
 */
export function seasonalStrength(
  values: ArrayLike<number>,
  season: number,
  decompose: Decompose = decomposeByStl,
): number {
  const largest = largestSize(values);
  if (largest === 0) return 0;
  const scaled = Float64Array.from(values, (value) => value / largest);
  const parts = decompose(scaled, season);
  const both = parts.remainder.map((value, t) => value + parts.season[t]!);
  const total = squaredDeviations(both);
  return total > 1e-24 * both.length ? Math.max(0, 1 - squaredDeviations(parts.remainder) / total) : 0;
}

function decomposeByStl(values: Float64Array, season: number): SeasonAndRemainder {
  const { seasonal, remainder } = stl(values, { season });
  return { season: seasonal, remainder };
}
