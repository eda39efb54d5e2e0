import { readdirSync } from "node:fs";
import { expect, test } from "vitest";

const names = readdirSync(new URL("../src/components/", import.meta.url)).filter(
  (name) => !name.includes(".styles."),
);

test.each(names)("class module %s imports where there is no page, and defines nothing", async (name) => {
  const module: Record<string, unknown> = await import(
    new URL(`../src/components/${name}`, import.meta.url).href
  );
  expect(Object.values(module).some((one) => typeof one === "function")).toBe(true);
  expect(globalThis.customElements?.get(`foresail-${name.replace(".ts", "")}`)).toBeUndefined();
});
