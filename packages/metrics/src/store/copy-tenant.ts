import type { Query } from "@foresail/client";
import { ForesailError } from "../errors.ts";
import type { NewBatch } from "../journal/batch.ts";
import type { JournaledBatch, JournaledStore } from "./journaled-store.ts";

/** What a copy did and found. */
export interface CopyReport {
  readonly tenant: string;
  /** Batches of the tenant. */
  readonly batches: number;
  /** Of these, how many were copied now; the others were there from an earlier copy. */
  readonly copied: number;
  /** Rows by table, equal in both stores. */
  readonly rows: Readonly<Record<string, number>>;
  /** Metrics whose answers were compared, over all data. */
  readonly metrics: readonly string[];
  /** SHA-256 of the answers, equal in both stores; the first 16 hexadecimal digits. */
  readonly checksum: string;
}

/** Batches are brought in together up to about so many rows, since each time costs a pass over the tables. */
const rowsAtOnce = 200_000;

/** Metrics that together read every fact; the ones that cannot be answered must fail alike. */
const compared = ["mrr", "new_mrr", "churned_mrr", "customers", "bookings", "win_rate", "leads", "spend"];

/** A batch for another journal. A number that it refers to is the other journal's for the same batch. */
function asNew(
  { header }: JournaledBatch,
  content: NewBatch["content"],
  undoes: number | undefined,
): NewBatch {
  const { tenant, table, sourceSystem, recordedAt, receivedAt, backfill } = header;
  const batch = { tenant, table, sourceSystem, recordedAt, receivedAt, backfill, content };
  return undoes === undefined ? batch : { ...batch, undoes };
}

/** Which of the tenant's batches one refers to, counted from 0; undefined where it refers to none. */
function undoneBy({ header }: JournaledBatch, batches: readonly JournaledBatch[]): number | undefined {
  return header.undoes === undefined
    ? undefined
    : batches.findIndex((batch) => batch.header.seq === header.undoes);
}

/** A batch as text, without its number, which counts the batches of other tenants too. */
async function textOf(batch: JournaledBatch, batches: readonly JournaledBatch[]): Promise<string> {
  return JSON.stringify(asNew(batch, await batch.rows(), undoneBy(batch, batches)));
}

/** How many of the tenant's batches the target holds already. */
async function countPresent(
  source: readonly JournaledBatch[],
  target: readonly JournaledBatch[],
  tenant: string,
): Promise<number> {
  for (const [index, present] of target.entries()) {
    const batch = source[index];
    if (batch === undefined || (await textOf(batch, source)) !== (await textOf(present, target))) {
      throw new ForesailError(
        "copy_conflict",
        `the target holds data of ${JSON.stringify(tenant)} that the source does not have, from its batch ${index + 1} on; nothing was copied; give an empty target`,
      );
    }
  }
  return target.length;
}

async function replay(
  batches: readonly JournaledBatch[],
  present: number,
  target: JournaledStore,
  tenant: string,
): Promise<void> {
  let group: NewBatch[] = [];
  let rows = 0;
  const send = async (): Promise<void> => {
    if (group.length > 0) await target.replay(group);
    group = [];
    rows = 0;
  };
  for (const batch of batches.slice(present)) {
    const undone = undoneBy(batch, batches);
    // Only once a batch is in the other journal is its number there known.
    if (undone !== undefined) await send();
    const undoes = undone === undefined ? undefined : (await target.batches(tenant))[undone]?.header.seq;
    group.push(asNew(batch, await batch.rows(), undoes));
    rows += batch.header.rows;
    if (rows >= rowsAtOnce) await send();
  }
  await send();
}

/** What a store says of all data now, and as of the middle of its history. */
async function answersOf(
  store: JournaledStore,
  tenant: string,
  batches: readonly JournaledBatch[],
): Promise<string> {
  const moments = batches.map(({ header }) => header.recordedAt).sort();
  const middle = moments[Math.floor(moments.length / 2)] ?? null;
  const known = new Set(store.catalogue.map(({ id }) => id));
  const answers: unknown[] = [await store.settings(tenant), await store.snapshots(tenant, null)];
  for (const metric of compared.filter((id) => known.has(id))) {
    for (const asOf of [null, middle]) {
      const query: Query = { metrics: [metric], by: [], where: {}, grain: "month", asOf, set: {} };
      const answer = await store.query(tenant, query).then(
        ({ series }) => series,
        (error: unknown) => {
          if (error instanceof ForesailError && error.code === "missing_rate") return error.code;
          throw error;
        },
      );
      answers.push(answer);
    }
  }
  return JSON.stringify(answers);
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Copies a tenant into another store by replaying its batches, and checks that both stores then hold and say the same.
 *
 * A copy that was cut short is taken up where it ended, and one that is complete is only checked. The source is never
 * changed; nothing else may write to the tenant meanwhile.
 *
 * @throws {ForesailError} `copy_conflict` where the target holds other data of the tenant, or the two differ afterwards
 */
export async function copyTenant(
  source: JournaledStore,
  target: JournaledStore,
  tenant: string,
): Promise<CopyReport> {
  const batches = await source.batches(tenant);
  if (batches.length === 0) {
    throw new ForesailError(
      "copy_conflict",
      `the source has no data of ${JSON.stringify(tenant)}; name another tenant`,
    );
  }
  const present = await countPresent(batches, await target.batches(tenant), tenant);
  await replay(batches, present, target, tenant);

  const [here, there] = [await source.rowCounts(tenant), await target.rowCounts(tenant)];
  const differing = Object.keys({ ...here, ...there }).find(
    (table) => countOf(here, table) !== countOf(there, table),
  );
  if (differing !== undefined) {
    throw new ForesailError(
      "copy_conflict",
      `the copy has ${countOf(there, differing)} rows in ${differing}, the source ${countOf(here, differing)}; the source is unchanged; copy again once nothing writes to it, or into an empty target`,
    );
  }
  const answers = await answersOf(source, tenant, batches);
  if (answers !== (await answersOf(target, tenant, batches))) {
    throw new ForesailError(
      "copy_conflict",
      "the copy answers other than the source; the source is unchanged; copy again once nothing writes to it, or into an empty target, and report it if it happens again",
    );
  }
  return {
    tenant,
    batches: batches.length,
    copied: batches.length - present,
    rows: here,
    metrics: compared,
    checksum: (await sha256(answers)).slice(0, 16),
  };
}

function countOf(counts: Readonly<Record<string, number>>, table: string): number {
  return counts[table] ?? 0;
}
