import type { SampleFile } from "../seed/sample-file.ts";
import { pageHeaders } from "./page-headers.ts";
import { isSameOrigin } from "./same-origin.ts";
import { type Site, siteFile } from "./site-files.ts";

/** What the pages are made of. */
export interface PagesOptions {
  readonly site: Site;
  /** A key that reads; it goes to pages of this server alone. */
  readonly token: string;
  /** The sample company; null where the database holds someone's own data. */
  readonly company: SampleFile | null;
  readonly clock: () => Date;
}

/** Answers what is not the API's: pages, their scripts and styles, and what they need to know. */
export function pagesHandler(options: PagesOptions): (request: Request) => Response {
  return function answer(request) {
    const { pathname } = new URL(request.url);
    if (request.method !== "GET" && request.method !== "HEAD")
      return text(405, "only GET and HEAD are answered here", { allow: "GET, HEAD" });
    if (pathname === "/demo/token") return token(request, options);
    if (pathname === "/demo/company") return company(options);
    return page(request, pathname, options.site);
  };
}

function text(status: number, message: string, headers: Record<string, string> = {}): Response {
  return new Response(`${message}\n`, {
    status,
    headers: { ...pageHeaders, "content-type": "text/plain; charset=utf-8", ...headers },
  });
}

function json(value: unknown): Response {
  return Response.json(value, { headers: { ...pageHeaders, "cache-control": "no-store" } });
}

function token(request: Request, options: PagesOptions): Response {
  if (!isSameOrigin(request))
    return text(403, "the token is for pages of this server alone", { "cache-control": "no-store" });
  return json({ token: options.token });
}

/** Name and story of the company, and what time it is there. */
function company({ company: sample, clock }: PagesOptions): Response {
  const now = clock().toISOString();
  // The books cover days that lie ahead: what happens in them is not told yet.
  const story = (sample?.story ?? []).filter(({ when }) => (when.split("/")[1] ?? when) <= now);
  return json({ name: sample?.name ?? null, story, now });
}

function page(request: Request, pathname: string, site: Site): Response {
  const file = siteFile(site, pathname);
  if (file === undefined) return text(404, "there is no such page");
  const headers = {
    ...pageHeaders,
    "content-type": file.type,
    etag: file.etag,
    // Vite writes a hash of the content into the names of assets.
    "cache-control": pathname.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
  };
  if (request.headers.get("if-none-match") === file.etag) return new Response(null, { status: 304, headers });
  return new Response(request.method === "HEAD" ? null : file.body, { headers });
}
