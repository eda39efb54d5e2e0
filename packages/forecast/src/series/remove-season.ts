import { tabulate } from "../internal/number-lists.ts";
import type { SeasonalIndices } from "./classical-decomposition.ts";

/** The series without its season: values minus, or divided by, the index of their phase; a copy if there is none. */
export function removeSeason(values: ArrayLike<number>, season: SeasonalIndices | null): Float64Array {
  if (season === null) return Float64Array.from(values);
  const { indices, type } = season;
  return tabulate(values.length, (t) => {
    const index = indices[t % indices.length]!;
    return type === "additive" ? values[t]! - index : values[t]! / index;
  });
}

/**
 * Puts the season back.
 *
 * @param offset - time of `values[0]`, counted from the first observation; n for the first forecast
 */
export function restoreSeason(
  values: ArrayLike<number>,
  season: SeasonalIndices,
  offset: number,
): Float64Array {
  const { indices, type } = season;
  return tabulate(values.length, (i) => {
    const index = indices[(offset + i) % indices.length]!;
    return type === "additive" ? values[i]! + index : values[i]! * index;
  });
}
