import { expect, test } from "vitest";
import * as sample from "../src/index.ts";

test("exports these names", () => {
  expect(Object.keys(sample).sort()).toMatchInlineSnapshot(`
    [
      "FAILED_CAMPAIGN",
      "batchesUntil",
      "columns",
      "generateCompany",
      "planColumns",
      "replay",
      "tableNames",
      "toCsv",
      "truthPoint",
      "truthSeries",
    ]
  `);
});
