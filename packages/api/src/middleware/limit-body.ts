import type { HonoRequest, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { ProblemError } from "../errors.ts";
import type { BodyLimits } from "../options.ts";

const dataPaths = /^\/v1\/(imports|records)\/|^\/v1\/forecasts$/;

/** Refuses bodies that are too large, before they are read where they declare their length. */
export function limitBody(limits: BodyLimits): MiddlewareHandler {
  const data = limited(limits.data);
  const other = limited(limits.other);
  return (c, next) => {
    if (declaresNone(c.req)) return next();
    return dataPaths.test(c.req.path) ? data(c, next) : other(c, next);
  };
}

const withoutBody: ReadonlySet<string> = new Set(["GET", "HEAD", "DELETE", "OPTIONS"]);

/** Nothing to limit; asking Node's adapter for the body of a DELETE that has none fails. */
function declaresNone(request: HonoRequest): boolean {
  const declared = request.header("content-length") ?? request.header("transfer-encoding");
  return withoutBody.has(request.method) && declared === undefined;
}

function limited(maxSize: number): MiddlewareHandler {
  if (maxSize === Number.POSITIVE_INFINITY) return (_, next) => next();
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new ProblemError("payload_too_large", {
        detail: `the body is larger than ${maxSize} bytes; send it in parts`,
      });
    },
  });
}
