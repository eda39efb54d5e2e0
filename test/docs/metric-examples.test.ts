/** Each metric's example is what the engine answers, and what its hand work comes to. */
import { builtInMetrics, type MetricsStore } from "@foresail/metrics";
import { openDuckDBStore } from "@foresail/metrics/duckdb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newFolder, removeFolders } from "../support/stores.ts";
import { exampleGroups } from "./metric-examples/index.ts";
import { arithmetic, workedByHand } from "./support/arithmetic.ts";
import { exampleClock, workOut } from "./support/work-out.ts";

const examples = exampleGroups.flatMap((group) => group.examples);
let store: MetricsStore;

beforeAll(async () => {
  store = await openDuckDBStore({ file: `${newFolder()}/examples.duckdb`, clock: exampleClock });
});

afterAll(async () => {
  await store.close();
  removeFolders();
});

test("every metric has one example", () => {
  const shown = examples.map(({ metric }) => metric);
  const ids = builtInMetrics.map(({ id }) => id);
  expect(
    ids.filter((id) => !shown.includes(id)),
    "add an example of these metrics to test/docs/metric-examples, then run npm run docs:metrics",
  ).toEqual([]);
  expect(shown.filter((id, index) => !ids.includes(id) || shown.indexOf(id) !== index)).toEqual([]);
});

test.each(examples.map((example) => [example.metric, example] as const))(
  "%s is what it is by hand",
  async (_, example) => {
    const byHand = workedByHand(example.byHand);
    expect((await workOut(store, example)).value).toBeCloseTo(byHand, 9);
  },
);

describe("arithmetic", () => {
  test.each([
    ["2 + 3 * 4", 14],
    ["(2 + 3) * 4", 20],
    ["-2 ^ 2", -4],
    ["2 ^ 3 ^ 2", 512],
    ["10 - 4 - 3", 3],
    ["median(30, 10, 55)", 30],
    ["median(4, 1)", 2.5],
    ["max(min(3, 5), 2 - 1)", 3],
    ["1 / 0", null],
    ["three", null],
    ["3 4", null],
    ["(3", null],
  ])("%s is %s", (text, value) => {
    expect(arithmetic(text)).toBe(value);
  });

  test("refuses hand work that does not hold", () => {
    expect(() => workedByHand(["1 + 1 = 3"])).toThrow('"1 + 1 = 3" does not hold');
    expect(() => workedByHand(["ash and birch"])).toThrow("no line is arithmetic");
    expect(workedByHand(["S(10): 1 / 4 = 0.25", "2 / 3 = 0.666667"])).toBe(2 / 3);
  });
});
