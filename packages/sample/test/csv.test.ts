import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { columns, generateCompany, tableNames, toCsv } from "../src/index.ts";
import { writeCompany } from "../src/write.ts";

test("quotes commas, quotes and line breaks, and leaves null empty", () => {
  const rows = [{ id: "a", name: 'Ann "A", Ltd', note: "two\nlines", gone: null, flag: false, count: 0 }];
  expect(toCsv(rows, ["id", "name", "note", "gone", "flag", "count"])).toBe(
    'id,name,note,gone,flag,count\na,"Ann ""A"", Ltd","two\nlines",,false,0\n',
  );
});

test("writes the header alone where there are no rows", () => {
  expect(toCsv([], ["id", "name"])).toBe("id,name\n");
});

test("writes a file for each table, the plan and the truth", async () => {
  const company = generateCompany({ seed: 7, end: "2026-11-01", rows: 10_000 });
  const folder = await mkdtemp(join(tmpdir(), "foresail-sample-"));
  try {
    await writeCompany(company, join(folder, "deep"));
    const files = await readdir(join(folder, "deep"));
    expect(files.sort()).toEqual(
      [...tableNames.map((name) => `${name}.csv`), "plan.csv", "truth.json"].sort(),
    );
    for (const table of tableNames) {
      const text = await readFile(join(folder, "deep", `${table}.csv`), "utf8");
      expect(text === toCsv(company.tables[table], columns[table]), table).toBe(true);
    }
    const truth = JSON.parse(await readFile(join(folder, "deep", "truth.json"), "utf8"));
    expect(truth.points).toEqual(company.truth.points);
  } finally {
    await rm(folder, { recursive: true });
  }
});
