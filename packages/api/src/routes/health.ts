import { Health } from "@foresail/client";
import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { ApiContext, ApiEnv } from "../options.ts";

const content = { "application/json": { schema: Health } };

const health = createRoute({
  method: "get",
  path: "/health",
  summary: "Whether the process lives",
  security: [],
  responses: { 200: { description: "It does", content } },
});

const ready = createRoute({
  method: "get",
  path: "/ready",
  summary: "Whether requests are served",
  security: [],
  responses: {
    200: { description: "They are", content },
    503: { description: "Not yet, or no longer", content },
  },
});

/** GET /health and GET /ready: for supervisors and load balancers, without a credential. */
export function healthRoutes(app: OpenAPIHono<ApiEnv>, { readiness, version }: ApiContext): void {
  const headers = { "cache-control": "no-store" };
  app.openapi(health, (c) => c.json({ status: "ok" as const, version }, 200, headers));
  app.openapi(ready, (c) => {
    const status = readiness();
    return status === "ok"
      ? c.json({ status, version }, 200, headers)
      : c.json({ status, version }, 503, headers);
  });
}
