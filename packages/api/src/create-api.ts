import { OpenAPIHono } from "@hono/zod-openapi";
import { requestId } from "hono/request-id";
import { ProblemError } from "./errors.ts";
import { problemOf, problemResponse } from "./http/problem.ts";
import { invalidRequest } from "./http/validation.ts";
import { authenticated } from "./middleware/authenticate.ts";
import { crossOrigin } from "./middleware/cross-origin.ts";
import { limitBody } from "./middleware/limit-body.ts";
import { refuseMethods } from "./middleware/refuse-methods.ts";
import { prototypeKeysRefused } from "./middleware/refuse-prototype-keys.ts";
import { securityHeaders } from "./middleware/security-headers.ts";
import type { ApiContext, ApiEnv, ApiOptions } from "./options.ts";
import { alertsRoute } from "./routes/alerts.ts";
import { baselinesRoute } from "./routes/baselines.ts";
import { benchmarksRoutes } from "./routes/benchmarks.ts";
import { explainRoute } from "./routes/explain.ts";
import { forecastsRoute } from "./routes/forecasts.ts";
import { healthRoutes } from "./routes/health.ts";
import { importsRoute } from "./routes/imports.ts";
import { metricRoute } from "./routes/metric.ts";
import { metricsRoute } from "./routes/metrics.ts";
import { openApiRoute } from "./routes/openapi.ts";
import { queryRoute } from "./routes/query.ts";
import { recordRoute } from "./routes/record.ts";
import { recordsRoute } from "./routes/records.ts";
import { reportsRoutes } from "./routes/reports.ts";
import { seriesRoute } from "./routes/series.ts";
import { settingsRoutes } from "./routes/settings.ts";
import { snapshotsRoutes } from "./routes/snapshots.ts";
import { targetsRoutes } from "./routes/targets.ts";
import { vintagesRoute } from "./routes/vintages.ts";

/** The Foresail API: a Hono app, so it runs wherever `fetch(request)` can be served. */
export type Api = OpenAPIHono<ApiEnv>;

/**
 * Makes the API over a store.
 *
 * The tenant of a call is the one its credential names. Every error is problem details (RFC 9457); a fault that nobody
 * foresaw says only its request id, and goes to `onFault`.
 *
 * @example
 * const api = createApi({ store, authenticate: bearerKeys(keys), allowedOrigins: ["https://app.example.com"] });
 * export default { fetch: api.fetch };
 */
export function createApi(options: ApiOptions): Api {
  const context = contextOf(options);
  const app: Api = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success)
        throw invalidRequest(result.error.issues, "data" in result ? result.data : undefined);
    },
  });

  app.onError((error, c) => problemResponse(problemOf(error) ?? fault(error, c.get("requestId"), options)));
  app.notFound((c) =>
    problemResponse(
      new ProblemError("not_found", {
        detail: `nothing at ${c.req.path}; /openapi.json lists what there is`,
      }),
    ),
  );

  app.use(requestId(), crossOrigin(options.allowedOrigins ?? []), securityHeaders(), refuseMethods(app));
  app.use("/v1/*", authenticated(options.authenticate), limitBody(context.limits), prototypeKeysRefused());

  healthRoutes(app, context);
  openApiRoute(app, context);
  metricsRoute(app, context);
  metricRoute(app, context);
  seriesRoute(app, context);
  explainRoute(app, context);
  vintagesRoute(app, context);
  queryRoute(app, context);
  reportsRoutes(app, context);
  recordsRoute(app, context);
  importsRoute(app, context);
  forecastsRoute(app, context);
  snapshotsRoutes(app, context);
  recordRoute(app, context);
  baselinesRoute(app, context);
  benchmarksRoutes(app, context);
  targetsRoutes(app, context);
  alertsRoute(app, context);
  settingsRoutes(app, context);
  return app;
}

function contextOf(options: ApiOptions): ApiContext {
  const { store } = options;
  return {
    store: typeof store === "function" ? store : async () => store,
    clock: options.clock ?? (() => new Date()),
    version: options.version ?? "0.0.0",
    limits: { data: 64 * 1024 * 1024, other: 1024 * 1024, ...options.limits },
    readiness: options.readiness ?? (() => "ok"),
  };
}

function fault(error: Error, id: string, { onFault, revealFaults }: ApiOptions): ProblemError {
  onFault?.(error, id);
  const detail = revealFaults ? error.message : `the server failed at request ${id}; its log says why`;
  return new ProblemError("internal", { detail, cause: error });
}
