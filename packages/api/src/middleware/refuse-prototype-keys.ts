import type { MiddlewareHandler } from "hono";
import { refusePrototypeKeys } from "../http/prototype-keys.ts";

/** Looks for keys in JSON bodies that schemas would drop silently; the body is read once and kept for the route. */
export function prototypeKeysRefused(): MiddlewareHandler {
  return async function prototypeKeysRefused(c, next) {
    const type = c.req.header("content-type") ?? "";
    if (c.req.method !== "GET" && /^application\/(.+\+)?json\b/i.test(type))
      refusePrototypeKeys(await c.req.text());
    await next();
  };
}
