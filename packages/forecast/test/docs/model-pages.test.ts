/**
 * Every model has its page, and every way to make one is on a page. That the examples are what they say is the matter
 * of test/docs/readme-examples.test.ts, which runs every block.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { models } from "../../src/models/registry.ts";

const folder = fileURLToPath(new URL("../../../../docs/forecasting/", import.meta.url));
const textOf = (file: string) => readFileSync(`${folder}${file}`, "utf8");
const pageOf = (id: string) => `models/${id.replaceAll("_", "-")}.md`;
const guide = textOf("README.md");
const pages = readdirSync(`${folder}models`).map((name) => `models/${name}`);
const beyondOneSeries = readdirSync(folder).filter(
  (name) => name.endsWith(".md") && !["README.md", "results.md"].includes(name),
);

describe.each(models.map(({ id }) => id))("the page of %s", (id) => {
  test("exists", () => expect(existsSync(folder + pageOf(id))).toBe(true));
  test("says formula, source, when, options and shows a tested example", () => {
    const text = textOf(pageOf(id));
    expect(text).toContain(`Id \`${id}\``);
    for (const part of ["## Formula", "Source: ", "- Good for: ", "- Fails: ", "- Options: "]) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/```ts\n[\s\S]*\/\/ => [\s\S]*```/);
  });
  test("is linked from the guide", () => expect(guide).toContain(`](${pageOf(id)})`));
});

test.each([...pages, ...beyondOneSeries])("%s is linked from the guide", (page) => {
  expect(guide).toContain(`](${page})`);
});

test("figures come with the command that makes them", () => {
  const without = pages.filter((page) => {
    const text = textOf(page);
    return text.includes("## Measured") && !text.includes("`npm run bench -w packages/forecast -- ");
  });
  expect(without).toEqual([]);
});

test("a page of a model states what the table of all models does", () => {
  const table = textOf("results.md");
  const rows = [
    ...table.matchAll(
      /^\| \[`(\w+)`\]\(\S+\) (?:\| [\d.]+ ){4}\| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|/gm,
    ),
  ];
  expect(rows.length).toBeGreaterThan(20);
  for (const [, id = "", series, points, mase, inside80, inside95] of rows) {
    expect(textOf(pageOf(id))).toContain(
      `sMAPE ${series} over series and ${points} over points, MASE ${mase}; its own 80 and 95 % intervals cover ${inside80} and ${inside95} %`,
    );
  }
});

test("every function that makes a model or a transform is on a page", () => {
  const index = readFileSync(new URL("../../src/index.ts", import.meta.url), "utf8");
  const all = [...pages, ...beyondOneSeries].map(textOf).join("\n");
  const names = [...index.matchAll(/export \{([^}]*)\} from "\.\/(models|trend|transform)\//g)]
    .flatMap(([, list = ""]) => list.split(","))
    .map((name) => name.trim())
    .filter((name) =>
      /(Of|Model|Transform|Effects|Regressors|Models|Trend|^regression|^transformed)$/.test(name),
    )
    .filter((name) => !name.startsWith("type "));
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(all))).toEqual([]);
});
