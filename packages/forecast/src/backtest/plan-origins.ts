import { listOf } from "../internal/number-lists.ts";

/** Where a rolling-origin backtest stands: each origin is the number of observations known. */
export interface OriginPlan {
  readonly origins: readonly number[];
  readonly horizon: number;
}

/**
 * Chooses origins so that each leaves a full horizon to score and enough history to fit.
 *
 * History: two seasons if the series has three, else half the series, 4 values at least. The horizon shrinks
 * to two thirds of what is left, so that some origins fit. Origins end at n - horizon and are spread evenly,
 * at most half a horizon apart.
 *
 * @param most - most origins wanted
 * @returns no origins if the series is too short
 *
 * @example
 * planOrigins(36, { season: 12, horizon: 12, most: 4 }); // => { origins: [25, 26, 27, 28], horizon: 8 }
 */
export function planOrigins(
  length: number,
  { season, horizon, most }: { readonly season: number; readonly horizon: number; readonly most: number },
): OriginPlan {
  const shortest = season > 1 && length >= 3 * season ? 2 * season : Math.max(4, Math.ceil(length / 2));
  const room = length - shortest;
  if (room < 1) return { origins: [], horizon: 0 };
  const steps = Math.min(horizon, Math.max(1, Math.floor((2 * room) / 3)));
  const available = room - steps + 1;
  const wanted = Math.min(most, available);
  const gap =
    wanted > 1 ? Math.max(1, Math.min(Math.floor((available - 1) / (wanted - 1)), Math.ceil(steps / 2))) : 1;
  const last = length - steps;
  const origins = listOf(wanted, (i) => last - (wanted - 1 - i) * gap);
  return { origins, horizon: steps };
}
