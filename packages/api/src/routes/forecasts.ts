import { type Forecast, type ForecastFailure, ForecastRequest, ForecastResponse } from "@foresail/client";
import { modelById } from "@foresail/forecast";
import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { ProblemError } from "../errors.ts";
import { forecastMetric } from "../forecasts/forecast-metric.ts";
import { forecastSeries } from "../forecasts/forecast-series.ts";
import { always, responses } from "../http/responses.ts";
import type { ApiContext, ApiEnv } from "../options.ts";

const route = createRoute({
  method: "post",
  path: "/v1/forecasts",
  summary: "Forecast series sent along, or a metric of the store",
  request: { body: { required: true, content: { "application/json": { schema: ForecastRequest } } } },
  responses: responses("The forecasts, in the order of the series", ForecastResponse, [
    ...always,
    400,
    413,
    415,
    422,
    504,
  ]),
});

/** POST /v1/forecasts: a series that cannot be forecast has an `error` in its place, the others go on. */
export function forecastsRoute(app: OpenAPIHono<ApiEnv>, context: ApiContext): void {
  app.openapi(route, async (c) => {
    const request = c.req.valid("json");
    const { series, metric, model } = request;
    if (model !== "auto") modelById(model);
    if (metric !== undefined && series === undefined) {
      const store = await context.store();
      const forecast = await forecastMetric(store, c.get("credential").tenant, metric, request);
      return c.json({ forecasts: [forecast.forecast], metric: forecast }, 200);
    }
    if (series === undefined || metric !== undefined) throw seriesOrMetric();
    const forecasts: (Forecast | ForecastFailure)[] = [];
    for (const one of series) {
      forecasts.push(forecastSeries(one, request));
      await turn();
    }
    return c.json({ forecasts }, 200);
  });
}

/** Lets other requests have their turn between two series. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

function seriesOrMetric(): ProblemError {
  const message = "give either series or metric";
  return new ProblemError("invalid_request", { detail: message, errors: [{ path: "series", message }] });
}
