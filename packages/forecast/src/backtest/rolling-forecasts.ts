import type { Model } from "../models/model.ts";
import type { OriginPlan } from "./plan-origins.ts";

/** What a model said at one origin, from the values up to it alone. */
export interface OriginForecast {
  /** Observations known. */
  readonly origin: number;
  readonly mean: ArrayLike<number>;
  readonly standardErrors: ArrayLike<number>;
}

/** Fits a model anew at each origin of a plan and forecasts its horizon. */
export function rollingForecasts(
  values: Float64Array,
  model: Model,
  season: number,
  { origins, horizon }: OriginPlan,
): OriginForecast[] {
  return origins.map((origin) => {
    const fitted = model.fit(values.subarray(0, origin), { season });
    return {
      origin,
      mean: fitted.predict(horizon, []).mean,
      standardErrors: fitted.standardErrors(horizon),
    };
  });
}
