import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";

/** Lets pages of the listed origins call the API; an origin is compared exactly, and there is no wildcard. */
export function crossOrigin(allowedOrigins: readonly string[]): MiddlewareHandler {
  const allowed = new Set(allowedOrigins);
  return cors({
    origin: (origin) => (allowed.has(origin) ? origin : null),
    allowMethods: ["GET", "HEAD", "POST", "PUT", "DELETE"],
    allowHeaders: ["authorization", "content-type", "if-none-match", "x-foresail-tenant"],
    exposeHeaders: ["etag", "last-modified", "x-request-id"],
    maxAge: 600,
  });
}
