import { checkSeries } from "../internal/check-arguments.ts";
import { zeros } from "../internal/number-lists.ts";
import { sortedQuantile } from "../internal/sorted-quantile.ts";
import { fittedModel } from "./fitted-model.ts";
import type { FittedModel, Model } from "./model.ts";

/** What a method for intermittent demand has estimated. */
export interface IntermittentForm {
  readonly model: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly values: ArrayLike<number>;
  /** One-step forecasts of the history, NaN where undefined. */
  readonly fitted: ArrayLike<number>;
  /** Expected demand per period: the forecast at every step. */
  readonly rate: number;
  /** Chance of demand in a period, 0 to 1; 0 if the history has none at all. */
  readonly chance: number;
}

/** A method for demand by what is its own. */
export interface DemandDefinition extends Pick<Model, "id" | "description"> {
  /** Reads a series that was checked. */
  form(values: ArrayLike<number>): Omit<IntermittentForm, "model" | "values">;
}

/** A model of demand; it refuses what `checkSeries` refuses, under its id. */
export function defineDemand({ id, description, form }: DemandDefinition): Model {
  return {
    id,
    description,
    minimumLength: 1,
    fit(values, { season }) {
      checkSeries(id, values, 1, season);
      return fromDemand({ model: id, values, ...form(values) });
    },
  };
}

/**
 * Turns a demand rate and the chance of demand into the verbs that every model has.
 *
 * Each future period has demand with the estimated chance; its size is drawn from the sizes seen, so scaled that the
 * mean is the point forecast. Sizes are drawn by inversion of the line through their order statistics (a bootstrap
 * smoothed between neighbours, never beyond the largest). Periods are independent: intervals are as wide at step 12 as
 * at step 1. Bounds are exact quantiles of that distribution, so many are 0, and with rare demand the mean lies above
 * the upper bound of a low level. A history without negative values gives no negative path or bound.
 *
 * @see Willemain, Smart and Schwarz (2004), International Journal of Forecasting 20(3), on bootstrapping demand
 * @see Hyndman and Fan (1996), The American Statistician 50(4), type 7, for the line through order statistics
 */
function fromDemand(form: IntermittentForm): FittedModel {
  const { values, rate, chance } = form;
  const sizes = futureSizes(values, rate, chance);
  const sizeAt = (share: number) => sortedQuantile(sizes, share);
  // share of negative sizes: returns and corrections come before the zeros
  const negative = sizes.length > 0 ? shareBelowZero(sizes) : 0;
  const quantile = (probability: number) => {
    if (sizes.length === 0) return 0;
    const below = chance * negative;
    if (probability < below) return sizeAt(probability / chance);
    if (probability <= below + (1 - chance)) return 0;
    return sizeAt(Math.min(1, (probability - (1 - chance)) / chance));
  };
  const variance = Math.max(0, chance * meanSquare(sizes) - rate * rate);
  return fittedModel({
    ...form,
    notes: chance > 0 ? [] : ["no demand at all in the history: forecast 0"],
    standardErrors: (horizon) => zeros(horizon).fill(Math.sqrt(variance)),
    ahead(horizon) {
      const repeated = (value: number) => new Array<number>(horizon).fill(value);
      return {
        mean: repeated(rate),
        bounds(level) {
          const tail = (1 - level / 100) / 2;
          return { lower: repeated(quantile(tail)), upper: repeated(quantile(1 - tail)) };
        },
      };
    },
    path: (horizon) => (random) =>
      Float64Array.from({ length: horizon }, () => {
        const arrives = random() < chance;
        const share = random();
        return arrives && sizes.length > 0 ? sizeAt(share) : 0;
      }),
  });
}

/** Sizes seen, in order, scaled (moved, if some are negative) so that chance * mean size is the rate. */
function futureSizes(values: ArrayLike<number>, rate: number, chance: number): Float64Array {
  const sizes = Float64Array.from(values)
    .filter((value) => value !== 0)
    .sort();
  if (sizes.length === 0 || chance === 0) return zeros(0);
  const wanted = rate / chance;
  const centre = meanOfLine(sizes);
  return sizes[0]! > 0
    ? sizes.map((size) => (size / centre) * wanted)
    : sizes.map((size) => size + wanted - centre);
}

/** Mean of the distribution whose quantiles lie on the line through sorted values. */
function meanOfLine(sorted: Float64Array): number {
  if (sorted.length === 1) return sorted[0]!;
  let sum = 0;
  for (let i = 1; i < sorted.length; i++) sum += (sorted[i - 1]! + sorted[i]!) / 2;
  return sum / (sorted.length - 1);
}

/** Mean of its squares. */
function meanSquare(sorted: Float64Array): number {
  if (sorted.length === 0) return 0;
  if (sorted.length === 1) return sorted[0]! ** 2;
  let sum = 0;
  for (let i = 1; i < sorted.length; i++) {
    const [a, b] = [sorted[i - 1]!, sorted[i]!];
    sum += (a * a + a * b + b * b) / 3;
  }
  return sum / (sorted.length - 1);
}

function shareBelowZero(sorted: Float64Array): number {
  const above = sorted.findIndex((size) => size >= 0);
  if (above === 0) return 0;
  if (above < 0) return 1;
  const [a, b] = [sorted[above - 1]!, sorted[above]!];
  return (above - 1 + a / (a - b)) / (sorted.length - 1);
}
