import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Chdb, hasChdb, withoutChdb } from "../../../../test/support/chdb.ts";
import { ClickHouseEngine } from "../../src/engine/clickhouse-engine.ts";
import { ClickHouseFault, type ClickHouseTransport } from "../../src/engine/clickhouse-transport.ts";
import type { WriteTransaction } from "../../src/engine/engine.ts";
import { storedColumns } from "../../src/projection/stored-columns.ts";
import { clickhouseDialect, storageOf } from "../../src/sql/clickhouse-dialect.ts";
import { changedTable, Sql, sql, storedTable } from "../../src/sql/sql.ts";

/** A transport that loses its connection before or after a statement, and for good. */
function breaking(transport: ClickHouseTransport, at: number, when: "before" | "after"): ClickHouseTransport {
  let sent = 0;
  return {
    async send(request) {
      sent += 1;
      if (sent > at || (sent === at && when === "before")) throw new ClickHouseFault(null);
      const printed = await transport.send(request);
      if (sent === at) throw new ClickHouseFault(null);
      return printed;
    },
  };
}

const columns = sql`(tenant String, id String, recorded_at DateTime64(3, 'UTC'), seq Int64, amount Nullable(Decimal(18, 6)))`;

async function add(transaction: WriteTransaction, table: string, tenant: string, id: string): Promise<void> {
  await transaction.run(
    sql`insert into ${changedTable(table, tenant)} select ${tenant}, ${id}, now64(3), 1, cast('0.1' as Decimal(18, 6))`,
  );
}

describe.skipIf(!hasChdb)(`ClickHouseEngine (${withoutChdb})`, () => {
  let chdb: Chdb;
  let database: string;

  const engineOver = (transport: ClickHouseTransport): ClickHouseEngine =>
    new ClickHouseEngine({ transport, database, timeoutMs: 5_000, sleep: async () => undefined });
  const open = (): ClickHouseEngine => engineOver(chdb.transport(database));
  /** Ids by table and tenant, as a reader sees them. */
  const seen = async (engine = open()): Promise<string[]> => {
    const rows = await engine.read((query) =>
      query(sql`select 'a' as name, tenant, id from ${storedTable("a", "x")}
union all select 'b' as name, tenant, id from ${storedTable("b", "x")}`),
    );
    return rows.map((row) => `${row.name} ${row.tenant} ${row.id}`).sort();
  };

  beforeAll(() => {
    chdb = Chdb.open();
  });

  afterAll(() => chdb.close());

  beforeEach(async () => {
    database = await chdb.newDatabase();
    await open().write(async (transaction) => {
      for (const table of ["a", "b"]) {
        await transaction.define(
          sql`create table ${storedTable(table, null)} ${columns} ${storageOf(true, false)}`,
        );
        await add(transaction, table, "x", "1");
        await add(transaction, table, "y", "1");
      }
    });
  });

  const before = ["a x 1", "a y 1", "b x 1", "b y 1"];
  const after = ["a x 2", "a y 1", "b x 1", "b x 2", "b y 1"];
  const change = async (transaction: WriteTransaction): Promise<void> => {
    await transaction.run(sql`delete from ${changedTable("a", "x")} where tenant = ${"x"}`);
    await add(transaction, "a", "x", "2");
    await add(transaction, "b", "x", "2");
  };

  test("a write sees its own changes; nobody else does before its end", async () => {
    await open().write(async (transaction) => {
      await change(transaction);
      const own = await transaction.query(
        sql`select tenant, id from ${storedTable("a", "x")} where tenant = 'x'`,
      );
      expect(own).toEqual([{ tenant: "x", id: "2" }]);
      const other = await transaction.query(sql`select id from ${storedTable("a", "y")} where tenant = 'y'`);
      expect(other).toEqual([{ id: "1" }]);
      expect(await seen()).toEqual(before);
    });
    expect(await seen()).toEqual(after);
  });

  test("a write that fails leaves nothing", async () => {
    const engine = open();
    const failing = engine.write(async (transaction) => {
      await change(transaction);
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    expect(await seen()).toEqual(before);
    await engine.write(change);
    expect(await seen()).toEqual(after);
    expect((await chdb.run(`show tables from ${database}`)).match(/__next/g)).toBeNull();
  });

  test("a tenant whose rows are all deleted is empty, others stay", async () => {
    await open().write((transaction) =>
      transaction.run(sql`delete from ${changedTable("a", "x")} where tenant = ${"x"}`),
    );
    expect(await seen()).toEqual(["a y 1", "b x 1", "b y 1"]);
  });

  test.each(["before", "after"] as const)(
    "wherever the connection breaks, %s a statement takes effect, readers see all or nothing, and the next writer goes on",
    async (when) => {
      const states = new Set<string>();
      let done = false;
      for (let at = 1; !done; at += 1) {
        expect(at).toBeLessThan(60);
        const broken = engineOver(breaking(chdb.transport(database), at, when));
        done = await broken.write(change).then(
          () => true,
          () => false,
        );
        const state = await seen().catch((error: { code: string }) => error.code);
        states.add(JSON.stringify(state));
        // The next writer either finds nothing of it, or finishes it.
        const next = open();
        await next.write(async () => undefined);
        const healed = await seen(next);
        expect([before, after]).toContainEqual(healed);
        if (Array.isArray(state)) expect(healed).toEqual(state);
        // Back to the start.
        await next.write(async (transaction) => {
          for (const table of ["a", "b"]) {
            await transaction.run(sql`delete from ${changedTable(table, "x")} where tenant = ${"x"}`);
            await add(transaction, table, "x", "1");
          }
        });
      }
      expect([...states].sort()).toEqual(
        [JSON.stringify("database_busy"), JSON.stringify(after), JSON.stringify(before)].sort(),
      );
    },
    120_000,
  );

  test("queries of one read see the same state, though a write ends between them", async () => {
    let runs = 0;
    const counts = await open().read(async (query) => {
      runs += 1;
      const count = async (table: string): Promise<number> =>
        Number(
          (await query(sql`select count(*) as n from ${storedTable(table, "x")} where tenant = 'x'`))[0]?.n,
        );
      const first = await count("b");
      if (runs === 1) await open().write(change);
      return [first, await count("b")];
    });
    expect([runs, counts]).toEqual([2, [2, 2]]);
  });

  test("an error of a read that met a write is no answer", async () => {
    let runs = 0;
    const answer = await open().read(async () => {
      runs += 1;
      if (runs > 1) return "answered";
      await open().write(change);
      throw new Error("half of the data");
    });
    expect([runs, answer]).toEqual([2, "answered"]);
  });

  test("readers are told while tables are dropped and filled again", async () => {
    const engine = open();
    await engine.write(async (transaction) => {
      await transaction.define(sql`truncate table ${storedTable("a", null)}`);
      await expect(seen()).rejects.toMatchObject({ code: "database_busy" });
      await add(transaction, "a", "x", "9");
    });
    expect(await seen()).toEqual(["a x 9", "b x 1", "b y 1"]);
  });

  test("a second writer is noticed", async () => {
    const first = open();
    await first.write(change);
    await open().write((transaction) => add(transaction, "b", "y", "3"));
    await expect(first.write(change)).rejects.toMatchObject({
      code: "database_locked",
      message: expect.stringContaining("another server has written"),
    });
  });

  test("staged rows keep exact decimals, texts of any kind, and nulls", async () => {
    const text = "tab\t line\n back\\slash quote' double\" nul-free 😀 {p1:String}";
    const rows = await open().write(async (transaction) => {
      await transaction.stage(
        "staged",
        (["text", "money", "day", "timestamp", "boolean", "json"] as const).map((kind) => ({
          name: kind === "text" ? "label" : `a_${kind}`,
          type: clickhouseDialect.columnType(kind),
        })),
        [
          {
            label: text,
            a_money: "-123456789012.654321",
            a_day: "2200-12-31",
            a_timestamp: "2024-02-29T23:59:59.999",
            a_boolean: false,
            a_json: { k: text },
            unknown: 1,
          },
          {},
        ],
      );
      return transaction.query(sql`select * from staged order by label nulls last`);
    });
    expect(rows).toEqual([
      {
        label: text,
        a_money: "-123456789012.654321",
        a_day: "2200-12-31",
        a_timestamp: "2024-02-29 23:59:59.999",
        a_boolean: false,
        a_json: JSON.stringify({ k: text }),
      },
      { label: null, a_money: null, a_day: null, a_timestamp: null, a_boolean: null, a_json: null },
    ]);
  });

  test("a statement that takes too long is ended", async () => {
    const engine = new ClickHouseEngine({ transport: chdb.transport(database), database, timeoutMs: 1_000 });
    const endless = new Sql(
      ["select sum(a.number * b.number) as n from numbers(10000000) as a, numbers(10000000) as b"],
      [],
    );
    await expect(engine.read((query) => query(endless))).rejects.toMatchObject({ code: "query_timeout" });
    expect(await engine.read((query) => query(sql`select 1 as one`))).toEqual([{ one: 1 }]);
  });

  test("a database that nobody has written to is named as such", async () => {
    database = await chdb.newDatabase();
    await expect(seen()).rejects.toMatchObject({
      code: "database_unreadable",
      message: expect.stringContaining("start the server that holds the journal"),
    });
  });
});

test("where several servers keep the same rows, tables are replicated and a transaction's copies are not", async () => {
  const statements: string[] = [];
  const transport: ClickHouseTransport = {
    async send({ statement }) {
      statements.push(statement);
      return statement.includes("as partition") ? '{"partition":"3"}\n' : "";
    },
  };
  const engine = new ClickHouseEngine({ transport, database: "kpi", timeoutMs: 1_000, replicated: true });
  const columns = storedColumns("accounts", engine.dialect);
  await engine.write(async (transaction) => {
    await transaction.define(engine.dialect.createTable({ name: "accounts", columns }));
    await add(transaction, "accounts", "x", "1");
  });
  const created = statements.filter((statement) => statement.startsWith("create"));
  expect(created.map((statement) => statement.replace(/\(.*\) engine/, "... engine"))).toEqual([
    'create table if not exists "publications" ... engine = ReplicatedMergeTree order by tuple()',
    'create table if not exists "accounts" ... engine = ReplicatedMergeTree partition by sipHash64(tenant) % 16 order by (tenant, id, recorded_at, seq)',
    'create or replace table "accounts__next" as "accounts" engine = MergeTree partition by sipHash64(tenant) % 16 order by (tenant, id, recorded_at, seq)',
  ]);
});
