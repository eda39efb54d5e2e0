import type { BenchmarkChanges, BenchmarkRow } from "@foresail/client";
import type { WriteTransaction } from "../engine/engine.ts";
import type { JournalRow, NewBatch } from "../journal/batch.ts";
import { relation } from "../query/relation.ts";
import type { Dialect } from "../sql/dialect.ts";
import { sql } from "../sql/sql.ts";

/** Changes of own benchmarks as the journal keeps them: of an id that is named twice the last word counts. */
export function benchmarkBatch(
  tenant: string,
  { benchmarks, remove }: BenchmarkChanges,
  receivedAt: string,
): NewBatch {
  const rows = new Map<string, JournalRow>(remove.map((id) => [id, { id, hash: "" }]));
  for (const row of benchmarks) {
    const content = JSON.stringify({ ...row, grade: "own" } satisfies BenchmarkRow);
    rows.set(row.id, { id: row.id, hash: content, values: { metric: row.metric, content } });
  }
  return {
    tenant,
    table: "benchmarks",
    sourceSystem: "api",
    recordedAt: receivedAt,
    receivedAt,
    backfill: false,
    content: [...rows.values()],
  };
}

/** A tenant's own benchmarks, by id. */
export async function readBenchmarks(
  transaction: Pick<WriteTransaction, "query">,
  dialect: Dialect,
  tenant: string,
): Promise<BenchmarkRow[]> {
  const all = relation("benchmarks", { tenant, asOf: null }, dialect);
  const rows = await transaction.query(sql`select content from ${all} as b order by b.id`);
  return rows.map((row) => JSON.parse(String(row.content)) as BenchmarkRow);
}
