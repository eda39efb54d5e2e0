import { models } from "@foresail/forecast";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { ApiContext, ApiEnv } from "../options.ts";

/** GET /openapi.json: the contract, generated from the schemas that requests are checked against. */
export function openApiRoute(app: OpenAPIHono<ApiEnv>, { version }: ApiContext): void {
  app.openAPIRegistry.registerComponent("securitySchemes", "key", {
    type: "http",
    scheme: "bearer",
    description: "An API key, fsk_<id>_<secret>",
  });
  app.get("/openapi.json", (c) => {
    const document = app.getOpenAPI31Document({
      openapi: "3.1.0",
      info: {
        title: "Foresail API",
        version,
        description:
          "RevOps KPIs and forecasts. Every error is RFC 9457 problem details with a stable `code`.",
      },
      security: [{ key: [] }],
    });
    // the contract's package does not know the models; an unknown one is refused with near names
    const model = document.components?.schemas?.ForecastModel;
    if (model && !("$ref" in model)) model.enum = ["auto", ...models.map(({ id }) => id)];
    return c.json(document, 200, { "cache-control": "no-cache" });
  });
}
