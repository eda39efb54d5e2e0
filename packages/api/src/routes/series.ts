import { Query, QueryResult } from "@foresail/client";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { dataValidators } from "../http/conditional.ts";
import { normalForm } from "../http/normal-form.ts";
import { filterParams, listParam, Repeated, settingParams } from "../http/request-params.ts";
import { always, notModified, responses } from "../http/responses.ts";
import { invalidRequest } from "../http/validation.ts";
import type { ApiContext, ApiEnv } from "../options.ts";
import { MetricParams, metricOfPath } from "./metric.ts";

const SeriesParams = z.strictObject({
  from: z.string().optional().meta({ description: "First day, inclusive, yyyy-MM-dd" }),
  to: z.string().optional().meta({ description: "Last day, exclusive, yyyy-MM-dd" }),
  grain: z.string().optional().meta({ description: "day, week, month, quarter or year; default month" }),
  by: Repeated.meta({ description: "Dimensions, repeated or separated by commas" }),
  where: Repeated.meta({ description: "dimension:value, repeated; an empty value is null" }),
  asOf: z.string().optional().meta({ description: "Only what was recorded by then counts" }),
  compare: z.string().optional().meta({ description: "previous or year" }),
  set: Repeated.meta({ description: "setting:value for this query alone, repeated" }),
});

const route = createRoute({
  method: "get",
  path: "/v1/metrics/{id}/series",
  summary: "One metric by period and dimension, by GET",
  request: { params: MetricParams, query: SeriesParams },
  responses: { ...responses("The series", QueryResult, [...always, 404, 422, 504]), ...notModified },
});

/** GET /v1/metrics/:id/series: the query of one metric, in a form that caches can keep. */
export function seriesRoute(app: OpenAPIHono<ApiEnv>, context: ApiContext): void {
  app.openapi(route, async (c) => {
    const store = await context.store();
    const { id } = metricOfPath(store, c.req.valid("param").id);
    const query = queryOfParams(id, c.req.valid("query"));
    const { headers, notModified } = await dataValidators(c, context, normalForm(query));
    if (notModified) return c.body(null, 304, headers);
    return c.json(await store.query(c.get("credential").tenant, query), 200, headers);
  });
}

function queryOfParams(metric: string, params: z.infer<typeof SeriesParams>): Query {
  const { by, where, set, ...rest } = params;
  const input = {
    ...rest,
    metrics: [metric],
    by: listParam(by).flatMap((names) => names.split(",")),
    where: filterParams(where),
    set: settingParams(set),
  };
  const result = Query.safeParse(input);
  if (!result.success) throw invalidRequest(result.error.issues, input);
  return result.data;
}
