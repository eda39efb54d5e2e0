import { ImportMap, ImportReport, UndoReport } from "@foresail/client";
import { sourceNames } from "@foresail/metrics";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { ProblemError } from "../errors.ts";
import { nearNames } from "../http/near.ts";
import { always, responses } from "../http/responses.ts";
import type { ApiContext, ApiEnv } from "../options.ts";
import { readImportForm } from "./import-form.ts";
import { tableOfPath } from "./table-of-path.ts";

const flag = z.enum(["true", "false"]).optional();

const ImportParts = z.object({
  file: z.array(z.string().meta({ format: "binary" })).min(1),
  map: ImportMap.optional(),
  recordedAt: z.string().optional(),
  full: flag,
  strict: flag,
  dryRun: flag,
  dateFormat: z.string().optional(),
  decimal: z.enum([".", ","]).optional(),
  sourceTimeZone: z.string().optional(),
});

/** One report for `csv:<table>`; one a table for a source. */
const ImportOutcome = z.union([ImportReport, z.array(ImportReport).min(1)]);

/** POST /v1/imports/:source: files as one import; DELETE /v1/imports/:batch: its undo. */
export function importsRoute(app: OpenAPIHono<ApiEnv>, context: ApiContext): void {
  app.openAPIRegistry.registerPath({
    method: "post",
    path: "/v1/imports/{source}",
    summary: "Import files of one table, or exports of a source",
    request: {
      params: z.object({
        source: z.string().meta({
          example: "csv:opportunities",
          description: `csv:<table>, or one of ${sourceNames.join(", ")}`,
        }),
      }),
      body: { required: true, content: { "multipart/form-data": { schema: ImportParts } } },
    },
    responses: responses("What was written", ImportOutcome, [...always, 400, 404, 409, 413, 415, 422]),
  });
  app.openAPIRegistry.registerPath({
    method: "delete",
    path: "/v1/imports/{batch}",
    summary: "Undo an import, as of now",
    request: { params: z.object({ batch: z.coerce.number().int().positive() }) },
    responses: responses("What was undone", UndoReport, [...always, 404]),
  });
  app.post("/v1/imports/:source", async (c) => {
    const source = c.req.param("source");
    const table = source.startsWith("csv:") ? tableOfPath(source.slice(4), "csv:") : null;
    if (table === null && !sourceNames.includes(source)) throw unknownSource(source);
    const { files, map, options } = await readImportForm(c.req.raw);
    const { tenant } = c.get("credential");
    const own = map === undefined ? {} : { map };
    if (table === null) {
      const store = await context.store();
      return c.json(await store.importSource(tenant, { ...options, ...own, source, files }));
    }
    if (map?.table !== undefined && map.table !== table) {
      throw new ProblemError("invalid_map", {
        detail: `the map is for table ${map.table}, the import for ${table}; import csv:${map.table}, or change the map`,
      });
    }
    const store = await context.store();
    return c.json(await store.importFiles(tenant, { ...options, ...own, table, files }));
  });
  app.delete("/v1/imports/:batch", async (c) => {
    const batch = Number(c.req.param("batch"));
    if (!/^[1-9]\d{0,14}$/.test(c.req.param("batch"))) {
      throw new ProblemError("unknown_batch", {
        detail: `${JSON.stringify(c.req.param("batch"))} is no number of a batch; the report of an import has it, as batch`,
      });
    }
    const store = await context.store();
    return c.json(await store.undoImport(c.get("credential").tenant, batch));
  });
}

function unknownSource(source: string): ProblemError {
  const suggestions = nearNames(source, sourceNames);
  const whole = sourceNames.filter((name) => !name.includes(":"));
  return new ProblemError("unknown_source", {
    detail: `unknown source ${JSON.stringify(source)}; write csv:<table>, as csv:opportunities, or a source: ${whole.join(", ")}`,
    suggestions,
  });
}
