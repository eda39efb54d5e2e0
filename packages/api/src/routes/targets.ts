import { ImportReport, TargetChanges, TargetsRequest, TargetsResult } from "@foresail/client";
import { findTargets } from "@foresail/metrics";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { dataValidators } from "../http/conditional.ts";
import { normalForm } from "../http/normal-form.ts";
import { queryParams, requestOf } from "../http/query-params.ts";
import { always, notModified, responses } from "../http/responses.ts";
import type { ApiContext, ApiEnv } from "../options.ts";

const read = createRoute({
  method: "get",
  path: "/v1/targets",
  summary: "A metric against its targets: gap, days left, required run rate",
  request: { query: z.strictObject({ ...queryParams, metric: z.string().max(100) }) },
  responses: {
    ...responses("The metric and its targets", TargetsResult, [...always, 422, 504]),
    ...notModified,
  },
});

const write = createRoute({
  method: "put",
  path: "/v1/targets",
  summary: "Set targets; earlier versions are kept",
  request: { body: { required: true, content: { "application/json": { schema: TargetChanges } } } },
  responses: responses("What was written", ImportReport, [...always, 400, 409, 413, 415, 422]),
});

/** GET and PUT /v1/targets. Targets are rows of the table `targets`: import, undo and as-of work with them too. */
export function targetsRoutes(app: OpenAPIHono<ApiEnv>, context: ApiContext): void {
  app.openapi(read, async (c) => {
    const request = requestOf(TargetsRequest, c.req.valid("query"));
    const { headers, notModified } = await dataValidators(c, context, normalForm({ targets: request }));
    if (notModified) return c.body(null, 304, headers);
    const store = await context.store();
    const { tenant } = c.get("credential");
    const source = {
      query: (query: Parameters<typeof store.query>[1]) => store.query(tenant, query),
      describe: (id: string) => store.describe(id),
      settings: await store.settings(tenant),
      now: context.clock(),
    };
    return c.json(await findTargets(request, source), 200, headers);
  });

  app.openapi(write, async (c) => {
    const { targets } = c.req.valid("json");
    const store = await context.store();
    for (const { metric } of targets) store.describe(metric);
    const rows = targets.map(({ periodStart, ...row }) => ({ ...row, period_start: periodStart }));
    const { tenant } = c.get("credential");
    const records = { rows, full: false, strict: true };
    return c.json(await store.importRecords(tenant, "targets", records), 200);
  });
}
