import { ExplainRequest, Explanation } from "@foresail/client";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { dataValidators } from "../http/conditional.ts";
import { normalForm } from "../http/normal-form.ts";
import { filterParams, Repeated, settingParams } from "../http/request-params.ts";
import { always, notModified, responses } from "../http/responses.ts";
import { invalidRequest } from "../http/validation.ts";
import type { ApiContext, ApiEnv } from "../options.ts";
import { MetricParams, metricOfPath } from "./metric.ts";

const ExplainParams = z.strictObject({
  period: z
    .string()
    .optional()
    .meta({ description: "Any day of the period, yyyy-MM-dd; default: the newest that is over" }),
  grain: z.string().optional().meta({ description: "day, week, month, quarter or year; default month" }),
  where: Repeated.meta({ description: "dimension:value, repeated; an empty value is null" }),
  asOf: z.string().optional().meta({ description: "Only what was recorded by then counts" }),
  since: z.string().optional().meta({ description: "Also say what changed since that moment" }),
  set: Repeated.meta({ description: "setting:value for this request alone, repeated" }),
  limit: z.string().optional().meta({ description: "Most rows behind to return; default 100" }),
});

const route = createRoute({
  method: "get",
  path: "/v1/metrics/{id}/explain",
  summary: "One number explained: formula, inputs, SQL, the rows behind it, what changed",
  request: { params: MetricParams, query: ExplainParams },
  responses: { ...responses("The explanation", Explanation, [...always, 404, 422, 504]), ...notModified },
});

/** GET /v1/metrics/:id/explain: where a number comes from. */
export function explainRoute(app: OpenAPIHono<ApiEnv>, context: ApiContext): void {
  app.openapi(route, async (c) => {
    const store = await context.store();
    const { id } = metricOfPath(store, c.req.valid("param").id);
    const request = requestOf(id, c.req.valid("query"));
    const { headers, notModified } = await dataValidators(c, context, normalForm({ explain: request }));
    if (notModified) return c.body(null, 304, headers);
    return c.json(await store.explain(c.get("credential").tenant, request), 200, headers);
  });
}

function requestOf(metric: string, params: z.infer<typeof ExplainParams>): ExplainRequest {
  const { where, set, limit, ...rest } = params;
  const input = {
    ...rest,
    metric,
    where: filterParams(where),
    set: settingParams(set),
    ...(limit === undefined ? {} : { limit: Number(limit) }),
  };
  const result = ExplainRequest.safeParse(input);
  if (!result.success) throw invalidRequest(result.error.issues, input);
  return result.data;
}
