import { expect, test } from "vitest";
import { generateCompany } from "../src/index.ts";

test.each([
  [10_000, 1],
  [10_000, 7],
  [10_000, 42],
  [50_000, 3],
  [300_000, 5],
])("a company of %i rows (seed %i) has that many, give or take 15 percent", (rows, seed) => {
  const { tables } = generateCompany({ seed, end: "2026-11-01", rows });
  const total = Object.values(tables).reduce((sum, table) => sum + table.length, 0);
  expect(total / rows).toBeGreaterThan(0.85);
  expect(total / rows).toBeLessThan(1.15);
});
