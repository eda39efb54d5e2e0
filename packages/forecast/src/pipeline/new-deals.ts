import { pointForecast } from "../drivers/point-forecast.ts";
import { forecastPaths } from "../forecast-paths.ts";
import type { RandomStream } from "../internal/random.ts";
import type { DealTrack } from "./deal.ts";

/** Days that deals created are counted by: four weeks, so that counts are not all noise. */
const BLOCK_DAYS = 28;

/** Draws deals that do not exist yet. */
export type DrawNewDeals = (
  path: number,
  random: RandomStream,
) => { readonly day: number; readonly amount: number }[];

/**
 * Deals still to be created: their number by a forecast of the deals created in past blocks of four weeks, their amounts
 * drawn from deals of the last year (from all, if those are fewer than 30).
 *
 * @param deals - as known before `asOf`
 * @param days - days ahead
 * @param paths - futures; 0 for the expected number in each
 */
export function newDeals(
  deals: readonly DealTrack[],
  asOf: number,
  days: number,
  { paths, seed }: { readonly paths: number; readonly seed: number },
): DrawNewDeals {
  const first = deals.reduce((least, { created }) => Math.min(least, created), asOf);
  const blocks = Math.floor((asOf - first) / BLOCK_DAYS);
  if (blocks === 0) return () => [];
  const counts = new Array<number>(blocks).fill(0);
  for (const { created } of deals) {
    const back = Math.floor((asOf - 1 - created) / BLOCK_DAYS);
    if (back < blocks) counts[blocks - 1 - back]! += 1;
  }
  const horizon = Math.ceil(days / BLOCK_DAYS);
  const expected = paths > 0 ? [] : pointForecast(counts, { horizon });
  const drawn = paths > 0 ? forecastPaths(counts, { horizon, paths, seed }) : [];
  const recent = deals.filter(({ created }) => created >= asOf - 365);
  const amounts = (recent.length >= 30 ? recent : deals).map(({ amount }) => amount);
  return (path, random) =>
    (drawn[path] ?? expected)
      .flatMap((value, block) =>
        Array.from({ length: Math.floor(value + random()) }, () => ({
          day: BLOCK_DAYS * block + Math.floor(random() * BLOCK_DAYS),
          amount: amounts[Math.floor(random() * amounts.length)]!,
        })),
      )
      .filter(({ day }) => day < days);
}
