import { MetricDescription } from "@foresail/client";
import { ForesailError, type MetricsStore, nameMetrics } from "@foresail/metrics";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { ProblemError } from "../errors.ts";
import { contentValidators } from "../http/conditional.ts";
import { LocaleParams, localeOf, variesByLanguage } from "../http/locale.ts";
import { nearNames } from "../http/near.ts";
import { always, notModified, responses } from "../http/responses.ts";
import type { ApiContext, ApiEnv } from "../options.ts";

/** The parameter of routes below /v1/metrics/:id. */
export const MetricParams = z.object({ id: z.string().max(100).meta({ example: "win_rate" }) });

const route = createRoute({
  method: "get",
  path: "/v1/metrics/{id}",
  summary: "One metric: what it asks, how it is computed",
  request: { params: MetricParams, query: LocaleParams },
  responses: { ...responses("The metric", MetricDescription, [...always, 404, 422]), ...notModified },
});

/** GET /v1/metrics/:id: one entry of the catalogue, in the language asked for. */
export function metricRoute(app: OpenAPIHono<ApiEnv>, context: ApiContext): void {
  app.openapi(route, async (c) => {
    const described = metricOfPath(await context.store(), c.req.valid("param").id);
    const [metric = described] = await nameMetrics([described], localeOf(c, c.req.valid("query").locale));
    const { headers, notModified } = variesByLanguage(await contentValidators(c, context, metric));
    return notModified ? c.body(null, 304, headers) : c.json(metric, 200, headers);
  });
}

/** The metric that a path names. */
export function metricOfPath(store: MetricsStore, id: string): MetricDescription {
  try {
    return store.describe(id);
  } catch (error) {
    if (!(error instanceof ForesailError) || error.code !== "unknown_metric") throw error;
  }
  throw new ProblemError("unknown_metric", {
    status: 404,
    detail: `unknown metric ${JSON.stringify(id)}; GET /v1/metrics lists all`,
    suggestions: nearNames(
      id,
      store.catalogue.map((candidate) => candidate.id),
    ),
  });
}
