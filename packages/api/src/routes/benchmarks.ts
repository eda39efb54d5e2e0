import { BenchmarkChanges, BenchmarkList, type BenchmarkRow } from "@foresail/client";
import { benchmarkList, type MetricsStore } from "@foresail/metrics";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { contentValidators } from "../http/conditional.ts";
import { always, notModified, responses } from "../http/responses.ts";
import type { ApiContext, ApiEnv } from "../options.ts";

const read = createRoute({
  method: "get",
  path: "/v1/benchmarks",
  summary: "Published figures with their sources, and the tenant's own",
  request: { query: z.strictObject({ metric: z.string().max(100).optional() }) },
  responses: { ...responses("The benchmarks", BenchmarkList, [...always, 422]), ...notModified },
});

const write = createRoute({
  method: "put",
  path: "/v1/benchmarks",
  summary: "Write own benchmarks, each with its source, or take own ones away",
  request: { body: { required: true, content: { "application/json": { schema: BenchmarkChanges } } } },
  responses: responses("All benchmarks, after the change", BenchmarkList, [...always, 400, 413, 415, 422]),
});

/** GET and PUT /v1/benchmarks. They are shown beside a tenant's own numbers, and never scored against. */
export function benchmarksRoutes(app: OpenAPIHono<ApiEnv>, context: ApiContext): void {
  const listOf = (store: MetricsStore, own: readonly BenchmarkRow[]) =>
    benchmarkList(own, new Set(store.catalogue.map(({ id }) => id)), context.clock());

  app.openapi(read, async (c) => {
    const store = await context.store();
    const { metric } = c.req.valid("query");
    const all = listOf(store, await store.ownBenchmarks(c.get("credential").tenant));
    const benchmarks = all.filter((row) => metric === undefined || row.metric === metric);
    const { headers, notModified } = await contentValidators(c, context, benchmarks);
    return notModified ? c.body(null, 304, headers) : c.json({ benchmarks }, 200, headers);
  });

  app.openapi(write, async (c) => {
    const store = await context.store();
    const own = await store.saveBenchmarks(c.get("credential").tenant, c.req.valid("json"));
    return c.json({ benchmarks: listOf(store, own) }, 200);
  });
}
