import { InvalidArgumentError } from "../errors.ts";
import { checkInteger, checkSeries } from "../internal/check-arguments.ts";
import { counted } from "../internal/counted.ts";
import { isConstant } from "../series/difference.ts";
import { arimaModel as fittedArima } from "./arima/arima-model.ts";
import { constantRegressor } from "./arima/constant-regressor.ts";
import { type ArimaFit, fitArima } from "./arima/fit-arima.ts";
import { scaleByPower } from "./arima/scale-by-power.ts";
import { chooseDifferences, searchArima } from "./arima/search-arima.ts";
import { type ArimaSpecification, arimaName, lostToDifferences } from "./arima/specification.ts";
import type { FitOptions, FittedModel, Model } from "./model.ts";
import { naive } from "./naive.ts";

/** Fewest observations that orders are searched for. */
const SHORTEST = 5;

/**
 * Seasonal ARIMA whose orders are chosen by unit-root tests and AICc.
 *
 * Differences: one at the season's lag if its strength is above 0.64, then one at lag 1 if the KPSS test rejects
 * stationarity at 5 %. Orders by stepwise search, each model by exact maximum likelihood; seasonal terms of each kind at
 * most two for seasons up to 12, one up to 53, none beyond. Constant series and fewer than 5 observations repeat the
 * last value, and say so in the notes; no finite series makes it fail.
 *
 * R's `auto.arima` differences twice where the test says so; here {@link arimaModel} does, if asked.
 *
 * Same result on every engine: no step of it uses a function of `Math` that engines may round differently.
 *
 * @see Hyndman and Khandakar (2008), Journal of Statistical Software 27(3)
 * @see Box and Jenkins (1970), Time Series Analysis: Forecasting and Control
 */
export const arima: Model = {
  id: "arima",
  description: "Seasonal ARIMA whose differences are chosen by tests and whose orders by AICc",
  minimumLength: 1,
  fit(values: ArrayLike<number>, { season }: FitOptions): FittedModel {
    checkSeries("arima", values, 1, season);
    const length = values.length;
    const { scaled, unit } = scaleByPower(values);
    if (isConstant(scaled, 1)) return repeatLast(values, "all values are equal: repeats the last value");
    if (length < SHORTEST) {
      return repeatLast(
        values,
        `${length} of the ${SHORTEST} observations that orders need: repeats the last value`,
      );
    }
    const orders = chooseDifferences(scaled, season);
    const fit = searchArima(scaled, orders);
    if (!fit) return repeatLast(values, "no ARIMA model can be fitted: repeats the last value");
    const notes =
      season > 1 && length <= 2 * season
        ? [
            `only ${length} observations, not more than two seasons of ${season}: no seasonal difference tested`,
          ]
        : [];
    return fitted("arima", values, unit, fit, notes);
  },
};

/** One ARIMA specification; orders that are left out are 0. */
export interface ArimaOptions {
  /** p, d, q. */
  readonly order: readonly [p: number, d: number, q: number];
  /** P, D, Q at the lag of the season that `fit` is given. */
  readonly seasonal?: readonly [P: number, D: number, Q: number];
  /** A mean (nothing differenced) or a drift (differenced once); no if absent. */
  readonly constant?: boolean;
}

/**
 * A model of given orders, fitted by exact maximum likelihood.
 *
 * Too short a series gets fewer terms: first the seasonal part is dropped, then moving average and autoregression, and
 * a note says so. Without a season (`season` 1) the seasonal part is dropped too.
 *
 * @throws {InvalidArgumentError} if an order is not an integer of 0 or more, or a constant is asked for with d + D > 1
 *
 * @example
 * const { notes } = arimaModel({ order: [0, 1, 1] }).fit([3, 5, 4, 6, 5, 7, 6, 8], { season: 1 });
 * notes[0]; // => "arima: ARIMA(0,1,1)"
 */
export function arimaModel({ order, seasonal = [0, 0, 0], constant = false }: ArimaOptions): Model {
  for (const value of order) checkInteger("order", value, 0);
  for (const value of seasonal) checkInteger("seasonal", value, 0);
  const [p, d, q] = order;
  const [P, D, Q] = seasonal;
  if (constant && d + D > 1) {
    throw new InvalidArgumentError(
      "constant",
      constant,
      `constant needs d + D of 0 or 1, got ${d + D}: leave it out, or difference less`,
    );
  }
  return {
    id: "arima",
    description: `${arimaName({ p, d, q, P, D, Q, season: 1, constant })} of given orders`,
    minimumLength: 1,
    fit(values: ArrayLike<number>, { season }: FitOptions): FittedModel {
      checkSeries("arima", values, 1, season);
      const { scaled, unit } = scaleByPower(values);
      const asked: ArimaSpecification = { p, d, q, P, D, Q, season, constant };
      const plain = { ...asked, P: 0, D: 0, Q: 0 };
      const ladder = [...(season > 1 ? [asked] : []), plain, { ...plain, q: 0 }, { ...plain, p: 0, q: 0 }];
      for (const specification of ladder) {
        if (specification.constant && specification.d > 1) continue;
        if (values.length < lostToDifferences(specification) + 2) continue;
        const columns = constantRegressor(specification, values.length).map(({ history }) => history);
        const fit = fitArima(scaled, specification, columns);
        if (!fit) continue;
        const simpler = specification !== ladder[0];
        const noSeason = season === 1 && P + D + Q > 0;
        const notes = [
          ...(noSeason ? ["without a season: seasonal terms left out"] : []),
          ...(simpler ? [`fewer terms than asked for: ${lengthOf(values)}`] : []),
        ];
        return fitted("arima", values, unit, fit, notes);
      }
      return repeatLast(
        values,
        `no room for the terms asked for, ${lengthOf(values)}: repeats the last value`,
      );
    },
  };
}

function fitted(
  model: string,
  values: ArrayLike<number>,
  unit: number,
  fit: ArimaFit,
  notes: readonly string[],
): FittedModel {
  const regressors = constantRegressor(fit.specification, values.length);
  return {
    ...fittedArima(fit, { model, values, unit, regressors, notes }),
    update(stretch) {
      checkSeries(model, stretch, lostToDifferences(fit.specification) + 1);
      return fitted(model, stretch, unit, fit, notes);
    },
  };
}

function lengthOf({ length }: ArrayLike<number>): string {
  return counted(length, "observation");
}

function repeatLast(values: ArrayLike<number>, reason: string): FittedModel {
  return { ...naive.fit(values, { season: 1 }), model: "arima", notes: [`arima: ${reason}`] };
}
