import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDuckDBStore } from "../src/duckdb.ts";
import { now, tenant } from "./company.ts";
import { row, timed } from "./timing.ts";

/** A file of opportunities, from the row's number and the seed. */
function opportunitiesCsv(rows: number, seed: number): string {
  const lines = ["id,account_id,owner,product,stage,outcome,amount,currency,created_at,closed_at"];
  let state = seed >>> 0;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const day = (offset: number): string => new Date(Date.UTC(2021, 0, 1 + offset)).toISOString().slice(0, 10);
  for (let number = 0; number < rows; number += 1) {
    const created = next(1_700);
    const outcome = ["won", "lost", "open"][next(3)];
    const closed = outcome === "open" ? "" : day(created + next(120));
    lines.push(
      `d${number},a${next(rows / 20)},Owner ${next(200)},Product ${next(20)},stage ${next(5)},${outcome},${next(50_000)}.${10 + next(90)},USD,${day(created)},${closed}`,
    );
  }
  return `${lines.join("\n")}\n`;
}

/**
 * One CSV file, from its text to the acknowledgement: by then its batch is synced to the journal, and projected. The
 * same file again, of which every row is unchanged, and the database made anew from the journal.
 */
export async function importPart(rows: number, seed: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "foresail-bench-import-"));
  const file = join(folder, "import.duckdb");
  const text = opportunitiesCsv(rows, seed);
  const options = { table: "opportunities", files: [{ name: "opportunities.csv", text }] } as const;
  const rate = (ms: number): string => Math.round((rows / ms) * 1000).toLocaleString("en");
  console.log(row("Step", "s", "Rows/s"));
  console.log(row("---", "--:", "--:"));
  try {
    const store = await openDuckDBStore({ file, clock: () => now });
    for (const step of ["import, acknowledged", "the same file again"]) {
      const { ms } = await timed(() => store.importFiles(tenant, { ...options, full: false, strict: true }));
      console.log(row(step, (ms / 1000).toFixed(2), rate(ms)));
    }
    await store.close();
    await rm(file);
    const again = await timed(() => openDuckDBStore({ file, clock: () => now }));
    console.log(row("projection alone, from the journal", (again.ms / 1000).toFixed(2), rate(again.ms)));
    await again.result.close();
  } finally {
    await rm(folder, { recursive: true });
  }
}
