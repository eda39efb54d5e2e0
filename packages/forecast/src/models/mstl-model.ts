import { InvalidArgumentError } from "../errors.ts";
import { checkInteger, checkSeries } from "../internal/check-arguments.ts";
import { zeros } from "../internal/number-lists.ts";
import { sumOf } from "../internal/statistics.ts";
import { mstl } from "../series/mstl.ts";
import { dynamicOptimizedTheta } from "./dynamic-optimized-theta.ts";
import { addedAgain } from "./fitted-model.ts";
import type { FitOptions, FittedModel, Model } from "./model.ts";
import { theta } from "./theta.ts";

/** A seasonal component of a history; its last season is repeated. */
export interface SeasonalComponent {
  readonly season: number;
  readonly values: Float64Array;
}

/** Shorter seasons that come with a longer one: days in a week, hours in a week and in a year. */
const NESTED: Readonly<Record<number, readonly number[]>> = {
  168: [24, 168],
  336: [48, 336],
  365: [7, 365],
  672: [96, 672],
  8760: [24, 168, 8760],
};

/**
 * Several seasons: MSTL takes them out, any model continues the adjusted series, the last season of each is repeated.
 *
 * With fewer than two seasons of a length that season is left out, which a note says. Standard errors and paths are
 * those of the inner model; they leave out that seasons are estimated too, and residuals are smaller than real
 * one-step errors, since a decomposition looks both ways: calibrate the intervals, as `forecast` does.
 *
 * @param inner - any model that does not take logarithms; it is fitted with season 1
 * @param seasons - their lengths; if absent the one given to `fit`, with the shorter ones that a week of hours (168,
 *   336 or 672 values), a year of days (365) or of hours (8760) holds
 * @returns a model with the id `mstl_` and the inner one's
 * @throws {InvalidArgumentError} if the inner model takes logarithms: an adjusted series may fall below 0
 * @see Bandara, Hyndman and Bergmeir (2021), MSTL, arXiv:2107.13462
 *
 * @example
 * import { drift } from "@foresail/forecast";
 *
 * mstlModel(drift, [2]).fit([1, 9, 2, 10, 3, 11, 4, 12], { season: 1 }).predict(2).mean.map(Math.round); // => [5, 13]
 */
export function mstlModel(inner: Model, seasons?: readonly number[]): Model {
  for (const season of seasons ?? []) checkInteger("seasons", season, 2);
  return withoutSeasons("mstl", inner, "one or several seasons", (values, season) => {
    const parts = mstl(values, { seasons: seasons ?? NESTED[season] ?? (season > 1 ? [season] : []) });
    const components = parts.seasons.map((one, k) => ({ season: one, values: parts.seasonals[k]! }));
    return { components, notes: parts.notes };
  });
}

/** Longest series whose smoothing parameters are searched for with the dynamic Theta model, which takes seconds beyond. */
const LONGEST_DYNAMIC = 10_000;

const short = mstlModel(dynamicOptimizedTheta);
const long = mstlModel(theta);

/**
 * {@link mstlModel} around the Theta method: the dynamic optimised one up to 10,000 values, the plain one beyond, so
 * that 100,000 hours take about a second.
 *
 * On the seasonal series of the M3 competition (training parts, last horizon held out) it is more accurate than with
 * `ets` inside.
 */
export const mstlTheta: Model = {
  id: "mstl",
  description: "Takes out one or several seasons by loess, then continues by the Theta method",
  minimumLength: Math.max(short.minimumLength, long.minimumLength),
  fit(values: ArrayLike<number>, options: FitOptions): FittedModel {
    return { ...(values.length > LONGEST_DYNAMIC ? long : short).fit(values, options), model: "mstl" };
  },
};

/**
 * A model on a series less what a decomposition takes out.
 *
 * @param decomposition - `stl` or `mstl`
 * @param out - what it takes out, in words
 * @param split - finds the seasonal components, and notes on those that it cannot find
 * @throws {InvalidArgumentError} if the model needs positive values
 */
export function withoutSeasons(
  decomposition: "stl" | "mstl",
  inner: Model,
  out: string,
  split: (
    values: ArrayLike<number>,
    season: number,
  ) => { readonly components: readonly SeasonalComponent[]; readonly notes: readonly string[] },
): Model {
  const { minimumLength, keepUnit = false, keepStart = false } = inner;
  const subject = `${decomposition}Model`;
  if (inner.requiresPositive) {
    throw new InvalidArgumentError(
      "inner",
      inner.id,
      `${subject}: ${inner.id} takes logarithms, and a series without its season may fall below 0; use another model, or transformed() around ${subject}`,
    );
  }
  const id = `${decomposition}_${inner.id}`;
  return {
    id,
    description: `${inner.description}, after taking out ${out}`,
    minimumLength,
    keepUnit,
    keepStart,
    fit(values, { season }) {
      checkSeries(id, values, minimumLength, season);
      const { components, notes } = split(values, season);
      return fitAdjusted(id, inner, values, components, notes);
    },
  };
}

/** Fits a model on a series less its seasonal components, and adds them to all that it says. */
function fitAdjusted(
  id: string,
  inner: Model,
  values: ArrayLike<number>,
  components: readonly SeasonalComponent[],
  notes: readonly string[],
): FittedModel {
  const length = values.length;
  const season = zeros(length);
  for (const component of components) {
    for (let t = 0; t < length; t++) season[t]! += component.values[t]!;
  }
  const adjusted = Float64Array.from(values, (value, t) => value - season[t]!);
  const fit = inner.fit(adjusted, { season: 1 });
  const addedAt = (t: number) =>
    t < length
      ? season[t]!
      : sumOf(components, ({ season: m, values: past }) => past[length - m + ((t - length) % m)]!);
  const { components: states } = fit;
  return {
    ...addedAgain(fit, id, [...notes, ...fit.notes], addedAt),
    ...(states &&
      components.length > 0 && {
        components: () => ({ ...states(), season: Array.from(season), seasonType: "additive" as const }),
      }),
  };
}
