import { ImportReport, RecordsRequest, TableName } from "@foresail/client";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { ProblemError } from "../errors.ts";
import { always, responses } from "../http/responses.ts";
import type { ApiContext, ApiEnv } from "../options.ts";
import { tableOfPath } from "./table-of-path.ts";

const route = createRoute({
  method: "post",
  path: "/v1/records/{table}",
  summary: "Write rows of one table",
  request: {
    params: z.object({ table: z.string().meta({ description: `One of ${TableName.options.join(", ")}` }) }),
    body: { required: true, content: { "application/json": { schema: RecordsRequest } } },
  },
  responses: responses("What was written", ImportReport, [...always, 400, 404, 409, 413, 415, 422]),
});

/** POST /v1/records/:table: up to 10,000 rows by canonical column. */
export function recordsRoute(app: OpenAPIHono<ApiEnv>, context: ApiContext): void {
  app.openapi(route, async (c) => {
    const table = tableOfPath(c.req.valid("param").table);
    const records = c.req.valid("json");
    records.rows.forEach(refuseDeepValues);
    const store = await context.store();
    return c.json(await store.importRecords(c.get("credential").tenant, table, records), 200);
  });
}

const deepest = 8;

/** Values are stored as JSON text: a bound on nesting keeps a hostile row from exhausting the stack there. */
function refuseDeepValues(row: RecordsRequest["rows"][number], index: number): void {
  if (!isDeeperThan(row, deepest)) return;
  throw new ProblemError("invalid_request", {
    detail: `rows.${index}: values are nested deeper than ${deepest} levels`,
    errors: [{ path: `rows.${index}`, message: `values are nested deeper than ${deepest} levels` }],
  });
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeperThan(item, levels - 1));
}
