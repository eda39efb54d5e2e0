import { ratioOrNull } from "../accuracy/error-sums.ts";
import { checkFinite } from "../internal/check-arguments.ts";

/** One published meaning of "forecast accuracy". */
export interface AccuracyView {
  readonly id:
    | "one_minus_error_over_actual"
    | "forecast_over_actual"
    | "actual_over_forecast"
    | "one_minus_error_over_forecast";
  /** To be printed beside the value: without it "accuracy" says nothing. */
  readonly formula: string;
  /** Product that publishes it; null where several do. */
  readonly product: string | null;
  /** Fraction; null where the formula divides by something that is not above 0. */
  readonly value: number | null;
}

/**
 * The four published meanings of "forecast accuracy", so that numbers of other products can be reconciled. They
 * disagree, none is symmetric, and only the errors behind them can be averaged; Foresail itself shows WAPE.
 *
 * A forecast of 120 for 100 is 80 %, 120 %, 83.3 % and 83.3 % accurate; one of 250 is 0, 250, 40 and 40 %.
 *
 * @param forecast - F, one number or a total
 * @param actual - A, of the same periods
 * @throws {NonFiniteValueError} if a number is NaN or infinite
 * @see HubSpot, "Forecast accuracy" (knowledge base); Gong, "Forecast accuracy" (help centre)
 *
 * @example
 * accuracyViews(120, 100).map(({ value }) => value?.toFixed(3)); // => ["0.800", "1.200", "0.833", "0.833"]
 */
export function accuracyViews(forecast: number, actual: number): AccuracyView[] {
  checkFinite([forecast, actual]);
  const error = Math.abs(actual - forecast);
  const over = (part: number, whole: number) => (whole > 0 ? ratioOrNull(part, whole) : null);
  const less = (share: number | null) => (share === null ? null : 1 - share);
  const floored = less(over(error, actual));
  return [
    {
      id: "one_minus_error_over_actual",
      formula: "max(0, 1 - |A - F| / A)",
      product: "HubSpot",
      value: floored === null ? null : Math.max(0, floored),
    },
    { id: "forecast_over_actual", formula: "F / A", product: "Gong", value: over(forecast, actual) },
    { id: "actual_over_forecast", formula: "A / F", product: null, value: over(actual, forecast) },
    {
      id: "one_minus_error_over_forecast",
      formula: "1 - |A - F| / F",
      product: null,
      value: less(over(error, forecast)),
    },
  ];
}
