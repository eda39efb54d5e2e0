import { expect, test } from "vitest";
import * as ingest from "../../src/ingest/index.ts";

test("exports these names", () => {
  expect(Object.keys(ingest).sort()).toMatchInlineSnapshot(`
    [
      "IngestedRow",
      "contentHash",
      "ingestFile",
      "ingestRecords",
      "rejectsCsv",
    ]
  `);
});
