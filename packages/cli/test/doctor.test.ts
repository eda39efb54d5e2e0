import { appendFile, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { opportunities, workspace } from "./support/run.ts";

interface Report {
  readonly ok: boolean;
  readonly checks: readonly { check: string; state: string; found: string; remedy: string | null }[];
}

/** A workspace with a database, and what the doctor says of it. */
async function withDatabase(csv = opportunities) {
  const { run, file, folder } = await workspace();
  await file("deals.csv", csv);
  await run("import csv:opportunities deals.csv");
  const database = join(folder, "foresail.duckdb");
  const doctor = async (args = "") => {
    const { code, stdout, stderr } = await run(`doctor --format json ${args}`);
    return { code, stderr, report: JSON.parse(stdout) as Report };
  };
  return { run, file, folder, database, journal: `${database}.journal`, doctor };
}

const failures = ({ checks }: Report) => checks.filter(({ state }) => state === "failed");

test("a database in order passes every check, also the deep one, and stays as it is", async () => {
  const { doctor, run, journal } = await withDatabase();
  const segment = await readFile(join(journal, "00000001.ndjson"), "utf8");
  const { code, stderr, report } = await doctor("--deep");
  expect({ code, stderr, ok: report.ok }).toEqual({ code: 0, stderr: "", ok: true });
  expect(report.checks.map(({ check, state }) => `${check}: ${state}`)).toEqual([
    "database: ok",
    "journal: ok",
    "projection: ok",
    "content: ok",
    "data of default: ok",
  ]);
  expect(report.checks[1]?.found).toContain("1 batch of 3 rows");
  expect(await readFile(join(journal, "00000001.ndjson"), "utf8")).toBe(segment);
  expect((await run("doctor")).stdout).toMatch(/^ok {7}database: /);
});

test("a mistyped --db is told from a database without data, and nothing is made there", async () => {
  const { doctor, folder } = await withDatabase();
  const { code, report } = await doctor("--db foresale.duckdb");
  expect(code).toBe(1);
  expect(report.checks).toEqual([
    {
      check: "database",
      state: "failed",
      found: `nothing at ${join(folder, "foresale.duckdb")}`,
      remedy: "check --db, or import data",
    },
  ]);
  await expect(stat(join(folder, "foresale.duckdb"))).rejects.toThrow("ENOENT");
  await expect(stat(join(folder, "foresale.duckdb.journal"))).rejects.toThrow("ENOENT");
});

test("a row altered in the journal is found by its checksum, with the segment's name", async () => {
  const { doctor, journal } = await withDatabase();
  const segment = join(journal, "00000001.ndjson");
  await writeFile(segment, (await readFile(segment, "utf8")).replace("1000", "9000"));
  const { code, report } = await doctor();
  expect(code).toBe(1);
  expect(failures(report)).toEqual([
    expect.objectContaining({ check: "journal", found: `${segment} does not match its checksum` }),
  ]);
});

test("a journal that is gone, or shorter than the database, is a failure", async () => {
  const { doctor, journal } = await withDatabase();
  await rename(journal, `${journal}.away`);
  const gone = await doctor();
  expect(gone.code).toBe(1);
  expect(failures(gone.report)).toEqual([expect.objectContaining({ check: "journal" })]);
  // Looking has not made one.
  await expect(stat(journal)).rejects.toThrow("ENOENT");
  await mkdir(journal);
  const shorter = await doctor();
  expect(shorter.code).toBe(1);
  expect(failures(shorter.report)).toEqual([
    expect.objectContaining({ check: "projection", found: "holds 1 batches, the journal 0" }),
  ]);
});

test("a database that is gone or unreadable names what brings it back", async () => {
  const { doctor, database, run } = await withDatabase();
  await rm(database);
  const gone = await doctor();
  expect({ code: gone.code, ok: gone.report.ok }).toEqual({ code: 0, ok: true });
  expect(gone.report.checks[0]).toMatchObject({ check: "database", state: "warning" });
  await writeFile(database, "this is not a database ".repeat(1000));
  const broken = await doctor();
  expect(broken.code).toBe(1);
  expect(failures(broken.report)).toEqual([
    expect.objectContaining({ check: "database", remedy: `foresail rebuild --db ${database}` }),
  ]);
  await run("rebuild");
  expect((await doctor("--deep")).report.ok).toBe(true);
});

test("rows without a rate, and rows that name what is not there, are warnings of their tenant", async () => {
  const { doctor, run, file } = await withDatabase(
    "id,outcome,closed_at,amount,account_id,currency\n1,won,2026-01-05,1000,A1,CHF\n2,won,2026-01-05,1000,A2,USD\n",
  );
  // Accounts are not in use yet, so that nothing is missing from them.
  expect((await doctor()).report.checks.filter(({ state }) => state === "warning")).toHaveLength(1);
  await file("accounts.csv", "id,name\nA1,Acme\n");
  await run("import csv:accounts accounts.csv");
  await run("import csv:accounts accounts.csv --tenant other");
  const { code, report } = await doctor();
  expect(code).toBe(0);
  expect(report.checks.slice(3).map(({ check, state, found }) => [check, state, found])).toEqual([
    ["data of default", "ok", expect.stringMatching(/^newest recorded 2026-03-10T12:00:00\./)],
    ["data of default", "warning", "amounts without an exchange rate: 1 row of opportunities in CHF"],
    ["data of default", "warning", "records that are named and not there: opportunities.account_id in 1 row"],
    ["data of other", "ok", expect.stringMatching(/^newest recorded /)],
  ]);
});

test("a file that is no segment does not trouble it", async () => {
  const { doctor, journal } = await withDatabase();
  await appendFile(join(journal, "notes.txt"), "kept by hand");
  expect((await doctor()).report.ok).toBe(true);
});
