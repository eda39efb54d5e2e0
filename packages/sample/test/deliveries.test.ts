import { expect, test } from "vitest";
import { type Batch, type Row, type SubscriptionRow, tableNames } from "../src/index.ts";
import { byId, company } from "./company.ts";

const { batches, tables } = company;
const restatedAt = "2026-05-15T09:30:00Z";
const correction = batches.find(({ recordedAt }) => recordedAt === restatedAt)! as Batch & {
  table: "subscriptions";
};

function currentRows(upTo: string): Map<string, Map<string, Row>> {
  const current = new Map(tableNames.map((name) => [name as string, new Map<string, Row>()]));
  for (const { recordedAt, table, rows } of batches) {
    if (recordedAt <= upTo) for (const row of rows) current.get(table)!.set(row.id, row);
  }
  return current;
}

test("deliveries come by the month, then by the week, and once between them", () => {
  const moments = [...new Set(batches.map(({ recordedAt }) => recordedAt))];
  expect(moments).toHaveLength(33 + 13 + 1 + 1);
  expect(moments).toEqual([...moments].sort());
  expect(moments[0]).toBe("2023-12-02T06:00:00Z");
  expect(moments.slice(33, 36)).toEqual([
    "2026-08-02T06:00:00Z",
    "2026-08-03T06:00:00Z",
    "2026-08-10T06:00:00Z",
  ]);
  expect(moments.slice(-2)).toEqual(["2026-10-26T06:00:00Z", "2026-11-01T06:00:00Z"]);
  expect(moments.slice(0, 34).filter((at) => !at.endsWith("-02T06:00:00Z"))).toEqual([restatedAt]);
});

test("replayed deliveries are the current tables", () => {
  const current = currentRows("9");
  for (const table of tableNames) {
    const rows: readonly Row[] = tables[table];
    expect(current.get(table)!.size, table).toBe(rows.length);
    expect(
      rows.every((row) => current.get(table)!.get(row.id) === row),
      table,
    ).toBe(true);
  }
});

test("a batch holds an id once", () => {
  for (const { table, recordedAt, rows } of batches) {
    expect(new Set(rows.map(({ id }) => id)).size, `${table} ${recordedAt}`).toBe(rows.length);
  }
});

test("a delivery knows nothing that lies after its month or week", () => {
  for (const { table, recordedAt, rows } of batches) {
    if (table !== "opportunities" && table !== "people" && table !== "subscriptions") continue;
    const end = recordedAt < "2026-08-03" ? `${recordedAt.slice(0, 7)}-01` : recordedAt.slice(0, 10);
    for (const row of rows as readonly Row[]) {
      for (const column of ["closed_at", "created_at", "mql_at", "converted_at", "starts_at", "ends_at"]) {
        const at = row[column];
        if (typeof at === "string")
          expect(at < end, `${table} ${row.id} ${column} at ${recordedAt}`).toBe(true);
      }
    }
  }
});

test("deals that were open when first delivered are won or lost in a later version", () => {
  const before = currentRows("2024-06-02T06:00:00Z").get("opportunities")!;
  const after = byId(tables.opportunities);
  const settled = [...before.values()].filter(
    ({ id, outcome }) => outcome === "open" && after.get(id)!.outcome !== "open",
  );
  expect(settled.length).toBeGreaterThan(30);
});

test("the correction touches one region's enterprise contracts of one quarter", () => {
  const accounts = byId(tables.accounts);
  expect(correction.table).toBe("subscriptions");
  const affected = correction.rows.map(({ account_id }) => accounts.get(account_id)!);
  expect(new Set(affected.map(({ segment }) => segment))).toEqual(new Set(["Enterprise"]));
  expect(new Set(affected.map(({ region }) => region)).size).toBe(1);
  const discounted = correction.rows.filter(({ mrr }) => mrr !== null);
  for (const { starts_at, ends_at } of discounted) {
    expect(starts_at >= "2025-10-01" && ends_at! <= "2026-01-01").toBe(true);
  }
});

test("a restated contract is cut at the quarter and keeps its price outside it", () => {
  const before = currentRows("2026-05-02T06:00:00Z").get("subscriptions")! as unknown as Map<
    string,
    SubscriptionRow
  >;
  const whole = correction.rows.find(
    ({ id, ends_at }) => ends_at === "2025-10-01" && (before.get(id)!.ends_at ?? "9") > "2026-01-01",
  )!;
  const parts = correction.rows.filter(({ id }) => [whole.id, `${whole.id}b`, `${whole.id}c`].includes(id));
  expect(parts.map(({ id, starts_at, ends_at }) => [id, starts_at, ends_at])).toEqual([
    [whole.id, before.get(whole.id)!.starts_at, "2025-10-01"],
    [`${whole.id}b`, "2025-10-01", "2026-01-01"],
    [`${whole.id}c`, "2026-01-01", before.get(whole.id)!.ends_at],
  ]);
  expect(parts.map(({ amount }) => amount)).toEqual([whole.amount, null, whole.amount]);
  const [full, part] = [Number(whole.amount) * whole.quantity, Number(parts[1]!.mrr)];
  expect(part).toBeCloseTo((full / (12 * whole.interval_count!)) * (1 - parts[1]!.discount!), 5);
});
