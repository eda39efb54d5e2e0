import { expect, test } from "vitest";
import expected from "./expected-hashes.json" with { type: "json" };
import { portableHashes } from "./portable-forecasts.ts";

test("Chromium computes the same bytes as Node", async () => {
  expect(await portableHashes()).toEqual(expected);
});
