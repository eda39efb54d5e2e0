import { mustError } from "../internal/must-error.ts";
import { zeros } from "../internal/number-lists.ts";
import { defineDemand } from "./intermittent-demand.ts";
import type { Model } from "./model.ts";

/** Smoothing of intermittent demand. */
export interface IntermittentOptions {
  /** Weight of the newest demand size, in (0, 1]; 0.1 if absent. */
  readonly alpha?: number;
  /** Weight of the newest interval, or of the newest period's having demand or not; alpha if absent. */
  readonly beta?: number;
}

/**
 * Croston's method: sizes z of demand and intervals p between demands are smoothed apart, each time demand arrives,
 *
 * z' = z + alpha * (y - z), p' = p + beta * (q - p), forecast z' / p', with q periods since the last demand.
 *
 * Both start at the first demand, p at its period. Weights are given, not estimated: one-step errors tell little about
 * them where most periods are 0. The forecast is biased upward by about beta / (2 - beta) (see `sba`), and does not
 * fall while nothing is sold (see `tsb`). Without any demand it forecasts 0. Negative values count as demand of that
 * size. For paths and intervals see `fromDemand`: chance 1 / p', sizes as seen.
 *
 * @throws {InvalidArgumentError} if a weight is not in (0, 1]
 * @see Croston (1972), Operational Research Quarterly 23(3)
 *
 * @example
 * crostonOf({ alpha: 0.5 }).fit([0, 4, 0, 0, 6], { season: 1 }).predict(1).mean; // => [2]
 */
export function crostonOf(options: IntermittentOptions = {}): Model {
  return smoothedDemand(
    "croston",
    "Croston: sizes of demand and intervals between them, smoothed apart",
    options,
    () => 1,
  );
}

/**
 * Croston's method less its bias, as approximated by Syntetos and Boylan: forecast (1 - beta / 2) * z' / p'.
 *
 * The bias comes from intervals that vary: where demand has come in every period nothing is corrected. With few gaps the
 * correction goes too far: take `croston` there.
 *
 * @throws {InvalidArgumentError} if a weight is not in (0, 1]
 * @see Syntetos and Boylan (2005), International Journal of Forecasting 21(2)
 *
 * @example
 * sbaOf({ alpha: 0.5 }).fit([0, 4, 0, 0, 6], { season: 1 }).predict(1).mean; // => [1.5]
 */
export function sbaOf(options: IntermittentOptions = {}): Model {
  return smoothedDemand(
    "sba",
    "Croston's method less its bias (Syntetos and Boylan)",
    options,
    (beta) => 1 - beta / 2,
  );
}

/** {@link crostonOf} with both weights 0.1. */
export const croston: Model = crostonOf();

/** {@link sbaOf} with both weights 0.1. */
export const sba: Model = sbaOf();

/** Weights of an intermittent method; refuses what is not in (0, 1]. */
export function demandWeights({ alpha = 0.1, beta = alpha }: IntermittentOptions): {
  readonly alpha: number;
  readonly beta: number;
} {
  for (const [name, weight] of Object.entries({ alpha, beta })) {
    if (!(weight > 0 && weight <= 1)) {
      throw mustError(name, weight, "lie above 0 and be 1 at most");
    }
  }
  return { alpha, beta };
}

function smoothedDemand(
  id: string,
  description: string,
  options: IntermittentOptions,
  correction: (beta: number) => number,
): Model {
  const { alpha, beta } = demandWeights(options);
  // a gap has been seen unless all intervals are 1
  const rate = (size: number, interval: number) =>
    interval === 1 ? size : (correction(beta) * size) / interval;
  return defineDemand({
    id,
    description,
    form(values) {
      const fitted = zeros(values.length).fill(Number.NaN);
      let size = 0;
      let interval = 0;
      let waited = 0;
      for (let t = 0; t < values.length; t++) {
        if (interval > 0) fitted[t] = rate(size, interval);
        waited += 1;
        const value = values[t]!;
        if (value === 0) continue;
        size = interval === 0 ? value : size + alpha * (value - size);
        interval = interval === 0 ? waited : interval + beta * (waited - interval);
        waited = 0;
      }
      const seen = interval > 0;
      return {
        parameters: { alpha, beta, ...(seen && { size, interval }) },
        fitted,
        rate: seen ? rate(size, interval) : 0,
        chance: seen ? Math.min(1, 1 / interval) : 0,
      };
    },
  });
}
