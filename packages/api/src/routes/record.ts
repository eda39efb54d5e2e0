import { Grain, TrackRecord } from "@foresail/client";
import { ResultCache } from "@foresail/metrics";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { dataValidators } from "../http/conditional.ts";
import { always, notModified, responses } from "../http/responses.ts";
import type { ApiContext, ApiEnv } from "../options.ts";
import { trackRecord } from "../record/track-record.ts";

/** Records kept: one takes an as-of query for every period. */
const keptRecords = 64;

const route = createRoute({
  method: "get",
  path: "/v1/record",
  summary: "How good the frozen forecasts of a metric were",
  request: { query: z.strictObject({ metric: z.string(), grain: Grain.default("month") }) },
  responses: { ...responses("The track record", TrackRecord, [...always, 422, 504]), ...notModified },
});

/** GET /v1/record: frozen forecasts against actuals, as first published and as known now. */
export function recordRoute(app: OpenAPIHono<ApiEnv>, context: ApiContext): void {
  const cache = new ResultCache<TrackRecord>(keptRecords);
  app.openapi(route, async (c) => {
    const { metric, grain } = c.req.valid("query");
    const { headers, notModified } = await dataValidators(c, context, { record: metric, grain });
    if (notModified) return c.body(null, 304, headers);
    const store = await context.store();
    const { tenant } = c.get("credential");
    // The tag covers the data's version, the settings and the tenant's date.
    const record = await cache.get(tenant, [headers.etag], () =>
      trackRecord(store, tenant, { metric, grain, where: {} }),
    );
    return c.json(record, 200, headers);
  });
}
