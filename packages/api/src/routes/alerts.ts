import { AlertList, AlertsRequest } from "@foresail/client";
import { findAlerts } from "@foresail/metrics";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { dataValidators } from "../http/conditional.ts";
import { normalForm } from "../http/normal-form.ts";
import { metricsParam, namesParam, queryParams, requestOf } from "../http/query-params.ts";
import { always, notModified, responses } from "../http/responses.ts";
import type { ApiContext, ApiEnv } from "../options.ts";

const AlertParams = z.strictObject({
  ...queryParams,
  metric: metricsParam,
  since: z.string().optional().meta({ description: "Only changes found in a period from this day on" }),
  minVolume: z.string().optional().meta({
    description: "Least median count, or denominator of a rate, in a period; default 10",
  }),
});

const route = createRoute({
  method: "get",
  path: "/v1/alerts",
  summary: "Changes of level in metrics: what, since when, how sure, in which segment",
  request: { query: AlertParams },
  responses: { ...responses("The alerts, newest first", AlertList, [...always, 422, 504]), ...notModified },
});

/** GET /v1/alerts: one alert a change. By default weeks are watched. */
export function alertsRoute(app: OpenAPIHono<ApiEnv>, context: ApiContext): void {
  app.openapi(route, async (c) => {
    const { metric, ...params } = c.req.valid("query");
    const request = requestOf(AlertsRequest, { ...params, metrics: namesParam(metric) }, ["minVolume"]);
    const { headers, notModified } = await dataValidators(c, context, normalForm({ alerts: request }));
    if (notModified) return c.body(null, 304, headers);
    const store = await context.store();
    const { tenant } = c.get("credential");
    const source = {
      query: (query: Parameters<typeof store.query>[1]) => store.query(tenant, query),
      describe: (id: string) => store.describe(id),
    };
    return c.json(await findAlerts(request, source), 200, headers);
  });
}
