import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { german } from "../src/strings/de.ts";

const folder = new URL("../src/", import.meta.url).pathname;
const source = globSync("**/*.ts", { cwd: folder })
  .filter((name) => !name.startsWith("strings/"))
  .map((name) => readFileSync(folder + name, "utf8"))
  .join("\n");

/** Sentences written straight into a call: t("…"), this.t("…"), translate(locale, "…"), new ApiError("…"). */
const written = [...source.matchAll(/(?:\bt|translate|Error)\(\s*(?:[\w.]+,\s*)?"([^"]{3,})"/g)].map(
  (match) => match[1]!,
);

test("the German pack has every sentence", () => {
  expect(written.length).toBeGreaterThan(50);
  expect(written.filter((sentence) => !(sentence in german))).toEqual([]);
});

test("the German pack has no sentence that the widgets do not say, and keeps every placeholder", () => {
  const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();
  for (const [english, translated] of Object.entries(german)) {
    expect(source).toContain(english);
    expect(placeholders(translated)).toEqual(placeholders(english));
  }
});
