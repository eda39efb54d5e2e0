import { finite } from "../internal/finite.ts";
import { mapIntervals } from "../models/fitted-model.ts";
import type { FittedModel, Model } from "../models/model.ts";
import { normalMean } from "./normal-mean.ts";
import type { Transform, TransformRule } from "./transform.ts";

/** What the point forecast is. */
export interface TransformedOptions {
  /**
   * `mean`, if absent: bias-adjusted, so that sums of forecasts are forecasts of sums. `median`: the plain
   * back-transformation, as likely to be too high as too low.
   */
  readonly point?: "mean" | "median";
}

/**
 * Widest spread that the mean is adjusted for: beyond it the mean of a logarithmic forecast passes its own 95 % bound,
 * and says more about the tail of the normal distribution than about the series.
 */
const WIDEST = 1.5;

/**
 * Runs any model on a transformed scale.
 *
 * Intervals and paths are transformed back, which keeps their level. The point forecast of a transformed model is a
 * median; it is turned into the mean by integrating the inverse over the model's normal distribution. Standard errors
 * are half the distance between one standard error below and above.
 *
 * `components` and `update` are not passed on: on the model's scale a level and a season would not add up to the series.
 * A backtest with `refit: false` therefore stays with the first fit and forecasts ever further ahead.
 *
 * @param rule - makes the transform from the history
 * @throws what the rule throws for values that it cannot take, from `fit`
 * @see Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 3.1 and 5.6
 *
 * @example
 * import { drift, logarithmTransform } from "@foresail/forecast";
 *
 * const fitted = transformed(drift, logarithmTransform()).fit([1, 2, 4, 8], { season: 1 });
 * fitted.predict(1).mean.map(Math.round); // => [16]
 */
export function transformed(
  model: Model,
  rule: TransformRule,
  { point = "mean" }: TransformedOptions = {},
): Model {
  return {
    id: `${model.id}_transformed`,
    description: `${model.description}, on a transformed scale`,
    minimumLength: model.minimumLength,
    keepUnit: true,
    keepStart: model.keepStart ?? false,
    fit(values, options) {
      const transform = rule(values, options.season);
      const scaled = Float64Array.from(values, (value) => transform.forward(value));
      return transformBack(model.fit(scaled, options), values, transform, point);
    },
  };
}

function transformBack(
  inner: FittedModel,
  values: ArrayLike<number>,
  transform: Transform,
  point: "mean" | "median",
): FittedModel {
  const model = `${inner.model}_transformed`;
  const inverse = (z: number) => transform.inverse(z);
  const centre = (z: number, spread: number) => {
    const middle = inverse(z);
    if (point === "median") return middle;
    return finite(normalMean(inverse, z, Math.min(WIDEST, spread)));
  };
  const oneStep = inner.standardErrors(1)[0]!;
  const fitted = inner.fitted.map((z) => (z === null ? null : centre(z, oneStep)));
  const parameters = Object.entries(transform.parameters).map(([name, value]) => [
    `${transform.name}.${name}`,
    value,
  ]);
  return {
    model,
    parameters: { ...inner.parameters, ...Object.fromEntries(parameters) },
    fitted,
    residuals: fitted.map((value, t) => (value === null ? null : values[t]! - value)),
    notes: [...inner.notes, `fitted on the ${transform.name} scale`],
    standardErrors(horizon) {
      const spreads = inner.standardErrors(horizon);
      const { mean } = inner.predict(horizon, []);
      return spreads.map((spread, h) => {
        const above = inverse(mean[h]! + spread);
        return finite(above / 2 - inverse(mean[h]! - spread) / 2);
      });
    },
    predict(horizon, levels = [80, 95]) {
      const { mean, intervals } = inner.predict(horizon, levels);
      const spreads = inner.standardErrors(horizon);
      return {
        mean: mean.map((z, h) => centre(z, spreads[h]!)),
        intervals: mapIntervals(intervals, (bounds) => bounds.map(inverse)),
      };
    },
    simulate(horizon, paths, seed) {
      return inner.simulate(horizon, paths, seed).map((path) => path.map(inverse));
    },
  };
}
