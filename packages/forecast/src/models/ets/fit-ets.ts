import { zeros } from "../../internal/number-lists.ts";
import { quasiNewton } from "../../internal/quasi-newton.ts";
import { lineThrough, mean } from "../../internal/statistics.ts";
import { classicalDecomposition, type SeasonalIndices } from "../../series/classical-decomposition.ts";
import { removeSeason } from "../../series/remove-season.ts";
import { beginning, type EtsSearch, type EtsStart, estimateEts } from "./estimate-ets.ts";
import type { EtsFit } from "./ets-fit.ts";
import type { EtsSpecification } from "./specification.ts";

/** Smoothing parameters from which searches start. */
const WEIGHTS = [
  { alpha: 0.1, beta: 0.1, gamma: 0.05, phi: 0.97 },
  { alpha: 0.6, beta: 0.1, gamma: 0.05, phi: 0.9 },
  { alpha: 0.9, beta: 0.02, gamma: 0.3, phi: 0.97 },
] as const;

/** Typical changes in a search. */
const MOVES = { alpha: 0.2, beta: 0.2, gamma: 0.2, phi: 0.05, slope: 0.01 };

/** Numbers that are estimated: smoothing parameters, initial states (the season has m - 1) and the variance. */
export function countEtsParameters({ trend, season }: EtsSpecification, period: number): number {
  const damping = trend === "damped" ? 1 : 0;
  return 3 + (trend === "none" ? 0 : 2 + damping) + (season === "none" ? 0 : period);
}

/**
 * Fits one exponential smoothing model by maximum likelihood, all states at the start of its season too.
 *
 * The search is a quasi-Newton one with exact gradients from several starts: the likelihood can have several maxima,
 * of which the best found is kept. The season starts from classical indices, level and slope from a straight line.
 *
 * @param values - history without gaps
 * @param period - observations per season
 * @returns null if the model cannot be fitted to these values, or has as many parameters as there are values
 */
export function fitEts(
  values: ArrayLike<number>,
  period: number,
  specification: EtsSpecification,
): EtsFit | null {
  const count = countEtsParameters(specification, period);
  if (count >= values.length - 1 || (specification.season !== "none" && period < 2)) return null;
  return estimateEts(
    values,
    period,
    specification,
    startOf(values, period, specification),
    count,
    MOVES,
    search,
  );
}

const search: EtsSearch = (likelihood, box, from) =>
  WEIGHTS.map((weights) => quasiNewton(likelihood, from(weights), box)).reduce((best, found) =>
    found.value < best.value ? found : best,
  );

function startOf(
  values: ArrayLike<number>,
  period: number,
  { error, trend, season: type }: EtsSpecification,
): EtsStart {
  const season = type === "none" ? null : firstSeason(values, period, type);
  const first = beginning(removeSeason(values, season), period);
  const line = lineThrough(first);
  const average = mean(first);
  const level = trend === "none" ? average : line.intercept - line.slope;
  if (error === "additive") return { level, slope: line.slope, season, fixed: false };
  // means have to stay above 0
  const least = 0.1 * average;
  const slope = level < least ? 0 : Math.max(0, line.slope);
  return { level: Math.max(least, level), slope, season, fixed: false };
}

/** Classical indices; those of no season below two seasons, or where they would turn values negative. */
function firstSeason(
  values: ArrayLike<number>,
  period: number,
  type: SeasonalIndices["type"],
): SeasonalIndices {
  const additive = type === "additive";
  if (values.length >= 2 * period) {
    const season = classicalDecomposition(values, period, type);
    if (additive || season.indices.every((index) => index > 0.01)) return season;
  }
  return { type, indices: zeros(period).fill(additive ? 0 : 1) };
}
