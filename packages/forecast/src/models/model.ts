/** Bounds of a central interval, one pair for each step ahead. */
export interface Interval {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/** Point forecasts and their intervals, keyed by level ("80", "95"). */
export interface Prediction {
  readonly mean: readonly number[];
  readonly intervals: Readonly<Record<string, Interval>>;
}

/** What a model needs to know beside the numbers. */
export interface FitOptions {
  /** Observations per season; 1 for none. */
  readonly season: number;
}

/** What a model takes a series to be made of, after each observation, in its unit. */
export interface Components {
  readonly level: readonly number[];
  /** Change of the level per period, before damping; null if the model has no trend. */
  readonly trend: readonly number[] | null;
  /** Added to the level, or multiplying it, as `seasonType` says; null if the model has no season. */
  readonly season: readonly number[] | null;
  readonly seasonType: "additive" | "multiplicative" | null;
}

/** A model that has seen a series. Every number has the unit of the series. */
export interface FittedModel {
  /** Id of the model that was fitted. */
  readonly model: string;
  /** Estimated parameters by name, for display. */
  readonly parameters: Readonly<Record<string, number>>;
  /** One-step forecasts of the history; null where the model had nothing to go on. */
  readonly fitted: readonly (number | null)[];
  /** Actual minus fitted; null where fitted is null. */
  readonly residuals: readonly (number | null)[];
  /** What the reader of the forecast should know, in plain words. */
  readonly notes: readonly string[];
  /** Standard error that the model itself claims for steps 1 to `horizon`. */
  standardErrors(horizon: number): Float64Array;
  /** Point forecasts with the model's own normal intervals (not yet calibrated). */
  predict(horizon: number, levels?: readonly number[]): Prediction;
  /** Coherent sample paths, `paths` arrays of length `horizon`; the same for the same seed. */
  simulate(horizon: number, paths: number, seed: number): Float64Array[];
  /** Level, trend and season through the history, where the model has them as states. */
  components?(): Components;
  /**
   * The same parameters run over another stretch of the series, oldest first: states move on, nothing is
   * estimated. Absent where a model cannot.
   */
  update?(values: ArrayLike<number>): FittedModel;
}

/** A way to forecast: the same verbs for every model. */
export interface Model {
  /** Stable id, snake_case, as used in requests. */
  readonly id: string;
  /** One sentence for people. */
  readonly description: string;
  /** Fewest observations that it can be fitted on. */
  readonly minimumLength: number;
  /** True if it takes logarithms and so refuses values of 0 or below. */
  readonly requiresPositive?: boolean;
  /** True if it holds numbers in the unit of the series, as bounds and known effects are: it is not scaled for the fit. */
  readonly keepUnit?: boolean;
  /** True if it holds numbers by period, counted from the first value, as regressors are: no value before is cut off. */
  readonly keepStart?: boolean;
  /**
   * @param values - history without gaps, oldest first, finite numbers
   * @throws {InsufficientDataError} if there are fewer than `minimumLength` values
   * @throws {NonFiniteValueError} if a value is NaN or infinite
   */
  fit(values: ArrayLike<number>, options: FitOptions): FittedModel;
}
