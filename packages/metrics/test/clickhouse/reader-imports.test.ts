import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { expect, test } from "vitest";

/** What a module imports at run time; types are erased. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/^(?:import|export)\s(?!type\b)[^;]*?from "([^"]+)";$/gm)].map(
    ([, from]) => from!,
  );
}

/** All modules that a module brings along, each with the way to it. */
function reachedFrom(entry: string): Map<string, string> {
  const found = new Map([[entry, entry]]);
  for (const [module, way] of found) {
    if (!module.startsWith("/")) continue;
    for (const name of importsOf(module)) {
      const next = name.startsWith(".") ? resolve(dirname(module), name) : name;
      if (!found.has(next)) found.set(next, `${way} -> ${name}`);
    }
  }
  return found;
}

const entry = (name: string): string => resolve(import.meta.dirname, "../../src", name);

test("the store that reads needs nothing of Node, so it runs at the edge", () => {
  const reached = reachedFrom(entry("clickhouse-reader.ts"));
  expect(reached.size).toBeGreaterThan(50);
  expect([...reached].filter(([module]) => module.startsWith("node:")).map(([, way]) => way)).toEqual([]);
});

test("the store that writes does need it: the check can fail", () => {
  expect([...reachedFrom(entry("clickhouse.ts")).keys()]).toContain("node:crypto");
});
