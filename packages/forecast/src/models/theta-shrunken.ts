import { chooseSeason } from "../series/choose-season.ts";
import { defineModel } from "./define-model.ts";
import type { Model } from "./model.ts";
import { halfSlopeForm } from "./theta-form.ts";
import { withSeason } from "./with-season.ts";

/**
 * The Theta method (see `theta`) with shrunken seasonal indices (see `shrunkenSeason`) in place of the test
 * that keeps the season as a whole or drops it. Equal to `theta` without a season; better on two to four years
 * of months, where the test seldom passes.
 *
 * @see Hyndman and Billah (2003), "Unmasking the Theta method", International Journal of Forecasting 19(2)
 */
export const thetaShrunken: Model = defineModel({
  id: "theta_shrunken",
  description: "Theta method with a season that is shrunk instead of tested",
  minimumLength: 4,
  form: (values, { season }) => withSeason(values, chooseSeason(values, season), halfSlopeForm),
});
