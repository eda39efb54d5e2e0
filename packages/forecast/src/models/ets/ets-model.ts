import { fromInnovations } from "../innovations-form.ts";
import type { FittedModel } from "../model.ts";
import type { EtsFit } from "./fit-ets.ts";
import { etsName } from "./specification.ts";

/**
 * Gives an exponential smoothing fit the verbs of every model.
 *
 * Innovation weights are those of the linear class, weight[j] = alpha + beta * (phi + ... + phi^j) + gamma if
 * m divides j. With multiplicative errors or season the innovation at step h is scaled by the mean (or by the
 * season) at that step, the usual first-order approximation.
 *
 * @see Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, chapter 6
 */
export function etsModel(model: string, values: ArrayLike<number>, fit: EtsFit): FittedModel {
  const { specification, parameters, final, sigma } = fit;
  const { alpha, beta, gamma, phi } = parameters;
  const { seasons } = final;
  const length = values.length;
  const seasonAt = (h: number) => seasons[(length + h - 1) % seasons.length]!;
  const dampedSum = (h: number) => (phi === 1 ? h : (phi * (1 - phi ** h)) / (1 - phi));
  const meanAt = (h: number) => {
    const base = final.level + dampedSum(h) * final.slope;
    if (specification.season === "additive") return base + seasonAt(h);
    return specification.season === "multiplicative" ? base * seasonAt(h) : base;
  };
  return fromInnovations({
    model,
    parameters: { alpha, beta, gamma, phi },
    values,
    fitted: fit.fitted,
    notes: [`${model}: ${etsName(specification)}`],
    mean: (horizon) => Float64Array.from({ length: horizon }, (_, i) => meanAt(i + 1)),
    sigma,
    weight: (j) =>
      alpha + beta * dampedSum(j) + (specification.season !== "none" && j % seasons.length === 0 ? gamma : 0),
    scale: (h) => {
      if (specification.error === "multiplicative") return meanAt(h);
      return specification.season === "multiplicative" ? seasonAt(h) : 1;
    },
  });
}
