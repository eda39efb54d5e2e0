import { checkInteger, checkLevels } from "../internal/check-arguments.ts";
import { normalDeviates } from "../internal/normal-deviates.ts";
import { levelMultiplier } from "../internal/normal-quantile.ts";
import { randomStream } from "../internal/random.ts";
import { exponential } from "../transform/exponential.ts";
import type { FittedModel, Interval } from "./model.ts";

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
  const { values, sigma, logarithmic = false } = form;
  const scale = (h: number) => form.scale?.(h) ?? 1;
  const extra = (h: number) => form.extraVariance?.(h) ?? 0;
  const fitted: (number | null)[] = [];
  const residuals: (number | null)[] = [];
  for (let t = 0; t < values.length; t++) {
    const value = form.fitted[t]!;
    fitted.push(Number.isFinite(value) ? value : null);
    residuals.push(Number.isFinite(value) ? values[t]! - value : null);
  }
  const spreads = (horizon: number) => {
    const result = new Float64Array(horizon);
    let variance = 1;
    for (let h = 1; h <= horizon; h++) {
      if (h > 1) variance += form.weight(h - 1) ** 2;
      result[h - 1] = Math.abs(scale(h)) * sigma * Math.sqrt(variance + extra(h));
    }
    return result;
  };
  const back = (value: number) => (logarithmic ? exponential(value) : value);
  return {
    model: form.model,
    parameters: form.parameters,
    fitted,
    residuals,
    notes: form.notes ?? [],
    standardErrors(horizon) {
      checkInteger("horizon", horizon, 1);
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
    predict(horizon, levels = [80, 95]) {
      checkInteger("horizon", horizon, 1);
      checkLevels(levels);
      const centre = form.mean(horizon);
      const spread = spreads(horizon);
      const intervals: Record<string, Interval> = {};
      for (const level of levels) {
        const z = levelMultiplier(level);
        intervals[String(level)] = {
          lower: Array.from(centre, (value, i) => back(value - z * spread[i]!)),
          upper: Array.from(centre, (value, i) => back(value + z * spread[i]!)),
        };
      }
      return { mean: Array.from(centre, back), intervals };
    },
    simulate(horizon, paths, seed) {
      checkInteger("horizon", horizon, 1);
      checkInteger("paths", paths, 1);
      const centre = form.mean(horizon);
      const weights = Float64Array.from({ length: horizon }, (_, j) => (j === 0 ? 1 : form.weight(j)));
      const random = randomStream(seed);
      return Array.from({ length: paths }, () => {
        const draws = normalDeviates(random, horizon + 1);
        const path = new Float64Array(horizon);
        for (let h = 1; h <= horizon; h++) {
          let shock = draws[horizon]! * Math.sqrt(extra(h));
          for (let j = 0; j < h; j++) shock += weights[j]! * draws[h - 1 - j]!;
          path[h - 1] = back(centre[h - 1]! + scale(h) * sigma * shock);
        }
        return path;
      });
    },
  };
}
