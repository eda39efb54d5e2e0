import { BaselineList, BaselineRequest } from "@foresail/client";
import { findBaselines } from "@foresail/metrics";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { dataValidators } from "../http/conditional.ts";
import { normalForm } from "../http/normal-form.ts";
import { metricsParam, namesParam, queryParams, requestOf } from "../http/query-params.ts";
import { always, notModified, responses } from "../http/responses.ts";
import type { ApiContext, ApiEnv } from "../options.ts";

const BaselineParams = z.strictObject({
  ...queryParams,
  metric: metricsParam,
  periods: z.string().optional().meta({ description: "Periods before the newest that count at most" }),
});

const route = createRoute({
  method: "get",
  path: "/v1/baselines",
  summary: "What metrics usually are: median and spread before the newest period, and a year earlier",
  request: { query: BaselineParams },
  responses: { ...responses("The baselines", BaselineList, [...always, 422, 504]), ...notModified },
});

/** GET /v1/baselines. */
export function baselinesRoute(app: OpenAPIHono<ApiEnv>, context: ApiContext): void {
  app.openapi(route, async (c) => {
    const { metric, ...params } = c.req.valid("query");
    const request = requestOf(BaselineRequest, { ...params, metrics: namesParam(metric) }, ["periods"]);
    const { headers, notModified } = await dataValidators(c, context, normalForm({ baselines: request }));
    if (notModified) return c.body(null, 304, headers);
    const store = await context.store();
    const { tenant } = c.get("credential");
    const source = {
      query: (query: Parameters<typeof store.query>[1]) => store.query(tenant, query),
      describe: (id: string) => store.describe(id),
    };
    return c.json(await findBaselines(request, source), 200, headers);
  });
}
