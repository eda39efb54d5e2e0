import { z } from "zod";
import { Grain, IsoDate, IsoInstant, Point, Unit, Where } from "./query.ts";

/** Confidence levels are percentages, as in the textbooks: 80, 95. */
export const Level = z.number().gt(0).lt(100);

/** What is to forecast, by its name. The server knows which there are and lists them in its OpenAPI document. */
export const ForecastModel = z.string().meta({
  id: "ForecastModel",
  description: "auto, the combination that a backtest favours, or the id of one model",
});
export type ForecastModel = z.infer<typeof ForecastModel>;

/** Options shared by every forecast request. */
const options = {
  horizon: z.number().int().min(1).max(500).optional(),
  season: z
    .number()
    .int()
    .min(1)
    .max(400)
    .optional()
    .meta({ description: "Observations per season; 1 for none" }),
  model: ForecastModel.default("auto"),
  levels: z.array(Level).min(1).max(5).default([80, 95]),
};

/** One series of numbers, oldest first; null = missing. */
export const ForecastSeries = z
  .strictObject({
    id: z.string(),
    values: z.array(z.number().nullable()).max(100_000),
    season: options.season,
    horizon: options.horizon,
  })
  .meta({ id: "ForecastSeries" });
export type ForecastSeries = z.infer<typeof ForecastSeries>;

/** POST /v1/forecasts: of series sent along, or of a metric in the store. */
export const ForecastRequest = z
  .strictObject({
    ...options,
    series: z.array(ForecastSeries).min(1).max(1000).optional(),
    metric: z.string().optional(),
    grain: Grain.default("month"),
    where: Where.default({}),
    from: IsoDate.optional(),
    asOf: IsoInstant.nullable().default(null),
  })
  .meta({ id: "ForecastRequest" });
export type ForecastRequest = z.infer<typeof ForecastRequest>;
export type ForecastRequestInput = z.input<typeof ForecastRequest>;

export const Interval = z
  .object({ lower: z.array(z.number()), upper: z.array(z.number()) })
  .meta({ id: "Interval" });
export type Interval = z.infer<typeof Interval>;

/** Accuracy in a rolling-origin backtest; error = actual - forecast. */
export const BacktestSummary = z
  .object({
    origins: z.number().int(),
    n: z.number().int(),
    mae: z.number().nullable(),
    rmse: z.number().nullable(),
    wape: z.number().nullable(),
    mase: z.number().nullable(),
    smape: z.number().nullable(),
    bias: z
      .number()
      .nullable()
      .meta({ description: "Sum of errors over sum of actuals; positive = forecast too low" }),
    coverage: z.record(z.string(), z.number()),
  })
  .meta({ id: "BacktestSummary" });
export type BacktestSummary = z.infer<typeof BacktestSummary>;

/** A forecast of one series. */
export const Forecast = z
  .object({
    id: z.string(),
    model: z.string(),
    mean: z.array(z.number()),
    intervals: z.record(z.string(), Interval),
    notes: z.array(z.string()),
    backtest: BacktestSummary.nullable().optional(),
  })
  .meta({ id: "Forecast" });
export type Forecast = z.infer<typeof Forecast>;

export const ForecastFailure = z
  .object({ id: z.string(), error: z.string() })
  .meta({ id: "ForecastFailure" });
export type ForecastFailure = z.infer<typeof ForecastFailure>;

/** A forecast of a stored metric: with its history and the periods it is for. */
export const MetricForecast = z
  .object({
    metric: z.string(),
    definition: z.string(),
    unit: Unit,
    currency: z.string().optional(),
    grain: Grain,
    timeZone: z.string(),
    dataVersion: z.string(),
    asOf: z.string().nullable(),
    history: z.array(Point),
    periods: z.array(z.iso.date()),
    forecast: Forecast,
  })
  .meta({ id: "MetricForecast" });
export type MetricForecast = z.infer<typeof MetricForecast>;

export const ForecastResponse = z
  .object({ forecasts: z.array(z.union([Forecast, ForecastFailure])), metric: MetricForecast.optional() })
  .meta({ id: "ForecastResponse" });
export type ForecastResponse = z.infer<typeof ForecastResponse>;
