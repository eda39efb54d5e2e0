import { checkInteger, checkSeries } from "../internal/check-arguments.ts";
import { largestSize } from "../internal/statistics.ts";
import { difference, isConstant } from "./difference.ts";
import { kpss } from "./kpss.ts";
import { type Decompose, seasonalStrength } from "./seasonal-strength.ts";

/** Seasonal strength above which a series is differenced at the season's lag. */
const STRONG = 0.64;

/**
 * How many first differences make a series stationary around a level: the KPSS test at 5 %, repeated.
 *
 * @param values - series without gaps
 * @param most - 2 if absent
 * @returns 0 for a constant series and for fewer than 3 values
 * @see Hyndman and Khandakar (2008), Journal of Statistical Software 27(3), section 3.1
 *
 * @example
 * differencesNeeded([5, 6, 5, 6, 5, 6, 5, 6]); // => 0
 */
export function differencesNeeded(values: ArrayLike<number>, most = 2): number {
  checkInteger("most", most, 0);
  checkSeries("differencesNeeded", values, 0);
  const size = largestSize(values);
  let current: ArrayLike<number> = values;
  let count = 0;
  while (count < most && current.length >= 3 && !isConstant(current, size) && !kpss(current).stationary) {
    current = difference(current, 1);
    count++;
  }
  return count;
}

/**
 * How many differences at the season's lag a series needs: one, if its seasonal strength is above 0.64.
 *
 * @param values - series without gaps
 * @param decompose - the decomposition that strength is taken from; STL if absent
 * @returns 0 for no season, for two seasons or fewer, and for a constant series
 * @see Wang, Smith and Hyndman (2006), Data Mining and Knowledge Discovery 13(3), on the strength
 * @see Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 9.1, on the limit
 *
 * @example
 * seasonalDifferencesNeeded([1, 9, 4, 2, 9, 5, 1, 8, 4, 2, 9, 4], 3); // => 1
 */
export function seasonalDifferencesNeeded(
  values: ArrayLike<number>,
  season: number,
  decompose?: Decompose,
): number {
  checkSeries("seasonalDifferencesNeeded", values, 0, season);
  if (season === 1 || values.length <= 2 * season || isConstant(values, largestSize(values))) return 0;
  return seasonalStrength(values, season, decompose) > STRONG ? 1 : 0;
}
