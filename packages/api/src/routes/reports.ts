import { Report, ReportList, ReportRequest } from "@foresail/client";
import { describeReport, reports } from "@foresail/metrics";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { dataValidators } from "../http/conditional.ts";
import { normalForm } from "../http/normal-form.ts";
import { filterParams, listParam, Repeated, settingParams } from "../http/request-params.ts";
import { always, notModified, responses } from "../http/responses.ts";
import { invalidRequest } from "../http/validation.ts";
import type { ApiContext, ApiEnv } from "../options.ts";

const listRoute = createRoute({
  method: "get",
  path: "/v1/reports",
  summary: "Every report, with its options",
  responses: responses("The reports", ReportList, always),
});

const ReportParams = z.looseObject({
  from: z.string().optional().meta({ description: "First day, inclusive, yyyy-MM-dd" }),
  to: z.string().optional().meta({ description: "Last day, exclusive, yyyy-MM-dd" }),
  grain: z.string().optional().meta({ description: "day, week, month, quarter or year; default month" }),
  by: Repeated.meta({ description: "Dimensions, repeated or separated by commas" }),
  where: Repeated.meta({ description: "dimension:value, repeated; an empty value is null" }),
  asOf: z.string().optional().meta({ description: "Only what was recorded by then counts" }),
  set: Repeated.meta({ description: "setting:value for this report alone, repeated" }),
});

const route = createRoute({
  method: "get",
  path: "/v1/reports/{report}",
  summary: "One report; beside these parameters it takes its own options, which GET /v1/reports lists",
  request: {
    params: z.object({ report: z.string().max(100).meta({ example: "funnel" }) }),
    query: ReportParams,
  },
  responses: { ...responses("The report", Report, [...always, 422, 504]), ...notModified },
});

/** GET /v1/reports and /v1/reports/:report: tables that answer one question of revenue operations each. */
export function reportsRoutes(app: OpenAPIHono<ApiEnv>, context: ApiContext): void {
  app.openapi(listRoute, (c) => c.json({ reports: reports.map(describeReport) }, 200));
  app.openapi(route, async (c) => {
    const request = requestOf(c.req.valid("param").report, c.req.valid("query"));
    const { headers, notModified } = await dataValidators(c, context, normalForm(request));
    if (notModified) return c.body(null, 304, headers);
    const store = await context.store();
    return c.json(await store.report(c.get("credential").tenant, request), 200, headers);
  });
}

function requestOf(report: string, params: z.infer<typeof ReportParams>): ReportRequest {
  const { from, to, grain, by, where, asOf, set, ...options } = params;
  const given = Object.entries({ from, to, grain, asOf }).filter(([, value]) => value !== undefined);
  const input = {
    report,
    ...Object.fromEntries(given),
    by: listParam(by).flatMap((names) => names.split(",")),
    where: filterParams(where),
    set: settingParams(set),
    options,
  };
  const result = ReportRequest.safeParse(input);
  if (!result.success) throw invalidRequest(result.error.issues, input);
  return result.data;
}
