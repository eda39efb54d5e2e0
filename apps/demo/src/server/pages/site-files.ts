import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** One file of the built pages. */
export interface SiteFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly etag: string;
}

/** The built pages by the path they are asked for. Nothing outside this map is ever served. */
export type Site = ReadonlyMap<string, SiteFile>;

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".map": "application/json",
};

/** Beside this file's folder, whether it runs from `src` or from `dist`. */
const folder = fileURLToPath(new URL("../../../dist/site/", import.meta.url));

/**
 * Reads the built pages into memory: a few hundred kilobytes, and no path of a request ever reaches the file system.
 *
 * @throws {Error} where they have not been built
 */
export async function readSite(): Promise<Site> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && extname(entry.name) in types);
  if (files.length === 0) throw new Error("the demo's pages are not built; run npm run build first");
  const site = new Map<string, SiteFile>();
  for (const entry of files) {
    const path = join(entry.parentPath, entry.name);
    const body = new Uint8Array(await readFile(path));
    const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
    site.set(`/${relative(folder, path).split(sep).join("/")}`, {
      body,
      etag,
      type: types[extname(entry.name)] as string,
    });
  }
  return site;
}

/** The file a path asks for: `/` is `/index.html`, `/embed` is `/embed.html`. */
export function siteFile(site: Site, path: string): SiteFile | undefined {
  return site.get(path) ?? site.get(path === "/" ? "/index.html" : `${path}.html`);
}
