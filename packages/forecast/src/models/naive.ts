import { defineModel } from "./define-model.ts";
import { lastValueForm } from "./last-value-form.ts";
import type { Model } from "./model.ts";

/**
 * Every forecast is the last value: mean[h] = y[n], variance h * sigma^2 (random walk).
 *
 * @see Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 5.2 and 5.5
 *
 * @example
 * naive.fit([3, 5], { season: 1 }).predict(2).mean; // => [5, 5]
 */
export const naive: Model = defineModel({
  id: "naive",
  description: "Repeats the last value",
  minimumLength: 1,
  form: lastValueForm,
});
