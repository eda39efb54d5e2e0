import type { OriginForecast } from "../backtest/rolling-forecasts.ts";

/** Weighted mean of several models' forecasts at one origin: of means and of standard errors. */
export function blendForecasts(
  forecasts: readonly OriginForecast[],
  weights: readonly number[],
): OriginForecast {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const blend = (pick: (forecast: OriginForecast) => ArrayLike<number>) =>
    Float64Array.from(pick(forecasts[0]!), (_, h) =>
      forecasts.reduce((sum, forecast, i) => sum + (weights[i]! / total) * pick(forecast)[h]!, 0),
    );
  return {
    origin: forecasts[0]!.origin,
    mean: blend((forecast) => forecast.mean),
    standardErrors: blend((forecast) => forecast.standardErrors),
  };
}
