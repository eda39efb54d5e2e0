import { ImportMap, ImportReport } from "@foresail/client";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { ProblemError } from "../errors.ts";
import { always, responses } from "../http/responses.ts";
import type { ApiContext, ApiEnv } from "../options.ts";
import { readImportForm } from "./import-form.ts";
import { tableOfPath } from "./table-of-path.ts";

const ImportParts = z.object({
  file: z.array(z.string().meta({ format: "binary" })).min(1),
  map: ImportMap.optional(),
  recordedAt: z.string().optional(),
  full: z.enum(["true", "false"]).optional(),
  strict: z.enum(["true", "false"]).optional(),
});

/** POST /v1/imports/:source: files of one table, as one import. */
export function importsRoute(app: OpenAPIHono<ApiEnv>, context: ApiContext): void {
  app.openAPIRegistry.registerPath({
    method: "post",
    path: "/v1/imports/{source}",
    summary: "Import files of one table",
    request: {
      params: z.object({ source: z.string().meta({ example: "csv:opportunities" }) }),
      body: { required: true, content: { "multipart/form-data": { schema: ImportParts } } },
    },
    responses: responses("What was written", ImportReport, [...always, 400, 404, 409, 413, 415, 422]),
  });
  app.post("/v1/imports/:source", async (c) => {
    const table = tableOfSource(c.req.param("source"));
    const { files, map, options } = await readImportForm(c.req.raw);
    if (map?.table !== undefined && map.table !== table) {
      throw new ProblemError("invalid_map", {
        detail: `the map is for table ${map.table}, the import for ${table}; import csv:${map.table}, or change the map`,
      });
    }
    const store = await context.store();
    const request = { ...options, table, files, ...(map === undefined ? {} : { map }) };
    return c.json(await store.importFiles(c.get("credential").tenant, request));
  });
}

function tableOfSource(source: string) {
  if (source.startsWith("csv:")) return tableOfPath(source.slice(4), "csv:");
  throw new ProblemError("unknown_source", {
    detail: `unknown source ${JSON.stringify(source)}; write csv:<table>, as csv:opportunities`,
  });
}
