import type { Snapshot } from "@foresail/client";
import type { Row, WriteTransaction } from "../engine/engine.ts";
import type { NewBatch } from "../journal/batch.ts";
import { relation } from "../query/relation.ts";
import type { Dialect } from "../sql/dialect.ts";
import { sql } from "../sql/sql.ts";

/** A forecast to be frozen, named by its content: the store adds when it was received. */
export type NewSnapshot = Omit<Snapshot, "recordedAt">;

/** One batch for all snapshots, as the journal keeps it. */
export function snapshotBatch(tenant: string, snapshots: readonly Snapshot[], receivedAt: string): NewBatch {
  return {
    tenant,
    table: "snapshots",
    sourceSystem: "foresail",
    recordedAt: receivedAt,
    receivedAt,
    backfill: false,
    content: snapshots.map((snapshot) => ({
      id: snapshot.id,
      hash: snapshot.contentHash,
      values: { metric: snapshot.metric, issued_at: snapshot.issuedAt, content: JSON.stringify(snapshot) },
    })),
  };
}

function parse(row: Row): Snapshot {
  return JSON.parse(String(row.content)) as Snapshot;
}

/** Snapshots of a tenant in order of issue: of one metric, or all. */
export async function readSnapshots(
  transaction: Pick<WriteTransaction, "query">,
  dialect: Dialect,
  tenant: string,
  metric: string | null,
): Promise<Snapshot[]> {
  const all = relation("snapshots", { tenant, asOf: null }, dialect);
  const condition = metric === null ? sql`` : sql` where s.metric = ${metric}`;
  const rows = await transaction.query(
    sql`select content from ${all} as s${condition} order by s.issued_at, s.id`,
  );
  return rows.map(parse);
}

/** The snapshot of an id; null where the tenant has none. */
export async function readSnapshot(
  transaction: Pick<WriteTransaction, "query">,
  dialect: Dialect,
  tenant: string,
  id: string,
): Promise<Snapshot | null> {
  const all = relation("snapshots", { tenant, asOf: null }, dialect);
  const [row] = await transaction.query(sql`select content from ${all} as s where s.id = ${id}`);
  return row ? parse(row) : null;
}
