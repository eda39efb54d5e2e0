import { Grain, IsoDate, type MetricVintage, MetricVintages } from "@foresail/client";
import type { ActualVintage } from "@foresail/metrics";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { dataValidators } from "../http/conditional.ts";
import { normalForm } from "../http/normal-form.ts";
import { filterParams, Repeated } from "../http/request-params.ts";
import { always, notModified, responses } from "../http/responses.ts";
import type { ApiContext, ApiEnv } from "../options.ts";
import { MetricParams, metricOfPath } from "./metric.ts";

const VintagesQuery = z.strictObject({
  grain: Grain.default("month"),
  from: IsoDate.optional().meta({ description: "First day, inclusive" }),
  where: Repeated.meta({ description: "dimension:value, repeated; an empty value is null" }),
  restated: z
    .enum(["true", "false"])
    .default("false")
    .meta({ description: "Only periods that were restated" }),
});

const route = createRoute({
  method: "get",
  path: "/v1/metrics/{id}/vintages",
  summary: "What complete periods were said to be, when that changed, and why",
  request: { params: MetricParams, query: VintagesQuery },
  responses: { ...responses("The vintages", MetricVintages, [...always, 404, 422, 504]), ...notModified },
});

/** GET /v1/metrics/:id/vintages: restated values, with when and why. */
export function vintagesRoute(app: OpenAPIHono<ApiEnv>, context: ApiContext): void {
  app.openapi(route, async (c) => {
    const store = await context.store();
    const { tenant } = c.get("credential");
    const { id, definition, unit } = metricOfPath(store, c.req.valid("param").id);
    const { grain, from, where: filters, restated } = c.req.valid("query");
    const where = filterParams(filters);
    const subject = normalForm({ vintages: { id, grain, from, where, restated } });
    const { headers, notModified } = await dataValidators(c, context, subject);
    if (notModified) return c.body(null, 304, headers);
    const request = { metric: id, grain, where, ...(from === undefined ? {} : { from }) };
    const vintages = vintagesOf(await store.actualVintages(tenant, request), restated === "true");
    const { timeZone } = await store.settings(tenant);
    return c.json({ metric: id, definition, unit, grain, timeZone, vintages }, 200, headers);
  });
}

function vintagesOf(actuals: readonly ActualVintage[], restatedAlone: boolean): MetricVintage[] {
  const vintages = actuals.map((actual, index): MetricVintage => {
    const before = actuals[index - 1];
    const first = before?.period !== actual.period;
    const known = !first && before.value !== null && actual.value !== null;
    return {
      period: actual.period,
      status: first ? "first_published" : "restated",
      value: actual.value,
      change: known ? (actual.value ?? 0) - (before.value ?? 0) : null,
      knownAt: actual.knownAt,
      causes: [...actual.causes],
    };
  });
  if (!restatedAlone) return vintages;
  const restated = new Set(
    vintages.filter(({ status }) => status === "restated").map(({ period }) => period),
  );
  return vintages.filter(({ period }) => restated.has(period));
}
