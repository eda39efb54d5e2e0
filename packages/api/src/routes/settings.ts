import { Settings, SettingsChanges } from "@foresail/client";
import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { ProblemError } from "../errors.ts";
import { contentValidators } from "../http/conditional.ts";
import { nameRemedy, nearNames } from "../http/near.ts";
import { always, notModified, responses } from "../http/responses.ts";
import { invalidRequest } from "../http/validation.ts";
import type { ApiContext, ApiEnv } from "../options.ts";

const read = createRoute({
  method: "get",
  path: "/v1/settings",
  summary: "The tenant's settings",
  responses: { ...responses("All settings", Settings, always), ...notModified },
});

const write = createRoute({
  method: "put",
  path: "/v1/settings",
  summary: "Change some settings",
  request: { body: { required: true, content: { "application/json": { schema: SettingsChanges } } } },
  responses: responses("All settings, after the change", Settings, [...always, 400, 413, 415, 422]),
});

/** GET and PUT /v1/settings. */
export function settingsRoutes(app: OpenAPIHono<ApiEnv>, context: ApiContext): void {
  app.openapi(read, async (c) => {
    const store = await context.store();
    const settings = await store.settings(c.get("credential").tenant);
    const { headers, notModified } = await contentValidators(c, context, settings);
    return notModified ? c.body(null, 304, headers) : c.json(settings, 200, headers);
  });

  app.openapi(
    write,
    async (c) => {
      const store = await context.store();
      const changes = c.req.valid("json") as Partial<Settings>;
      return c.json(await store.saveSettings(c.get("credential").tenant, changes), 200);
    },
    (result) => {
      if (result.success) return undefined;
      const unknown = unknownKey(result.error.issues);
      if (unknown !== undefined) throw unknownSetting(unknown);
      throw invalidRequest(result.error.issues, "data" in result ? result.data : undefined);
    },
  );
}

function unknownKey(issues: readonly { code?: string; keys?: readonly string[] }[]): string | undefined {
  return issues.find((issue) => issue.code === "unrecognized_keys")?.keys?.[0];
}

function unknownSetting(name: string): ProblemError {
  const names = Object.keys(SettingsChanges.shape);
  const suggestions = nearNames(name, names);
  return new ProblemError("unknown_setting", {
    detail: `unknown setting ${JSON.stringify(name)}; ${nameRemedy(suggestions, "settings", names)}`,
    suggestions,
  });
}
