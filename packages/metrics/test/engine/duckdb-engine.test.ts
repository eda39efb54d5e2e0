import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DuckDBEngine } from "../../src/engine/duckdb-engine.ts";
import { Sql, sql } from "../../src/sql/sql.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "foresail-engine-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

const open = (name: string) =>
  DuckDBEngine.open({ file: join(folder, name), folder: join(folder, "journal") });

describe("DuckDBEngine", () => {
  test.each([
    ["deals.csv", "id,outcome\n1,won\n"],
    ["deals.json", '[{"id":1}]\n'],
    ["notes.txt", "not a database, and long enough to be one"],
  ])("leaves %s, named by mistake, as it is", async (name, content) => {
    await writeFile(join(folder, name), content);
    await expect(open(name)).rejects.toMatchObject({
      code: "database_unreadable",
      message: `${join(folder, name)} is not a database that DuckDB can read, and no journal lies beside it for foresail rebuild to restore it from; check --db`,
    });
    expect(await readFile(join(folder, name), "utf8")).toBe(content);
    expect(await readdir(folder)).toEqual([name]);
  });

  test("names a folder that does not exist", async () => {
    await expect(open(join("missing", "x.duckdb"))).rejects.toMatchObject({
      code: "database_denied",
      message: `${join(folder, "missing", "x.duckdb")} cannot be created: its folder does not exist; create it, or give another --db`,
    });
  });

  // Root may read and write whatever the permissions say.
  test.skipIf(process.getuid?.() === 0)("names permissions where they are missing", async () => {
    await chmod(folder, 0o500);
    await expect(open("x.duckdb")).rejects.toMatchObject({ code: "database_denied" });
    await chmod(folder, 0o700);
  });

  test.each([
    "select * from read_csv('/etc/passwd')",
    "copy (select 1) to '/tmp/foresail-escape.csv'",
    "attach '/tmp/foresail-escape.duckdb'",
    "install httpfs",
    "set memory_limit = '10GB'",
    "set enable_external_access = true",
  ])("refuses %s", async (statement) => {
    const engine = await open("x.duckdb");
    await expect(engine.read((query) => query(new Sql([statement], [])))).rejects.toThrow(
      /disabled|Cannot change configuration|cannot be set|Permission/i,
    );
    await engine.close();
  });

  test("reads decimals exactly, counts as numbers, days as text", async () => {
    const engine = await open("x.duckdb");
    const [row] = await engine.read((query) =>
      query(
        sql`select cast('12345678901.100001' as decimal(18, 6)) as money, count(*) as n, cast('2024-02-29' as date) as day`,
      ),
    );
    expect(row).toEqual({ money: "12345678901.100001", n: 1, day: "2024-02-29" });
    await engine.close();
  });

  test("statements that stay prepared keep no value, survive a changed table, and run beside each other", async () => {
    const engine = await open("x.duckdb");
    const twice = (value: number) =>
      engine.read(async (query) => {
        // The same text, twice at a time.
        const asked = [value, value + 1].map((one) =>
          query(sql`select cast(${one} as integer) * 2 as twice`),
        );
        return (await Promise.all(asked)).map(([row]) => row?.twice);
      });
    expect(await twice(1)).toEqual([2, 4]);
    expect(await twice(20)).toEqual([40, 42]);
    const all = () => engine.read((query) => query(sql`select * from t order by a`));
    await engine.write((transaction) => transaction.define(sql`create table t as select 1 as a`));
    expect(await all()).toEqual([{ a: 1 }]);
    await engine.write(async (transaction) => {
      await transaction.define(sql`drop table t`);
      await transaction.define(sql`create table t as select 'x' as a, 2 as b`);
    });
    expect(await all()).toEqual([{ a: "x", b: 2 }]);
    await expect(engine.read((query) => query(sql`select cast(${"no"} as integer) as n`))).rejects.toThrow(
      "no",
    );
    expect(await engine.read((query) => query(sql`select cast(${"7"} as integer) as n`))).toEqual([{ n: 7 }]);
    // More texts than stay prepared.
    for (let n = 0; n < 150; n += 1) {
      expect(await engine.read((query) => query(new Sql([`select ${n} as n`], [])))).toEqual([{ n }]);
    }
    await engine.close();
  });

  test("takes back a transaction that fails", async () => {
    const engine = await open("x.duckdb");
    await engine.write((transaction) => transaction.run(sql`create table t (a integer)`));
    const failing = engine.write(async (transaction) => {
      await transaction.run(sql`insert into t values (1)`);
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    expect(await engine.read((query) => query(sql`select * from t`))).toEqual([]);
    await engine.close();
  });

  test("interrupts a query that takes too long", async () => {
    const engine = await DuckDBEngine.open({
      file: join(folder, "x.duckdb"),
      folder: join(folder, "journal"),
      queryTimeoutMs: 200,
    });
    const endless = sql`select sum(a.range * b.range) from range(10000000) as a, range(10000000) as b`;
    await expect(engine.read((query) => query(endless))).rejects.toMatchObject({ code: "query_timeout" });
    expect(await engine.read((query) => query(sql`select 1 as one`))).toEqual([{ one: 1 }]);
    await engine.close();
  });

  test("is closed when reads and writes that were asked for have ended", async () => {
    const engine = await open("x.duckdb");
    const begun = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const slow = engine.read(async (query) => {
      begun.resolve();
      await goOn.promise;
      return query(sql`select 1 as one`);
    });
    const waiting = engine.read((query) => query(sql`select 2 as two`));
    await begun.promise;
    const closing = Promise.all([engine.close(), engine.close()]);
    goOn.resolve();
    expect([await slow, await waiting]).toEqual([[{ one: 1 }], [{ two: 2 }]]);
    await closing;
    await (await open("x.duckdb")).close();
  });
});
