import { tabulate } from "../internal/number-lists.ts";
import { fromInnovations } from "../models/innovations-form.ts";
import type { FittedModel, Model } from "../models/model.ts";
import type { TrendKind } from "./curve.ts";
import { fewestValues, fitTrend, type TrendOptions } from "./fit-trend.ts";

/** Kinds of trend that have a model here; the others are `linearTrend` and `exponentialTrend`. */
export type TrendModelKind = Exclude<TrendKind, "linear" | "exponential">;

const MODELS: Readonly<Record<TrendModelKind, Pick<Model, "id" | "description">>> = {
  logarithmic: { id: "logarithmic_trend", description: "Line on the logarithm of time" },
  power: { id: "power_trend", description: "Power of time" },
  polynomial: { id: "polynomial_trend", description: "Polynomial of time, degree by AICc" },
  logistic: { id: "logistic_trend", description: "Growth that levels off, symmetric" },
  gompertz: { id: "gompertz_trend", description: "Growth that levels off slowly" },
  piecewise_linear: {
    id: "piecewise_linear_trend",
    description: "Straight lines between a few breaks, the last one continued",
  },
};

/**
 * A trend as a model: the curve of `fitTrend`, continued, with independent errors around it.
 *
 * Its fitted values are those of the curve through all values, not forecasts; intervals are normal.
 *
 * @returns a model with the id of the kind and `_trend`
 * @see fitTrend for formulas, references and when they fail
 *
 * @example
 * trendModel("power").fit([1, 4, 9, 16], { season: 1 }).predict(1).mean.map(Math.round); // => [25]
 */
export function trendModel(kind: TrendModelKind, options: TrendOptions = {}): Model {
  return {
    ...MODELS[kind],
    minimumLength: fewestValues(kind, options),
    fit(values: ArrayLike<number>): FittedModel {
      const trend = fitTrend(kind, values, options);
      const length = values.length;
      return fromInnovations({
        model: MODELS[kind].id,
        parameters: trend.parameters,
        values,
        fitted: trend.fitted,
        notes: [trend.description, ...trend.notes],
        mean: (horizon) => tabulate(horizon, (h) => trend.at(length + 1 + h)),
        sigma: trend.residualStandardError,
        weight: () => 0,
        extraVariance: (h) => trend.leverage(length + h) ** 2,
      });
    },
  };
}

export const logarithmicTrend: Model = trendModel("logarithmic");
export const powerTrend: Model = trendModel("power");
export const polynomialTrend: Model = trendModel("polynomial");
export const logisticTrend: Model = trendModel("logistic");
export const gompertzTrend: Model = trendModel("gompertz");
export const piecewiseLinearTrend: Model = trendModel("piecewise_linear");
