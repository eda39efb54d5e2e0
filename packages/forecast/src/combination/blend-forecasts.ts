import type { OriginForecast } from "../backtest/rolling-forecasts.ts";
import { sumOf } from "../internal/statistics.ts";

/** Weighted mean of several models' forecasts at one origin: of means and of standard errors. */
export function blendForecasts(
  forecasts: readonly OriginForecast[],
  weights: readonly number[],
): OriginForecast {
  const total = sumOf(weights, (weight) => weight);
  const blend = (pick: (forecast: OriginForecast) => ArrayLike<number>) =>
    Float64Array.from(pick(forecasts[0]!), (_, h) =>
      sumOf(forecasts, (forecast, i) => (weights[i]! / total) * pick(forecast)[h]!),
    );
  return {
    origin: forecasts[0]!.origin,
    mean: blend((forecast) => forecast.mean),
    standardErrors: blend((forecast) => forecast.standardErrors),
  };
}
