import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { generateCompany, type SampleOptions } from "../src/index.ts";

const small = { seed: 7, end: "2026-11-01", rows: 10_000 };

function fingerprint(options: SampleOptions): string {
  return createHash("sha256")
    .update(JSON.stringify(generateCompany(options)))
    .digest("hex");
}

test("equal options give the same company to the last byte", () => {
  expect(fingerprint(small)).toBe(fingerprint({ ...small }));
});

test("another seed gives another company", () => {
  expect(fingerprint({ ...small, seed: 8 })).not.toBe(fingerprint(small));
});

test("another end moves the window and the story with it", () => {
  const company = generateCompany({ ...small, end: "2025-06-01" });
  expect(company.truth.start).toBe("2022-06-01");
  expect(company.story.find(({ id }) => id === "restatement")?.when).toBe("2024-07-01/2024-10-01");
  expect(company.batches[company.batches.length - 1]?.recordedAt).toBe("2025-06-01T06:00:00Z");
});

test("more years put more history before the same story", () => {
  const company = generateCompany({ ...small, years: 4 });
  expect(company.truth.published).toHaveLength(48);
  expect(company.truth.published.filter((month) => month.firstPublished !== month.current)).toHaveLength(3);
});

test("options that cannot be met are refused", () => {
  expect(() => generateCompany({ ...small, end: "2026-11-02" })).toThrow("first of a month, got 2026-11-02");
  expect(() => generateCompany({ ...small, end: "2026-13-01" })).toThrow("first of a month, got 2026-13-01");
  expect(() => generateCompany({ ...small, years: 2 })).toThrow("3 or more whole years, got 2");
  expect(() => generateCompany({ ...small, rows: 10 })).toThrow("5000 rows or more, got 10");
  expect(() => generateCompany({ seed: 7, end: "2026-11-01", scale: 0 })).toThrow("a scale above 0, got 0");
});
