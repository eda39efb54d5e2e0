import type { MiddlewareHandler } from "hono";
import type { Authenticate, Scope } from "../auth/credential.ts";
import { ProblemError } from "../errors.ts";
import type { ApiEnv } from "../options.ts";

/** Lets in who has a credential with the scope that the request needs, and remembers it for the routes. */
export function authenticated(authenticate: Authenticate): MiddlewareHandler<ApiEnv> {
  return async function authenticated(c, next) {
    const credential = await authenticate(c.req.raw);
    if (credential === null) throw unauthorized(c.req.header("authorization") !== undefined);
    const asserted = c.req.header("x-foresail-tenant");
    if (asserted !== undefined && asserted !== credential.tenant) {
      throw new ProblemError("wrong_tenant", {
        detail: `the credential is not of tenant ${JSON.stringify(asserted)}; use a key of that tenant`,
      });
    }
    const scope = scopeNeeded(c.req.method, c.req.path);
    if (!credential.scopes.includes(scope)) {
      throw new ProblemError("insufficient_scope", {
        detail: `this needs a key with scope ${scope}; yours has ${credential.scopes.join(", ") || "none"}`,
      });
    }
    c.set("credential", credential);
    await next();
  };
}

const readsByPost: ReadonlySet<string> = new Set(["/v1/query", "/v1/forecasts"]);

/** Whatever is not known to only read needs the scope to write. */
function scopeNeeded(method: string, path: string): Scope {
  const reads = method === "GET" || method === "HEAD" || (method === "POST" && readsByPost.has(path));
  return reads ? "read" : "write";
}

function unauthorized(sent: boolean): ProblemError {
  return new ProblemError("unauthorized", {
    detail: sent
      ? "the credential is not valid; send a current key as Authorization: Bearer fsk_..."
      : "no credential; send a key as Authorization: Bearer fsk_...",
    headers: { "www-authenticate": `Bearer realm="foresail"${sent ? ', error="invalid_token"' : ""}` },
  });
}
