import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Query } from "@foresail/client";
import { expect, onTestFinished, test } from "vitest";
import { DuckDBEngine } from "../../src/engine/duckdb-engine.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { FolderJournal } from "../../src/journal/folder-journal.ts";
import { RejectsFolder } from "../../src/store/rejects-folder.ts";
import { SqlStore } from "../../src/store/sql-store.ts";

/** A store that counts how often its engine is read. */
async function countingStore() {
  const folder = await mkdtemp(join(tmpdir(), "foresail-in-flight-"));
  const journal = join(folder, "journal");
  const engine = await DuckDBEngine.open({ file: join(folder, "x.duckdb"), folder: journal });
  const count = { reads: 0 };
  const counting: Engine = {
    dialect: engine.dialect,
    read: (work) => {
      count.reads += 1;
      return engine.read(work);
    },
    write: (work) => engine.write(work),
    close: () => engine.close(),
  };
  const store = await SqlStore.open({
    engine: counting,
    journal: await FolderJournal.open(journal),
    clock: () => new Date("2026-03-10T12:00:00Z"),
    rejects: new RejectsFolder(join(folder, "rejects")),
  });
  onTestFinished(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  const deals = (amount: number) =>
    store.importFiles("acme", {
      table: "opportunities",
      files: [{ name: "x.csv", text: `id,outcome,closed_at,amount\n1,won,2026-02-01,${amount}\n` }],
      full: false,
      strict: true,
    });
  const ask = async (tenant: string, from: string) => {
    const query = Query.parse({ metrics: ["bookings"], from, to: "2026-03-01", grain: "month" });
    return (await store.query(tenant, query)).series[0]?.points.at(-1)?.value;
  };
  /** How often the engine is read while something happens. */
  const readsOf = async <T>(act: () => Promise<T>): Promise<[T, number]> => {
    const before = count.reads;
    return [await act(), count.reads - before];
  };
  return { deals, ask, readsOf };
}

test("equal questions that arrive together are computed once, and kept until the data change", async () => {
  const { deals, ask, readsOf } = await countingStore();
  await deals(10);
  // Settings are read once and kept.
  await ask("acme", "2026-01-01");
  const february = () => ask("acme", "2026-02-01");
  expect(await readsOf(() => Promise.all([february(), february(), february()]))).toEqual([[10, 10, 10], 1]);
  expect(await readsOf(february)).toEqual([10, 0]);
  await deals(25);
  const [answers, reads] = await readsOf(() => Promise.all([february(), february()]));
  expect(answers).toEqual([25, 25]);
  // The tenant's settings are read anew with the new data.
  expect(reads).toBe(2);
});

test("another tenant's equal question is computed on its own", async () => {
  const { deals, ask } = await countingStore();
  await deals(10);
  expect(await Promise.all([ask("acme", "2026-02-01"), ask("other", "2026-02-01")])).toEqual([10, 0]);
});
