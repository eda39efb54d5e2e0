import { bias } from "../accuracy/bias.ts";
import { meanAbsoluteError } from "../accuracy/mean-absolute-error.ts";
import { meanAbsolutePercentageError } from "../accuracy/mean-absolute-percentage-error.ts";
import { meanAbsoluteScaledError } from "../accuracy/mean-absolute-scaled-error.ts";
import { meanError } from "../accuracy/mean-error.ts";
import { rootMeanSquaredError } from "../accuracy/root-mean-squared-error.ts";
import { rootMeanSquaredScaledError } from "../accuracy/root-mean-squared-scaled-error.ts";
import { symmetricMeanAbsolutePercentageError } from "../accuracy/symmetric-mean-absolute-percentage-error.ts";
import { weightedAbsolutePercentageError } from "../accuracy/weighted-absolute-percentage-error.ts";
import { eachLag } from "../record/each-lag.ts";
import type { Backtest } from "./backtest.ts";

/** Accuracy at one lag of a backtest, or over all; null where a measure does not exist. */
export interface BacktestScore {
  /** null: over all lags. */
  readonly lag: number | null;
  readonly n: number;
  readonly mae: number | null;
  readonly rmse: number | null;
  readonly meanError: number | null;
  /** Fraction, as the ones below; positive = too low. */
  readonly bias: number | null;
  readonly wape: number | null;
  readonly mape: number | null;
  /** 0 to 200. */
  readonly smape: number | null;
  readonly mase: number | null;
  readonly rmsse: number | null;
}

/**
 * Scores of a backtest, over all lags and then at each.
 *
 * MASE and RMSSE take their scale from the history before the first origin, which no forecast had to guess;
 * they are null if that is one season or less.
 *
 * @param values - the history that was backtested
 * @param season - observations per season, for the scale; 1 if absent
 *
 * @example
 * import { backtest } from "@foresail/forecast";
 * const values = [1, 2, 4, 7, 11];
 * const result = backtest(values, { model: "naive", horizon: 2, origins: 2 });
 * scoreBacktest(result, values).map(({ lag, mae }) => [lag, mae]); // => [[null, 4.25], [1, 2.5], [2, 6]]
 */
export function scoreBacktest(result: Backtest, values: ArrayLike<number>, season = 1): BacktestScore[] {
  const training = Array.from(values).slice(0, result.origins[0]);
  return eachLag(result.errors, (errors, lag) => {
    const actual = errors.map((error) => error.actual);
    const forecast = errors.map((error) => error.forecast);
    const scaled = training.length > season;
    return {
      lag,
      n: errors.length,
      mae: meanAbsoluteError(actual, forecast),
      rmse: rootMeanSquaredError(actual, forecast),
      meanError: meanError(actual, forecast),
      bias: bias(actual, forecast),
      wape: weightedAbsolutePercentageError(actual, forecast),
      mape: meanAbsolutePercentageError(actual, forecast),
      smape: symmetricMeanAbsolutePercentageError(actual, forecast),
      mase: scaled ? meanAbsoluteScaledError(actual, forecast, training, season) : null,
      rmsse: scaled ? rootMeanSquaredScaledError(actual, forecast, training, season) : null,
    };
  });
}
