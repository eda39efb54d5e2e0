const loopback: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * Whether a request was made by a page of this very server.
 *
 * Browsers send Sec-Fetch-Site, which no script can set; those that do not must send a matching Origin. The name asked
 * for must be this machine's own, so that a foreign name that was pointed here (DNS rebinding) gets nothing.
 */
export function isSameOrigin(request: Request): boolean {
  const { hostname, origin } = new URL(request.url);
  if (!loopback.has(hostname)) return false;
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  return request.headers.get("origin") === origin;
}
