import { Catalogue } from "@foresail/client";
import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { contentValidators } from "../http/conditional.ts";
import { always, notModified, responses } from "../http/responses.ts";
import type { ApiContext, ApiEnv } from "../options.ts";

const route = createRoute({
  method: "get",
  path: "/v1/metrics",
  summary: "Every metric: what it asks, how it is computed",
  responses: { ...responses("The catalogue", Catalogue, always), ...notModified },
});

/** GET /v1/metrics: the catalogue. */
export function metricsRoute(app: OpenAPIHono<ApiEnv>, context: ApiContext): void {
  app.openapi(route, async (c) => {
    const store = await context.store();
    const catalogue = { metrics: [...store.catalogue] };
    const { headers, notModified } = await contentValidators(c, context, catalogue);
    return notModified ? c.body(null, 304, headers) : c.json(catalogue, 200, headers);
  });
}
