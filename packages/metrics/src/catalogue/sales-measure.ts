/** Amounts of the opportunities that are open just before a period ends, as they stood then. */
export interface PipelineMeasure {
  readonly kind: "pipeline";
  /** The amount, or the amount times the probability that it is won. */
  readonly of: "amount" | "weighted";
}

/**
 * Of a period's sales: the open amount that is expected to close in it, and what is won so far. A period that is over is
 * taken at its beginning, the current one at the moment at which knowledge ends.
 */
export interface CoverageMeasure {
  readonly kind: "coverage";
  readonly of: "open" | "won";
}

/** Opportunities open when a period begins and expected to close in it, or those of them that moved beyond its end. */
export interface SlippageMeasure {
  readonly kind: "slippage";
  readonly of: "expected" | "slipped";
}

/**
 * An amount of opportunities that their history knows: of the won and the lost by the day they closed (of a lost one
 * whose amount is 0 or missing, the last that it had), or when they were created, by that day.
 */
export interface DealValueMeasure {
  readonly kind: "deal_value";
  readonly of: "won" | "lost" | "created";
}

/** Opportunities that were open at some moment of a period, or that are just before it ends. */
export interface DealCountMeasure {
  readonly kind: "deal_count";
  readonly of: "worked" | "open";
}

/** Who entered something in a period, or who of them got on since: within so many days, or ever. */
export interface CohortMeasure {
  readonly kind: "cohort";
  /** People created; opportunities created; opportunities that entered a stage. */
  readonly cohort: "leads" | "deals" | "stages";
  readonly of: "entered" | "converted";
  readonly withinDays?: number;
}

/** Spans of days that are observed while a period lasts: how old they were when they came in, ended, or went out of sight. */
export interface SurvivalMeasure {
  readonly kind: "survival";
  readonly subject: "sales_cycle" | "stage_visit";
  /** Where an opportunity's span begins: its creation, or the first touch of its account or person. */
  readonly start: "created" | "first_touch";
  readonly of: "entered" | "ended" | "censored";
}

/** What was aimed at for a metric. Targets are read as they are, and chosen in TypeScript. */
export interface TargetMeasure {
  readonly kind: "target";
  readonly metric: string;
  /** How targets of shorter periods make that of a longer one: flows add up, of a balance the last one counts. */
  readonly combine: "sum" | "last";
}

/** Sums over pairs of a frozen forecast and its actual, computed in TypeScript. The error is actual - forecast. */
export interface ForecastRecordMeasure {
  readonly kind: "forecast_record";
  readonly of: "absolute_error" | "absolute_actual" | "error" | "actual" | "forecast";
}

/** Measures of opportunities, people, targets and frozen forecasts. */
export type SalesMeasure =
  | PipelineMeasure
  | CoverageMeasure
  | SlippageMeasure
  | DealValueMeasure
  | DealCountMeasure
  | CohortMeasure
  | SurvivalMeasure
  | TargetMeasure
  | ForecastRecordMeasure;
