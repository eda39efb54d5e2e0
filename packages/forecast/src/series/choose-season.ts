import { type ShrunkenSeason, shrunkenSeason } from "./shrunken-season.ts";

/**
 * Shrunken seasonal indices of the type that fits: multiplicative for positive series, else additive.
 *
 * @returns null if there are fewer than two seasons or nothing is left after shrinking
 */
export function chooseSeason(values: ArrayLike<number>, season: number): ShrunkenSeason | null {
  if (season <= 1 || values.length < 2 * season) return null;
  const positive = Array.from(values).every((value) => value > 0);
  const chosen =
    (positive ? shrunkenSeason(values, season, "multiplicative") : null) ??
    shrunkenSeason(values, season, "additive");
  return chosen && chosen.strength > 0 ? chosen : null;
}
