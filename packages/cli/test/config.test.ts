import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { workspace } from "./support/run.ts";

const metric = (text: string) => `{
  id: "ad_share", version: 3, label: "Share of ads", question: "Which part of spend are ads?",
  formula: "ads / spend", unit: "fraction", direction: "neutral",
  expression: { kind: "formula", text: ${JSON.stringify(text)}, inputs: { ads: { kind: "total", measure: {
    kind: "flow", fact: "spend", date: "date", aggregate: { sum: "amount" }, filter: { column: "kind", in: ["ads"] } } } } },
}`;

async function withConfig(text: string) {
  const space = await workspace();
  writeFileSync(join(space.folder, "foresail.config.mjs"), text);
  writeFileSync(
    join(space.folder, "spend.csv"),
    "date,amount,kind\n2026-01-05,30,ads\n2026-01-06,70,tools\n",
  );
  return space;
}

test("metrics of one's own are queried and explained beside the built-in ones", async () => {
  const { run } = await withConfig(`export default { metrics: [${metric("ads / spend")}] };`);
  expect((await run("import csv:spend spend.csv")).code).toBe(0);
  const asked = await run("query ad_share spend --format json");
  expect(JSON.parse(asked.stdout).series).toMatchObject([
    {
      metric: "ad_share",
      definition: "ad_share@3",
      points: [{ value: 0.3, numerator: 30, denominator: 100 }],
    },
    { metric: "spend", points: [{ value: 100 }] },
  ]);
  const explained = await run("explain ad_share --period 2026-01-01");
  expect(explained.stdout).toContain("Calculation  30 / 100 = 0.3");
  expect(explained.stdout).toContain("Rows behind sum of spend.amount, kind ads = 30: 1");
});

test.each([
  [
    "a column that does not exist",
    metric("ads / spend").replace('"amount"', '"cost"'),
    'spend has no column "cost"',
  ],
  ["a metric that does not exist", metric("ads / spnd"), 'its formula names "spnd"'],
  [
    "a table that does not exist",
    metric("ads / spend").replace('"spend", date', '"spent", date'),
    'fact "spent" is no table',
  ],
  [
    "a filter that keeps nothing",
    metric("ads / spend").replace('in: ["ads"]', "in: []"),
    "filter on kind keeps no value",
  ],
  ["a metric that is half written", "{}", "metric null lacks id, version, label, question"],
  [
    "a built-in id without a version of its own",
    metric("ads / spend").replace('"ad_share", version: 3', '"spend", version: 1'),
    "give it a version above 1",
  ],
  ["a broken formula", metric("ads / "), "expected a number or a name"],
])("%s is named", async (_, text, message) => {
  const { run } = await withConfig(`export default { metrics: [${text}] };`);
  const { code, stderr } = await run("query spend");
  expect({ code, message: stderr.includes(message), file: stderr.includes("foresail.config.mjs") }).toEqual({
    code: 2,
    message: true,
    file: true,
  });
});

test("a file that is no configuration is refused", async () => {
  const { run } = await withConfig("export const metrics = [];");
  const { code, stderr } = await run("query spend");
  expect(code).toBe(2);
  expect(stderr).toContain(
    "exports no configuration; write: export default defineConfig({ metrics: [...] })",
  );
  expect((await run("query spend --config none.mjs")).stderr).toContain(
    "none.mjs does not exist; check --config",
  );
});
