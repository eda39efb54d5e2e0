import { checkLevels } from "../internal/check-arguments.ts";
import { mustError } from "../internal/must-error.ts";

/** An interval that is tracked live: what it has learned so far. Plain data, to be kept between two actuals. */
export interface AdaptiveConformal {
  /** Level wanted, a percentage. */
  readonly level: number;
  /** How far one hit or miss moves it, a fraction. */
  readonly rate: number;
  /** Share of misses that the next interval aims at; below 0 or above 1 after a run of misses or hits. */
  readonly missRate: number;
  /** |error| of past forecasts, oldest first, at most `window`. */
  readonly scores: readonly number[];
  /** Scores that are kept. */
  readonly window: number;
}

/**
 * Starts adaptive conformal inference: an interval whose level is corrected after each actual, up after a miss and
 * down after a hit, so that over time it covers what it says even when the series changes its ways.
 *
 * @param level - percentage, as in 80
 * @param rate - 0.02 if absent; larger follows changes faster and wobbles more
 * @param scores - |error| of earlier forecasts, as from a backtest; none if absent
 * @param window - scores that are kept; 100 if absent
 * @throws {InvalidArgumentError} if the level is not in (0, 100) or the rate not in (0, 1)
 * @see Gibbs and Candès (2021), Advances in Neural Information Processing Systems 34
 */
export function startAdaptiveConformal(
  level: number,
  {
    rate = 0.02,
    scores = [],
    window = 100,
  }: Partial<Pick<AdaptiveConformal, "rate" | "scores" | "window">> = {},
): AdaptiveConformal {
  checkLevels([level]);
  if (!(rate > 0 && rate < 1)) {
    throw mustError("rate", rate, "lie between 0 and 1");
  }
  return { level, rate, missRate: 1 - level / 100, scores: scores.slice(-window), window };
}

/**
 * Half-width of the next interval: the |error| of rank ceil((n + 1) * (1 - missRate)) among the scores.
 *
 * @returns null where only an interval without bounds would do: without scores, or after too many misses
 *
 * @example
 * adaptiveHalfWidth(startAdaptiveConformal(50, { scores: [1, 2, 3] })); // => 2
 */
export function adaptiveHalfWidth({ missRate, scores }: AdaptiveConformal): number | null {
  if (missRate >= 1) return 0;
  const rank = Math.ceil((scores.length + 1) * (1 - missRate));
  return Float64Array.from(scores).sort()[rank - 1] ?? null;
}

/**
 * Takes in an actual: missRate + rate * ((1 - level) - missed).
 *
 * @param error - actual - forecast of the period that the last interval was for
 * @returns the next state; the one given is left as it was
 */
export function observeAdaptiveConformal(state: AdaptiveConformal, error: number): AdaptiveConformal {
  const width = adaptiveHalfWidth(state);
  const missed = width !== null && Math.abs(error) > width ? 1 : 0;
  return {
    ...state,
    missRate: state.missRate + state.rate * (1 - state.level / 100 - missed),
    scores: [...state.scores, Math.abs(error)].slice(-state.window),
  };
}
