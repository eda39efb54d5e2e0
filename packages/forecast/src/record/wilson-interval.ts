import { checkInteger, checkLevels } from "../internal/check-arguments.ts";
import { levelMultiplier } from "../internal/normal-quantile.ts";

/**
 * Wilson score interval of a share.
 *
 * @param hits - successes, 0 to n
 * @param n - trials, 1 or more
 * @param level - percentage; 90 if absent
 * @returns bounds in [0, 1]
 * @see Wilson (1927), Journal of the American Statistical Association 22(158)
 *
 * @example
 * wilsonInterval(10, 12, 95).lower.toFixed(2); // => "0.55"
 */
export function wilsonInterval(
  hits: number,
  n: number,
  level = 90,
): { readonly lower: number; readonly upper: number } {
  checkInteger("n", n, 1);
  checkInteger("hits", hits, 0);
  checkLevels([level]);
  const z = levelMultiplier(level);
  const share = hits / n;
  const centre = share + (z * z) / (2 * n);
  const reach = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const below = 1 + (z * z) / n;
  return { lower: Math.max(0, (centre - reach) / below), upper: Math.min(1, (centre + reach) / below) };
}
