import { normalDeviates } from "../internal/normal-deviates.ts";
import { tabulate, zeros } from "../internal/number-lists.ts";
import { exponential } from "../transform/exponential.ts";
import { fittedModel } from "./fitted-model.ts";
import type { FittedModel } from "./model.ts";
import { normalBounds } from "./normal-bounds.ts";

/**
 * A fitted model written as mean plus weighted past innovations:
 *
 * y[n+h] = mean[h] + scale[h] * (e[h] + sum over j = 1..h-1 of weight[j] * e[h-j] + u * sqrt(extra[h]))
 *
 * with independent innovations e of standard deviation sigma and one draw u, of the same
 * deviation, for the estimated parameters. Intervals and paths of every model follow from it.
 */
export interface InnovationsForm {
  readonly model: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly values: ArrayLike<number>;
  /** One-step forecasts of the history, NaN where undefined. */
  readonly fitted: ArrayLike<number>;
  readonly notes?: readonly string[];
  /** Point forecasts for steps 1 to `horizon`. */
  mean(horizon: number): Float64Array;
  /** Standard deviation of the one-step innovation. */
  readonly sigma: number;
  /** Effect of an innovation j steps later, j >= 1. */
  weight(j: number): number;
  /** Factor on all innovations at step h >= 1; 1 if absent. */
  scale?(h: number): number;
  /** Variance of the estimated mean at step h, in units of sigma squared; 0 if absent. */
  extraVariance?(h: number): number;
  /** True if mean, sigma and paths are on the log scale; fitted and values never are. */
  readonly logarithmic?: boolean;
}

/** Turns the innovations form of a model into the verbs that every model has. */
export function fromInnovations(form: InnovationsForm): FittedModel {
  const { sigma, logarithmic = false } = form;
  const scale = (h: number) => form.scale?.(h) ?? 1;
  const extra = (h: number) => form.extraVariance?.(h) ?? 0;
  const spreads = (horizon: number) => {
    const result = zeros(horizon);
    let variance = 1;
    for (let h = 1; h <= horizon; h++) {
      if (h > 1) variance += form.weight(h - 1) ** 2;
      result[h - 1] = Math.abs(scale(h)) * sigma * Math.sqrt(variance + extra(h));
    }
    return result;
  };
  const back = (value: number) => (logarithmic ? exponential(value) : value);
  return fittedModel({
    ...form,
    standardErrors(horizon) {
      const result = spreads(horizon);
      if (logarithmic) {
        const centre = form.mean(horizon);
        for (let h = 0; h < horizon; h++) {
          const spread = Math.min(result[h]!, 20);
          result[h] = (exponential(centre[h]!) * (exponential(spread) - exponential(-spread))) / 2;
        }
      }
      return result;
    },
    ahead(horizon) {
      const centre = form.mean(horizon);
      return { mean: centre.map(back), bounds: normalBounds(centre, spreads(horizon), back) };
    },
    path(horizon) {
      const centre = form.mean(horizon);
      const weights = tabulate(horizon, (j) => (j === 0 ? 1 : form.weight(j)));
      return (random) => {
        const draws = normalDeviates(random, horizon + 1);
        const path = zeros(horizon);
        for (let h = 1; h <= horizon; h++) {
          let shock = draws[horizon]! * Math.sqrt(extra(h));
          for (let j = 0; j < h; j++) shock += weights[j]! * draws[h - 1 - j]!;
          path[h - 1] = back(centre[h - 1]! + scale(h) * sigma * shock);
        }
        return path;
      };
    },
  });
}
