import { Catalogue } from "@foresail/client";
import { nameMetrics } from "@foresail/metrics";
import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { contentValidators } from "../http/conditional.ts";
import { LocaleParams, localeOf, variesByLanguage } from "../http/locale.ts";
import { always, notModified, responses } from "../http/responses.ts";
import type { ApiContext, ApiEnv } from "../options.ts";

const route = createRoute({
  method: "get",
  path: "/v1/metrics",
  summary: "Every metric: what it asks, how it is computed",
  request: { query: LocaleParams },
  responses: { ...responses("The catalogue", Catalogue, [...always, 422]), ...notModified },
});

/** GET /v1/metrics: the catalogue, in the language asked for. */
export function metricsRoute(app: OpenAPIHono<ApiEnv>, context: ApiContext): void {
  app.openapi(route, async (c) => {
    const store = await context.store();
    const catalogue = {
      metrics: await nameMetrics(store.catalogue, localeOf(c, c.req.valid("query").locale)),
    };
    const { headers, notModified } = variesByLanguage(await contentValidators(c, context, catalogue));
    return notModified ? c.body(null, 304, headers) : c.json(catalogue, 200, headers);
  });
}
