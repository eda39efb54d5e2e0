import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, onTestFinished, test } from "vitest";
import { examineDuckDBStore, openDuckDBStore } from "../../src/duckdb.ts";

test("a value that was changed behind the journal's back is found by the deep check alone", async () => {
  const folder = await mkdtemp(join(tmpdir(), "foresail-doctor-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "x.duckdb");
  const store = await openDuckDBStore({ file, clock: () => new Date("2026-03-01T12:00:00Z") });
  const deals = "id,outcome,closed_at,amount\n1,won,2026-02-01,10\n2,won,2026-02-02,20\n";
  const files = [{ name: "deals.csv", text: deals }];
  await store.importFiles("acme", { table: "opportunities", files, full: false, strict: true });
  await store.close();
  const failed = async (deep: boolean) =>
    (await examineDuckDBStore({ file, deep })).filter(({ state }) => state === "failed");
  expect(await failed(true)).toEqual([]);

  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  // The sum stays what it was.
  await connection.run("update opportunities set amount = 30 - amount");
  connection.closeSync();
  instance.closeSync();

  expect(await failed(false)).toEqual([]);
  expect(await failed(true)).toEqual([
    {
      check: "content",
      state: "failed",
      found: "differs from what the journal gives in opportunities of acme",
      remedy: `foresail rebuild --db ${file}`,
    },
  ]);
});
