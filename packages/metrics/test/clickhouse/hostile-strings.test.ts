import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Query, type QueryInput } from "@foresail/client";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Chdb, hasChdb, withoutChdb } from "../../../../test/support/chdb.ts";
import { FolderJournal, openClickHouseStore } from "../../src/clickhouse.ts";
import { openDuckDBStore } from "../../src/duckdb.ts";
import { ClickHouseConnection } from "../../src/engine/clickhouse-connection.ts";
import { id, join as joined, sql, storedTable } from "../../src/sql/sql.ts";
import type { MetricsStore } from "../../src/store/store.ts";

const hostile = [
  "'",
  "''",
  '"',
  "`",
  "\\",
  "\\\\",
  "\\'",
  "\\N",
  "\\0",
  "\\x27 or 1=1 --",
  "x'; drop table accounts; --",
  "' union all select * from system.tables --",
  "'), ('b', 2",
  "{p1:String}",
  "{p1:Identifier}",
  ["$", "{p1}"].join(""),
  "$1",
  "?",
  "%s %27 %00",
  "/* */",
  "-- x",
  "# x",
  "a\nb",
  "a\r\nb",
  "a\tb",
  "\u2028",
  "\ufeff",
  "ʼ＇",
  "😀",
  "null",
  "NaN",
  "settings readonly=0",
  "format Null",
  "x".repeat(20_000),
];
/** What a store takes as a value: trimmed, and not empty. */
const storable = hostile.filter(
  (text) => text.trim() === text && text.length < 1_000 && !/[\r\n\ufeff]/.test(text),
);

describe.skipIf(!hasChdb)(`hostile strings on ClickHouse (${withoutChdb})`, () => {
  let chdb: Chdb;
  let folder: string;
  let duckdb: MetricsStore;
  let clickhouse: MetricsStore;
  let connection: ClickHouseConnection;
  let database: string;
  const clock = () => new Date("2026-06-01T00:00:00Z");

  beforeAll(async () => {
    chdb = Chdb.open();
    folder = await mkdtemp(join(tmpdir(), "foresail-hostile-"));
    database = await chdb.newDatabase();
    const transport = chdb.transport(database);
    connection = new ClickHouseConnection({ transport, database, timeoutMs: 10_000 });
    const journal = await FolderJournal.open(join(folder, "journal"));
    clickhouse = await openClickHouseStore({ url: "http://unused", database, transport, journal, clock });
    duckdb = await openDuckDBStore({ file: join(folder, "x.duckdb"), clock });
    const text = (index: number): string => storable[index % storable.length] ?? "";
    for (const store of [duckdb, clickhouse]) {
      await store.importRecords("default", "accounts", {
        rows: storable.map((value, index) => ({
          id: value,
          industry: text(index + 1),
          owner: text(index + 2),
        })),
        full: false,
        strict: true,
      });
      await store.importRecords("default", "subscriptions", {
        rows: storable.map((value, index) => ({
          id: text(index + 3),
          account_id: value,
          plan: text(index + 4),
          starts_at: "2026-01-05",
          mrr: String(index + 1),
        })),
        full: false,
        strict: true,
      });
      // Every row again, so that versions are ended by id.
      await store.importRecords("default", "subscriptions", {
        rows: storable.map((value, index) => ({
          id: text(index + 3),
          account_id: value,
          plan: text(index + 4),
          starts_at: "2026-01-05",
          mrr: String(index + 2),
        })),
        full: false,
        strict: true,
      });
    }
  });

  afterAll(async () => {
    await duckdb.close();
    await clickhouse.close();
    chdb.close();
    await rm(folder, { recursive: true });
  });

  /** Both answers; ClickHouse's must be DuckDB's. */
  async function same(query: QueryInput, tenant = "default"): Promise<number> {
    // Past the schema, which takes fewer names than the store.
    const range = { from: "2026-01-01", to: "2026-02-01" };
    const parsed = { ...Query.parse({ metrics: query.metrics, ...range }), ...query } as Query;
    const [expected, actual] = [await duckdb.query(tenant, parsed), await clickhouse.query(tenant, parsed)];
    expect(JSON.stringify(actual.series)).toBe(JSON.stringify(expected.series));
    return actual.series.length;
  }

  test("come back from a statement as they went in", async () => {
    for (const text of [...hostile, "", "nul \0 nul", "\b\f\v"]) {
      const [row] = await connection.query(
        sql`select ${text} as x, length(${text}) as n, ${text} = ${text} as equal, ${[text].join("")} in (${joined([sql`${text}`, sql`${"other"}`])}) as found`,
      );
      expect(row).toEqual({ x: text, n: new TextEncoder().encode(text).length, equal: 1, found: 1 });
    }
  });

  test("so does any text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 40 }), async (text) => {
        const whole = text.toWellFormed();
        expect(await connection.query(sql`select ${whole} as x`)).toEqual([{ x: whole }]);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  test("split a metric as ids, columns of the row and of the account", async () => {
    const accounts = await same({ metrics: ["mrr", "new_mrr", "nrr.period"], by: ["account_id"] });
    expect(accounts).toBeGreaterThanOrEqual(storable.length);
    await same({ metrics: ["mrr"], by: ["industry"] });
    await same({ metrics: ["mrr"], by: ["plan", "owner"] });
  });

  test("filter a metric, one by one and all together", async () => {
    for (const text of hostile) await same({ metrics: ["mrr"], where: { industry: [text] } });
    await same({ metrics: ["mrr"], where: { industry: hostile, plan: storable }, by: ["industry"] });
  });

  test("name an attribute", async () => {
    for (const text of hostile) await same({ metrics: ["mrr"], by: [`attributes.${text}`] });
  });

  test("name a tenant, who sees nothing of others", async () => {
    for (const text of storable) {
      const rows = [{ id: "1", account_id: "1", starts_at: "2026-01-05", mrr: "1" }];
      await clickhouse.importRecords(text, "subscriptions", { rows, full: false, strict: true });
      const { series } = await clickhouse.query(
        text,
        Query.parse({ metrics: ["mrr"], from: "2026-01-01", to: "2026-02-01" }),
      );
      expect(series.map(({ points }) => points[0]?.value)).toEqual([1]);
    }
  });

  test("are refused as identifiers", () => {
    for (const text of hostile.filter((candidate) => !/^[a-z_]+$/.test(candidate.slice(0, 100)))) {
      expect(() => id(text)).toThrow("not an identifier");
      expect(() => storedTable(text, null)).toThrow("not an identifier");
    }
  });

  test("have changed no table", async () => {
    const tables = JSON.parse(
      `[${(await chdb.run(`show tables from ${database}`)).trim().split("\n").join(",")}]`,
    ) as { name: string }[];
    const names = tables.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["accounts", "subscriptions", "publications"]));
    expect(names.filter((name) => !/^[a-z_]+$/.test(name))).toEqual([]);
  });
});
