import { NonPositiveValueError } from "../errors.ts";
import { checkSeries } from "../internal/check-arguments.ts";
import { fitEts } from "./ets/fit-ets.ts";
import { fitLevel } from "./ets/fit-level.ts";
import { fittedEts } from "./ets/fitted-ets.ts";
import { isLevelOnly, LONGEST_SEASON, selectEts } from "./ets/select-ets.ts";
import { type EtsSpecification, etsLetters, etsName, etsSpecification } from "./ets/specification.ts";
import type { FitOptions, FittedModel, Model } from "./model.ts";

/**
 * Exponential smoothing: the 15 state-space models with additive or damped trend, each by maximum likelihood with
 * all initial states, chosen by AICc (see `selectEts` for the one exception).
 *
 * Seasons longer than 24 periods are not modelled, which a note says; take `holt_winters_damped` for them. With two
 * or three seasons of data the AICc seldom affords m - 1 seasonal states: models with shrunken seasons do better
 * there.
 *
 * @see Hyndman, Koehler, Snyder and Grose (2002), International Journal of Forecasting 18(3)
 * @see Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing
 */
export const ets: Model = {
  id: "ets",
  description: "Exponential smoothing whose error, trend and season are chosen by AICc",
  minimumLength: 4,
  fit(values: ArrayLike<number>, { season }: FitOptions): FittedModel {
    checkSeries("ets", values, 4, season);
    const notes =
      season > LONGEST_SEASON
        ? [`ets: a season of ${season} is longer than ${LONGEST_SEASON} and left out`]
        : [];
    return fittedEts("ets", values, selectEts(values, season), notes);
  },
};

/**
 * One given exponential smoothing model, by its letters for error, trend and season, as in "ANN" or "MAdM".
 *
 * Where the series is too short or constant, a level alone is fitted, and a note says so.
 *
 * @param letters - error A or M, trend N, A or Ad, season N, A or M; the season M needs the error M
 * @returns a model with id `ets_` and the letters; its `fit` throws {@link NonPositiveValueError} if a part is
 *   multiplicative and a value is 0 or below
 * @throws {InvalidArgumentError} if there is no such model
 *
 * @example
 * etsModel("ANN").fit([5, 5, 5, 5], { season: 1 }).predict(1).mean; // => [5]
 */
export function etsModel(letters: string): Model {
  const specification = etsSpecification(letters);
  const id = `ets_${letters.toLowerCase()}`;
  const name = etsName(specification);
  const proportional = specification.error === "multiplicative";
  return {
    id,
    description: `Exponential smoothing, ${name}`,
    minimumLength: 4,
    requiresPositive: proportional,
    fit(values: ArrayLike<number>, { season }: FitOptions): FittedModel {
      checkSeries(id, values, 4, season);
      for (let t = 0; proportional && t < values.length; t++) {
        if (!(values[t]! > 0)) throw new NonPositiveValueError(id, t, values[t]!);
      }
      const fit = isLevelOnly(values) ? null : fitEts(values, season, specification);
      return fit
        ? fittedEts(id, values, fit)
        : fittedEts(id, values, fitLevel(values), [levelNote(specification, values.length)]);
    },
  };
}

function levelNote(specification: EtsSpecification, length: number): string {
  return `${etsLetters(specification)} cannot be estimated on these ${length} values: a level alone`;
}
