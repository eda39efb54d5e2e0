import { Query, QueryResult } from "@foresail/client";
import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { dataValidators } from "../http/conditional.ts";
import { normalForm } from "../http/normal-form.ts";
import { always, notModified, responses } from "../http/responses.ts";
import type { ApiContext, ApiEnv } from "../options.ts";

const route = createRoute({
  method: "post",
  path: "/v1/query",
  summary: "Metrics by period and dimension",
  request: { body: { required: true, content: { "application/json": { schema: Query } } } },
  responses: {
    ...responses("The series", QueryResult, [...always, 400, 413, 415, 422, 504]),
    ...notModified,
  },
});

/** POST /v1/query: one request of KPIs. */
export function queryRoute(app: OpenAPIHono<ApiEnv>, context: ApiContext): void {
  app.openapi(route, async (c) => {
    const query = c.req.valid("json");
    const { headers, notModified } = await dataValidators(c, context, normalForm(query));
    if (notModified) return c.body(null, 304, headers);
    const store = await context.store();
    return c.json(await store.query(c.get("credential").tenant, query), 200, headers);
  });
}
