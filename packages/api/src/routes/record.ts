import { Grain, TrackRecord } from "@foresail/client";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { dataValidators } from "../http/conditional.ts";
import { always, notModified, responses } from "../http/responses.ts";
import type { ApiContext, ApiEnv } from "../options.ts";
import { trackRecord } from "../record/track-record.ts";

const route = createRoute({
  method: "get",
  path: "/v1/record",
  summary: "How good the frozen forecasts of a metric were",
  request: { query: z.strictObject({ metric: z.string(), grain: Grain.default("month") }) },
  responses: { ...responses("The track record", TrackRecord, [...always, 422, 504]), ...notModified },
});

/** GET /v1/record: frozen forecasts against actuals, as first published and as known now. */
export function recordRoute(app: OpenAPIHono<ApiEnv>, context: ApiContext): void {
  app.openapi(route, async (c) => {
    const { metric, grain } = c.req.valid("query");
    const { headers, notModified } = await dataValidators(c, context, { record: metric, grain });
    if (notModified) return c.body(null, 304, headers);
    const store = await context.store();
    return c.json(
      await trackRecord(store, c.get("credential").tenant, { metric, grain, where: {} }),
      200,
      headers,
    );
  });
}
