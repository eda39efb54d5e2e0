import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

/** Every module that one imports for its values, transitively. */
async function modulesOf(entry: URL, seen: Set<string> = new Set()): Promise<Set<string>> {
  if (seen.has(entry.href)) return seen;
  seen.add(entry.href);
  const source = await readFile(entry, "utf8");
  for (const [, specifier = ""] of source.matchAll(/^(?:import|export)[^;]*?from "([^"]+)"/gms)) {
    if (specifier.startsWith(".")) await modulesOf(new URL(specifier, entry), seen);
    else seen.add(specifier);
  }
  return seen;
}

test("the client alone pulls in nothing but its own modules", async () => {
  const modules = [...(await modulesOf(new URL("../dist/client.js", import.meta.url)))];
  expect(modules.map((name) => name.split("/").at(-1)).sort()).toEqual([
    "api-error.js",
    "client.js",
    "import-form.js",
    "request-query-string.js",
    "series-params.js",
    "transport.js",
  ]);
});
