import { checkSeries } from "../internal/check-arguments.ts";
import { chooseSeason } from "../series/choose-season.ts";
import type { FitOptions, FittedModel, Model } from "./model.ts";
import { fitTheta } from "./theta.ts";

/**
 * The Theta method (see `theta`) with shrunken seasonal indices (see `shrunkenSeason`) in place of the test
 * that keeps the season as a whole or drops it. Equal to `theta` without a season; better on two to four years
 * of months, where the test seldom passes.
 *
 * @see Hyndman and Billah (2003), "Unmasking the Theta method", International Journal of Forecasting 19(2)
 */
export const thetaShrunken: Model = {
  id: "theta_shrunken",
  description: "Theta method with a season that is shrunk instead of tested",
  minimumLength: 4,
  fit(values: ArrayLike<number>, { season }: FitOptions): FittedModel {
    checkSeries("thetaShrunken", values, 4, season);
    return fitTheta("theta_shrunken", values, chooseSeason(values, season));
  },
};
