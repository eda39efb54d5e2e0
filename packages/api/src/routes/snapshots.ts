import { FreezeRequest, FreezeResponse, Snapshot, SnapshotList } from "@foresail/client";
import { modelById } from "@foresail/forecast";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { ProblemError } from "../errors.ts";
import { always, responses } from "../http/responses.ts";
import type { ApiContext, ApiEnv } from "../options.ts";
import { fileToFreeze } from "../record/freeze-file.ts";
import { forecastsToFreeze } from "../record/freeze-forecast.ts";
import { identifySnapshot } from "../record/identify-snapshot.ts";

const freeze = createRoute({
  method: "post",
  path: "/v1/snapshots",
  summary: "Freeze a model's forecast, or forecasts made elsewhere",
  request: { body: { required: true, content: { "application/json": { schema: FreezeRequest } } } },
  responses: responses("What was frozen, word for word", FreezeResponse, [
    ...always,
    400,
    413,
    415,
    422,
    504,
  ]),
});

const list = createRoute({
  method: "get",
  path: "/v1/snapshots",
  summary: "Frozen forecasts in order of issue",
  request: { query: z.strictObject({ metric: z.string().optional() }) },
  responses: responses("The snapshots", SnapshotList, [...always, 422]),
});

const one = createRoute({
  method: "get",
  path: "/v1/snapshots/{id}",
  summary: "One frozen forecast",
  request: { params: z.object({ id: z.string() }) },
  responses: responses("The snapshot", Snapshot, [...always, 404]),
});

/** POST and GET /v1/snapshots, GET /v1/snapshots/:id. Nothing changes or deletes a snapshot. */
export function snapshotsRoutes(app: OpenAPIHono<ApiEnv>, context: ApiContext): void {
  app.openapi(freeze, async (c) => {
    const request = c.req.valid("json");
    const store = await context.store();
    const { tenant } = c.get("credential");
    if (!("file" in request) && request.model !== "auto") modelById(request.model);
    const snapshots = await ("file" in request
      ? fileToFreeze(store, tenant, request, context.clock())
      : forecastsToFreeze(store, tenant, request, context.clock()));
    const named = await Promise.all(snapshots.map(identifySnapshot));
    return c.json(await store.freeze(tenant, named), 200);
  });

  app.openapi(list, async (c) => {
    const store = await context.store();
    const { metric } = c.req.valid("query");
    return c.json({ snapshots: await store.snapshots(c.get("credential").tenant, metric ?? null) }, 200);
  });

  app.openapi(one, async (c) => {
    const store = await context.store();
    const { id } = c.req.valid("param");
    const snapshot = await store.snapshot(c.get("credential").tenant, id);
    if (snapshot) {
      // What was frozen never changes, so a cache of the caller's own may keep it.
      return c.json(snapshot, 200, { "cache-control": "private, max-age=31536000, immutable" });
    }
    throw new ProblemError("not_found", {
      detail: `no snapshot ${JSON.stringify(id)}; GET /v1/snapshots lists them`,
    });
  });
}
