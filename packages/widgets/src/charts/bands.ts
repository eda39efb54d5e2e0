import type { MetricForecast } from "@foresail/client";

/** One band of a fan chart: where the outcome should fall `level` times of a hundred. */
export interface FanBand {
  readonly level: number;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/**
 * Bands of a forecast, widest first, so that drawing them in order puts the darkest in the middle.
 *
 * At most three are kept (the reader's limit): the narrowest, 80 if present or else a middle one, the widest.
 */
export function fanBands(forecast: MetricForecast["forecast"]): FanBand[] {
  const all = Object.entries(forecast.intervals)
    .map(([level, interval]) => ({ level: Number(level), lower: interval.lower, upper: interval.upper }))
    .sort((a, b) => b.level - a.level);
  if (all.length <= 3) return all;
  const inner = all.slice(1, -1);
  return [all[0]!, inner.find((band) => band.level === 80) ?? inner[inner.length >> 1]!, all.at(-1)!];
}
