import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { ProblemError } from "../errors.ts";
import type { BodyLimits } from "../options.ts";

const dataPaths = /^\/v1\/(imports|records)\/|^\/v1\/forecasts$/;

/** Refuses bodies that are too large, before they are read where they declare their length. */
export function limitBody(limits: BodyLimits): MiddlewareHandler {
  const data = limited(limits.data);
  const other = limited(limits.other);
  return (c, next) => (dataPaths.test(c.req.path) ? data(c, next) : other(c, next));
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
