import { naturalLogarithm } from "../internal/natural-logarithm.ts";
import { tabulate, zeros } from "../internal/number-lists.ts";
import { mean, sumOf } from "../internal/statistics.ts";
import { chooseSeason } from "../series/choose-season.ts";
import { exponential, power } from "../transform/exponential.ts";
import { defineModel, type FoundForm } from "./define-model.ts";
import type { Model } from "./model.ts";
import { type TrendSmoothing, trendSmoothing } from "./trend-smoothing.ts";
import { withSeason } from "./with-season.ts";

/**
 * Exponential smoothing with no, a linear and a damped trend, averaged by Akaike weights,
 *
 * weight = exp(-AICc / 2) / sum of exp(-AICc / 2),
 *
 * in place of picking the one with the lowest AICc: on short series the criterion tells them apart badly, and a trend
 * that is there in part is better than all or none. The season is removed first, by shrunken indices (see
 * `shrunkenSeason`).
 *
 * @see Kolassa (2011), International Journal of Forecasting 27(2), on Akaike weights for exponential smoothing
 * @see Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing
 *
 * @example
 * averagedSmoothing.fit([7, 7, 7, 7, 7, 7], { season: 1 }).predict(2).mean; // => [7, 7]
 */
export const averagedSmoothing: Model = defineModel({
  id: "averaged_smoothing",
  description: "Exponential smoothing with no, a linear and a damped trend, averaged by their likelihood",
  minimumLength: 4,
  form: (values, { season }) => withSeason(values, chooseSeason(values, season), averagedForm),
});

function averagedForm(values: Float64Array): FoundForm {
  const length = values.length;
  const members = akaikeWeights(
    (["none", "linear", "damped"] as const).map((trend) => trendSmoothing(values, trend)),
    values,
  );
  const blend = (pick: (fit: TrendSmoothing) => number) =>
    sumOf(members, ({ fit, weight }) => weight * pick(fit));
  const fitted = zeros(length);
  for (const { fit, weight } of members) {
    for (let t = 0; t < length; t++) fitted[t]! += weight * fit.fitted[t]!;
  }
  return {
    parameters: Object.fromEntries(members.map(({ fit, weight }) => [`weight.${fit.trend}`, weight])),
    fitted,
    mean: (horizon) =>
      tabulate(horizon, (i) => blend((fit) => fit.level + stepsOfSlope(fit, i + 1) * fit.slope)),
    sigma: blend((fit) => Math.sqrt(fit.squares / Math.max(1, length - fit.parameters + 1))),
    weight: (j) => blend((fit) => fit.alpha + fit.beta * stepsOfSlope(fit, j)),
  };
}

/** phi + phi^2 + ... + phi^h: what h steps add to the level, in units of the slope. */
function stepsOfSlope({ trend, phi }: TrendSmoothing, h: number): number {
  if (trend === "none") return 0;
  return trend === "linear" ? h : (phi * (1 - power(phi, h))) / (1 - phi);
}

/** Fits with a finite AICc and their weights; the level alone if the series is too short for any. */
function akaikeWeights(
  fits: readonly TrendSmoothing[],
  values: Float64Array,
): readonly { readonly fit: TrendSmoothing; readonly weight: number }[] {
  const length = values.length;
  const unit = mean(values.map(Math.abs)) || 1;
  const smallest = Math.max(Number.MIN_VALUE, 1e-24 * unit * unit * length);
  const scored = fits.flatMap((fit) => {
    const room = length - fit.parameters - 1;
    if (room <= 0) return [];
    const penalty = 2 * fit.parameters + (2 * fit.parameters * (fit.parameters + 1)) / room;
    return [{ fit, aicc: length * naturalLogarithm(Math.max(fit.squares, smallest)) + penalty }];
  });
  if (scored.length === 0) return [{ fit: fits[0]!, weight: 1 }];
  const lowest = Math.min(...scored.map(({ aicc }) => aicc));
  const shares = scored.map(({ aicc }) => exponential((lowest - aicc) / 2));
  const total = sumOf(shares, (share) => share);
  return scored.map(({ fit }, i) => ({ fit, weight: shares[i]! / total }));
}
