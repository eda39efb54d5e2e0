import { normalDeviates } from "../../internal/normal-deviates.ts";
import { zeros } from "../../internal/number-lists.ts";
import { fittedModel } from "../fitted-model.ts";
import type { Components, FittedModel } from "../model.ts";
import { normalBounds } from "../normal-bounds.ts";
import type { EtsFit } from "./ets-fit.ts";
import { etsMoments } from "./moments.ts";
import { etsName } from "./specification.ts";

/**
 * Gives an exponential smoothing fit the verbs of every model.
 *
 * Means and standard errors are those of `etsMoments`, paths run the model's own recursion, with multiplicative
 * errors where it has them (cut at -1, so that nothing turns negative by an error alone). Neither knows that the
 * parameters are estimates: intervals are too narrow on short series.
 *
 * @param model - id to report
 * @param values - the history that was fitted
 */
export function fittedEts(
  model: string,
  values: ArrayLike<number>,
  fit: EtsFit,
  notes: readonly string[] = [],
): FittedModel {
  const { specification, parameters, fitted } = fit;
  return {
    ...fittedModel({
      model,
      parameters: { ...parameters },
      values,
      fitted,
      notes: [`${model}: ${etsName(specification)}`, ...notes],
      standardErrors: (horizon) => etsMoments(fit, horizon).variance.map(Math.sqrt),
      ahead(horizon) {
        const { mean, variance } = etsMoments(fit, horizon);
        return { mean, bounds: normalBounds(mean, variance.map(Math.sqrt)) };
      },
      // one draw more than needed: all models take the same number, so that combined paths share their shocks
      path: (horizon) => (random) => etsPath(fit, normalDeviates(random, horizon + 1), horizon),
    }),
    components: () => etsComponents(fit),
  };
}

function etsPath({ specification, parameters, final, sigma }: EtsFit, draws: Float64Array, horizon: number) {
  const { alpha, beta, gamma, phi } = parameters;
  const seasons = final.seasons.slice();
  const path = zeros(horizon);
  const multiplies = specification.season === "multiplicative";
  let { level, slope } = final;
  for (let h = 0; h < horizon; h++) {
    const phase = h % seasons.length;
    const base = level + phi * slope;
    const index = seasons[phase]!;
    const mean = multiplies ? base * index : base + index;
    const shock = sigma * draws[h]!;
    const error = specification.error === "additive" ? shock : mean * Math.max(-1, shock);
    const move = multiplies ? error / index : error;
    path[h] = mean + error;
    level = base + alpha * move;
    slope = phi * slope + beta * move;
    seasons[phase] = index + (multiplies ? (gamma * error) / base : gamma * error);
  }
  return path;
}

/** The states after each value. */
function etsComponents({ specification, states, fitted }: EtsFit): Components {
  const { trend, season } = specification;
  const newest = (all: Float64Array) => Array.from(all.subarray(-fitted.length));
  return {
    level: newest(states.levels),
    trend: trend === "none" ? null : newest(states.slopes),
    season: season === "none" ? null : newest(states.seasons),
    seasonType: season === "none" ? null : season,
  };
}
