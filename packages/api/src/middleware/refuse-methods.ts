import type { Hono, MiddlewareHandler } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { ProblemError } from "../errors.ts";
import { problemResponse } from "../http/problem.ts";
import type { ApiEnv } from "../options.ts";

/** Answers 405 with Allow where the path exists and the method does not. */
export function refuseMethods(app: Hono<ApiEnv>): MiddlewareHandler<ApiEnv> {
  return methodNotAllowed({
    app,
    onMethodNotAllowed: (c, methods) =>
      problemResponse(
        new ProblemError("method_not_allowed", {
          detail: `${c.req.path} takes ${methods.join(", ")}, not ${c.req.method}`,
          headers: { allow: methods.join(", ") },
        }),
      ),
  });
}
