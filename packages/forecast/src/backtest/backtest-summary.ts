import { bias } from "../accuracy/bias.ts";
import { ratioOrNull } from "../accuracy/error-sums.ts";
import { meanAbsoluteError } from "../accuracy/mean-absolute-error.ts";
import { rootMeanSquaredError } from "../accuracy/root-mean-squared-error.ts";
import { symmetricMeanAbsolutePercentageError } from "../accuracy/symmetric-mean-absolute-percentage-error.ts";
import { weightedAbsolutePercentageError } from "../accuracy/weighted-absolute-percentage-error.ts";
import { listOf } from "../internal/number-lists.ts";
import { recordOf } from "../internal/record-of.ts";

/** Accuracy over all origins and lags of a backtest; error = actual - forecast, fractions not percentages. */
export interface BacktestSummary {
  readonly origins: number;
  /** Scored forecasts: one for each origin and lag whose actual was observed. */
  readonly n: number;
  readonly mae: number | null;
  readonly rmse: number | null;
  readonly wape: number | null;
  /** Scaled by the seasonal naive error of the whole history, over values that were observed. */
  readonly mase: number | null;
  /** 0 to 200. */
  readonly smape: number | null;
  /** Positive: forecasts too low. */
  readonly bias: number | null;
  /** Share inside the interval, by level. */
  readonly coverage: Readonly<Record<string, number>>;
}

/** One scored forecast of a backtest. */
export interface ScoredForecast {
  readonly actual: number;
  readonly forecast: number;
  /** |error| over the half-width of the interval, by level. */
  readonly reach: Readonly<Record<string, number>>;
}

/**
 * Summarises a backtest.
 *
 * @param history - the whole history, for the scale of MASE; m + 1 values or the MASE is null
 * @param filled - indices of the history that were not observed
 */
export function summarizeBacktest(
  scored: readonly ScoredForecast[],
  origins: number,
  history: ArrayLike<number>,
  season: number,
  filled: ReadonlySet<number> = new Set(),
): BacktestSummary {
  const actual = scored.map((point) => point.actual);
  const forecast = scored.map((point) => point.forecast);
  const mae = meanAbsoluteError(actual, forecast);
  const scale = observedScale(history, season, filled);
  const levels = Object.keys(scored[0]?.reach ?? {});
  return {
    origins,
    n: scored.length,
    mae,
    rmse: rootMeanSquaredError(actual, forecast),
    wape: weightedAbsolutePercentageError(actual, forecast),
    mase: mae === null || scale === null ? null : ratioOrNull(mae, scale),
    smape: symmetricMeanAbsolutePercentageError(actual, forecast),
    bias: bias(actual, forecast),
    coverage: recordOf(
      levels,
      (level) => scored.filter(({ reach }) => reach[level]! <= 1).length / scored.length,
    ),
  };
}

/** `seasonalNaiveScale` over the pairs of which both values were observed; null without a pair. */
function observedScale(
  history: ArrayLike<number>,
  season: number,
  filled: ReadonlySet<number>,
): number | null {
  const later = listOf(Math.max(0, history.length - season), (i) => i + season).filter(
    (t) => !filled.has(t) && !filled.has(t - season),
  );
  return meanAbsoluteError(
    later.map((t) => history[t]!),
    later.map((t) => history[t - season]!),
  );
}
