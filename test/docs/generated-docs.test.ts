/** Examples are what the engine answers, and pages written from the code are those that it would write now. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtInMetrics } from "../../packages/metrics/src/catalogue/catalogue.ts";
import { reports } from "../../packages/metrics/src/reports/reports.ts";
import { settingsFrom } from "../../packages/metrics/src/settings/settings.ts";
import { newFolder, removeFolders } from "../support/stores.ts";
import { exampleGroups } from "./metric-examples/index.ts";
import { workedByHand } from "./support/arithmetic.ts";
import { root, textOf } from "./support/markdown.ts";
import { metricPages, metricPagesFolder } from "./support/metric-pages.ts";
import { metricSources } from "./support/metric-source.ts";
import { settingsPage, settingsPageFile } from "./support/settings-page.ts";
import { type WorkedOut, workOutAll } from "./support/work-out.ts";

const remedy = "out of date: run npm run docs:metrics, and commit what it writes";
const ids = builtInMetrics.map(({ id }) => id);
const examples = exampleGroups.flatMap((group) => group.examples);
let worked: ReadonlyMap<string, WorkedOut | Error> = new Map();
let pages: ReadonlyMap<string, string> = new Map();

beforeAll(async () => {
  worked = await workOutAll(`${newFolder()}/examples.duckdb`);
  pages = await metricPages(worked);
}, 120_000);

afterAll(removeFolders);

describe("examples of metrics", () => {
  test("there is one of each", () => {
    const shown = examples.map(({ metric }) => metric);
    expect(
      ids.filter((id) => !shown.includes(id)),
      "add an example of these metrics to test/docs/metric-examples, then run npm run docs:metrics",
    ).toEqual([]);
    expect(shown.filter((id, index) => !ids.includes(id) || shown.indexOf(id) !== index)).toEqual([]);
  });

  test.each(examples.map((example) => [example.metric, example] as const))(
    "%s is what it is by hand",
    (id, { byHand }) => {
      const answer = worked.get(id);
      if (answer === undefined || answer instanceof Error) throw answer;
      expect(answer.value).toBeCloseTo(workedByHand(byHand), 9);
    },
  );
});

describe("docs/metrics", () => {
  test("has a page for each metric and an index, and nothing else", () => {
    const folder = join(root, metricPagesFolder);
    expect(existsSync(folder) ? readdirSync(folder).sort() : [], remedy).toEqual([...pages.keys()].sort());
  });

  test.each(["README", ...ids])("%s is what the code says", (name) => {
    const file = `${metricPagesFolder}/${name}.md`;
    expect(existsSync(join(root, file)) ? textOf(file) : "", remedy).toBe(pages.get(`${name}.md`));
  });

  test("says of each metric what counts", () => {
    const sources = metricSources();
    const silent = ids.filter((id) => !sources.get(id)?.paragraphs[0]);
    expect(silent, "write a comment right above their definition").toEqual([]);
  });
});

test("packages/metrics/README.md has every report with its question", () => {
  const said = [...textOf("packages/metrics/README.md").matchAll(/^\| `([a-z]+)` \| (.+\?) \|$/gm)];
  expect(said.map(([, report, question]) => [report, question])).toEqual(
    reports.map(({ report, question }) => [report, question]),
  );
});

describe(settingsPageFile, () => {
  test("is what the code says", () => {
    expect(existsSync(join(root, settingsPageFile)) ? textOf(settingsPageFile) : "", remedy).toBe(
      settingsPage(),
    );
  });

  test.each(Object.keys(settingsFrom({})))("says what %s means, takes and changes", (key) => {
    const section =
      settingsPage()
        .split(/^## /m)
        .find((text) => text.startsWith(`\`${key}\`\n`)) ?? "";
    expect(section).toMatch(/^\S+\n\n\S.{10,}\.\n/);
    expect(section).toMatch(/\| Values \| \S/);
    expect(section, "no metric names it in its settings, and it is not a general one").toMatch(
      /\| Changes \| (\S.* )\|/,
    );
  });
});
