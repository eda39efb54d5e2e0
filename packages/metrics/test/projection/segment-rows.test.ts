import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TableName } from "@foresail/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDuckDBStore, rebuildDuckDBStore } from "../../src/duckdb.ts";
import { DuckDBEngine } from "../../src/engine/duckdb-engine.ts";
import type { Engine, WriteTransaction } from "../../src/engine/engine.ts";
import type { JournalRow } from "../../src/journal/batch.ts";
import { FolderJournal } from "../../src/journal/folder-journal.ts";
import { type Column, tables } from "../../src/model/tables.ts";
import { stagedVersions } from "../../src/projection/apply-versions.ts";
import { storedColumns } from "../../src/projection/stored-columns.ts";
import { id, join as joinSql, sql } from "../../src/sql/sql.ts";
import type { JournaledStore } from "../../src/store/journaled-store.ts";
import { SqlStore } from "../../src/store/sql-store.ts";

/** Enough rows for DuckDB to read a segment by itself; half of them are staged row by row. */
const many = 3_000;
const half = many / 2;

const folders: string[] = [];
const opened: JournaledStore[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "foresail-segment-"));
  folders.push(folder);
  return join(folder, "x.duckdb");
}

const clock = { now: "" };
beforeEach(() => {
  clock.now = "2026-03-01T12:00:00Z";
});

async function open(file: string): Promise<JournaledStore> {
  const store = await openDuckDBStore({ file, clock: () => new Date(clock.now) });
  opened.push(store);
  return store;
}

async function close(store: JournaledStore): Promise<void> {
  opened.splice(opened.indexOf(store), 1);
  await store.close();
}

type Texts = Readonly<Record<string, string>>;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
function csv(columns: readonly string[], rows: readonly Texts[]): string {
  const lines = rows.map((row) => columns.map((column) => quoted(row[column] ?? "")).join(","));
  return `${[columns.map(quoted).join(","), ...lines].join("\n")}\n`;
}

async function importRows(
  store: JournaledStore,
  table: TableName,
  rows: readonly Texts[],
  { full = false, attributes = [] as string[] } = {},
) {
  const columns = [...tables[table].columns.map(({ name }) => name), ...attributes];
  const used = columns.filter((column) => rows.some((row) => row[column] !== undefined));
  const files = [{ name: "rows.csv", text: csv(used, rows) }];
  const map = { columns: {}, attributes };
  return store.importFiles("default", { table, files, map, full, strict: true });
}

/** All versions of a table as the database holds them, each value as text; `seq` is left out. */
async function storedRows(file: string, table: TableName): Promise<unknown[]> {
  const engine = await DuckDBEngine.open({ file, folder: `${file}.journal` });
  const names = [...storedColumns(table, engine.dialect).map(({ name }) => name), "superseded_at"];
  const columns = names
    .filter((name) => name !== "seq")
    .map((name) => sql`cast(${id(name)} as varchar) as ${id(name)}`);
  try {
    return await engine.read((query) =>
      query(
        sql`select ${joinSql(columns)} from ${id(table)} order by tenant, id, recorded_at, superseded_at, content_hash`,
      ),
    );
  } finally {
    await engine.close();
  }
}

/** What one database holds after `fill`, which is given the rows at once or in halves. */
async function filled(
  table: TableName,
  fill: (store: JournaledStore, parts: <T>(rows: readonly T[]) => readonly (readonly T[])[]) => Promise<void>,
  inHalves: boolean,
): Promise<unknown[]> {
  const file = newFile();
  clock.now = "2026-03-01T12:00:00Z";
  const store = await open(file);
  await fill(store, (rows) => (inHalves ? [rows.slice(0, half), rows.slice(half)] : [rows]));
  await close(store);
  return storedRows(file, table);
}

/** A database that was filled from large segments holds what one filled row by row holds. */
async function expectEqual(table: TableName, fill: Parameters<typeof filled>[1]): Promise<unknown[]> {
  const bySegment = await filled(table, fill, false);
  expect(bySegment).toEqual(await filled(table, fill, true));
  return bySegment;
}

function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const texts = [
  "plain",
  'say "hi"',
  "two\nlines",
  "tab\there",
  "back\\slash \\u0041 \\n",
  "Ünï-çødé 漢字 \u{1f600}",
  "a\u2028\u0001\u007f",
  "null",
  "NaN",
  "{}",
  "'; drop table accounts; --",
  "0012",
  "x".repeat(5_000),
];
const dates = [
  "2024-02-29",
  "1900-01-01",
  "2200-12-31",
  "2024-12-31T23:59:59",
  "2024-12-31 09:30",
  "2024-12-31T23:30:00Z",
  "2024-12-31T23:30:00.123-05:00",
];
const money = ["0", "-0", "0.000001", "-12.50", "999999999999.999999", "-999999999999.999999", "1234.1"];
const decimals = ["0", "1", "0.1", "0.333333333333333333", "1000000", "0.000000000000000001"];
const wholes = ["1", "12", "999999999999999"];

/** A value of a column, or none; values that a rule across columns forbids are put right by `row`. */
function valueFor(column: Column, next: (below: number) => number): string | undefined {
  const pick = (values: readonly string[]): string => values[next(values.length)]!;
  if (!column.required && next(3) === 0) return undefined;
  if (column.values) return pick(column.values);
  if (column.name === "probability" || column.name === "discount") return pick(["0", "0.25", "1", ""]);
  if (column.name === "currency") return pick(["USD", "usd", ""]);
  switch (column.type) {
    case "text":
      return pick(texts);
    case "date":
      return pick(dates);
    case "money":
      return pick(money);
    case "number":
      return column.name === "rate" ? pick(["0.5", "1.25"]) : pick(decimals);
    case "integer":
      return pick(wholes);
    case "boolean":
      return pick(["yes", "no"]);
    case "json":
      return pick(['{"b":"2","a":"say \\"hi\\""}', "{}", '{"10":"x","9":"y","é 漢":"\\\\"}']);
  }
}

function rowOf(table: TableName, number: number, next: (below: number) => number): Texts {
  const row: Record<string, string> = { id: `${number}-${texts[number % 12]}` };
  for (const column of tables[table].columns) {
    const value = column.name === "id" ? undefined : valueFor(column, next);
    if (value !== undefined) row[column.name] = value;
  }
  if (table === "opportunities" && row.outcome !== "open") row.closed_at ??= "2024-05-05";
  if (table === "subscriptions") {
    row.mrr ??= "12";
    row.trial = "no";
    row.starts_at = "2024-01-01";
    row.ends_at = "";
  }
  if (next(2) === 0) Object.assign(row, { "My note": texts[next(texts.length)], "10": String(number) });
  return row;
}

const importable = Object.keys(tables).filter((name) => name !== "fx_rates") as TableName[];

test.each(importable)("%s: a segment that DuckDB reads gives what is derived row by row", async (table) => {
  const next = numbers(7);
  const rows = Array.from({ length: many }, (_, number) => rowOf(table, number, next));
  const stored = await expectEqual(table, async (store, parts) => {
    for (const part of parts(rows)) await importRows(store, table, part, { attributes: ["My note", "10"] });
  });
  expect(stored).toHaveLength(many);
});

test("values come back as they were written", async () => {
  const file = newFile();
  const store = await open(file);
  const plain = Array.from({ length: many }, (_, number) => ({ id: `p${number}`, outcome: "open" }));
  const rows: Texts[] = [
    {
      ...{ id: 'a"\n\\é\u{1f600}', outcome: "won", closed_at: "2024-12-31T23:30:00-05:00", owner: texts[6]! },
      ...{ amount: "999999999999.999999", probability: "0.1", currency: "usd", created_at: "2024-02-29" },
      ...{ stage: "x".repeat(1_000_000), 'Quote "': 'b"\n漢' },
    },
    {
      id: "b",
      outcome: "open",
      amount: "-0.000001",
      expected_close: "1900-01-01T00:00:00",
      loss_reason: "null",
    },
    ...plain,
  ];
  const report = await importRows(store, "opportunities", rows, { attributes: ['Quote "'] });
  expect(report).toMatchObject({ accepted: many + 2, unchanged: 0, rejected: 0 });
  await close(store);
  const stored = (await storedRows(file, "opportunities")) as Record<string, string | null>[];
  const [first, second] = ['a"\n\\é\u{1f600}', "b"].map((one) => stored.find((row) => row.id === one)!);
  expect(first).toMatchObject({
    outcome: "won",
    closed_at: "2025-01-01T04:30:00.000Z",
    closed_on: "2025-01-01",
    owner: "a\u2028\u0001\u007f",
    amount: "999999999999.999999",
    original_amount: null,
    probability: "0.1",
    currency: "USD",
    created_on: "2024-02-29",
    money_on: "2025-01-01",
    rate_missing: "false",
    attributes: '{"Quote \\"":"b\\"\\n漢"}',
    deleted: "false",
    person_id: null,
    tenant: "default",
    source_system: "csv",
    recorded_at: "2026-03-01 12:00:00",
    superseded_at: null,
  });
  expect(first!.stage).toHaveLength(1_000_000);
  expect(second).toMatchObject({
    amount: "-0.000001",
    expected_close: "1900-01-01T00:00:00",
    expected_close_on: "1900-01-01",
    money_on: "1900-01-01",
    loss_reason: "null",
    closed_on: null,
    attributes: null,
  });
});

describe("rows that need more than their segment", () => {
  const deals = (change: (number: number) => Texts): Texts[] =>
    Array.from({ length: many }, (_, number) => ({
      id: `d${number}`,
      outcome: "won",
      closed_at: "2024-03-05",
      amount: `${number}.5`,
      ...change(number),
    }));

  test("instants fall on the tenant's day", async () => {
    const rows = deals((n) => (n === 2_999 ? { closed_at: "2024-03-05T02:00:00Z" } : {}));
    const stored = await expectEqual("opportunities", async (store, parts) => {
      await store.saveSettings("default", { timeZone: "America/New_York" });
      for (const part of parts(rows)) await importRows(store, "opportunities", part);
    });
    expect(stored).toContainEqual(expect.objectContaining({ id: "d2999", closed_on: "2024-03-04" }));
    expect(stored).toContainEqual(expect.objectContaining({ id: "d2998", closed_on: "2024-03-05" }));
  });

  test.each(["America/New_York", "Pacific/Apia"])(
    "instants of every kind fall on the day of %s, also when they replace others and in another zone later",
    async (zone) => {
      const moments = ["2011-12-30T09:59:59Z", "2011-12-30T10:00:00+00", "2024-03-10T01:59:59.9995-05:00"];
      const rows = (seed: number): Texts[] => {
        const next = numbers(seed);
        const random = (): string => new Date(next(2 ** 32) * 1_000 - next(1_000)).toISOString();
        return deals((n) => ({
          closed_at: n < dates.length ? dates[n]! : n < 40 ? moments[n % 3]! : random(),
          created_at: n % 5 === 0 ? "" : random(),
          expected_close: next(3) === 0 ? dates[n % dates.length]! : random(),
          ...(n % 7 === 0 ? { outcome: "open", closed_at: "" } : {}),
        }));
      };
      const fill: Parameters<typeof filled>[1] = async (store, parts) => {
        await store.saveSettings("default", { timeZone: zone });
        for (const part of parts(rows(1))) await importRows(store, "opportunities", part);
        clock.now = "2026-03-02T12:00:00Z";
        for (const part of parts(rows(2))) await importRows(store, "opportunities", part);
      };
      const first = await expectEqual("opportunities", fill);
      await expectEqual("opportunities", async (store, parts) => {
        await fill(store, parts);
        await store.saveSettings("default", { timeZone: "Australia/Lord_Howe" });
      });
      const file = newFile();
      clock.now = "2026-03-01T12:00:00Z";
      const store = await open(file);
      await fill(store, (all) => [all]);
      await close(store);
      await rebuildDuckDBStore({ file });
      expect(await storedRows(file, "opportunities")).toEqual(first);
    },
    60_000,
  );

  test("foreign amounts are converted", async () => {
    const rows = deals((n) => (n % 1_000 === 7 ? { currency: "EUR" } : { currency: "USD" }));
    const stored = await expectEqual("opportunities", async (store, parts) => {
      await importRows(store, "fx_rates", [{ date: "2024-01-01", base: "EUR", quote: "USD", rate: "2" }]);
      for (const part of parts(rows)) await importRows(store, "opportunities", part);
      clock.now = "2026-03-02T12:00:00Z";
      const raised = rows.map((row) => ({ ...row, amount: `1${row.amount}` }));
      for (const part of parts(raised)) await importRows(store, "opportunities", part);
    });
    expect(stored).toHaveLength(2 * many);
    expect(stored).toContainEqual(
      expect.objectContaining({ id: "d7", amount: "15.000000", original_amount: "7.500000" }),
    );
  });

  test("prices are made monthly, and a trial has none", async () => {
    const rows = Array.from({ length: many }, (_, number): Texts => {
      const row = { id: `s${number}`, account_id: "A", starts_at: "2024-01-01" };
      if (number === 1) return { ...row, amount: "120", interval: "year" };
      if (number === 2) return { ...row, mrr: "9", trial: "yes" };
      if (number > 2_900) return { ...row, amount: "5", interval: "month", trial: "yes" };
      if (number > 2_800) return { ...row, mrr: "9", trial: "yes", currency: "EUR" };
      return { ...row, mrr: "9", trial: number % 2 === 0 ? "no" : "" };
    });
    const stored = await expectEqual("subscriptions", async (store, parts) => {
      for (const part of parts(rows)) await importRows(store, "subscriptions", part);
    });
    const mrr = ["s0", "s1", "s2", "s2999"].map((one) =>
      (stored as { id: string; mrr: string }[]).filter((row) => row.id === one).map((row) => row.mrr),
    );
    expect(mrr).toEqual([["9.000000"], ["10.000000"], ["0.000000"], ["0.000000"]]);
  });
});

test("later versions end earlier ones, deletions too, and a rebuild of several segments gives the same", async () => {
  const rows = (version: number, from = 0): Texts[] =>
    Array.from({ length: many }, (_, number) => ({
      id: `a${number + from}`,
      name: number % 3 === 0 ? "same" : `v${version}`,
    }));
  const fill: Parameters<typeof filled>[1] = async (store, parts) => {
    for (const part of parts(rows(1))) await importRows(store, "accounts", part);
    clock.now = "2026-03-02T12:00:00Z";
    for (const part of parts(rows(2))) await importRows(store, "accounts", part);
    clock.now = "2026-03-03T12:00:00Z";
    await importRows(store, "accounts", rows(2, 2_900), { full: true });
  };
  const stored = (await expectEqual("accounts", fill)) as { deleted: string; superseded_at: string | null }[];
  // 3,000 first versions, 2,000 changed on the second day, 2,900 deleted and 2,900 new on the third.
  const current = stored.filter(({ superseded_at }) => superseded_at === null);
  expect(current.filter(({ deleted }) => deleted === "true")).toHaveLength(2_900);
  expect(current.filter(({ deleted }) => deleted === "false")).toHaveLength(3_000);

  const file = newFile();
  clock.now = "2026-03-01T12:00:00Z";
  const store = await open(file);
  await fill(store, (all) => [all]);
  await close(store);
  expect(await storedRows(file, "accounts")).toEqual(stored);
  rmSync(file);
  await close(await open(file));
  expect(await storedRows(file, "accounts")).toEqual(stored);
  await rebuildDuckDBStore({ file });
  expect(await storedRows(file, "accounts")).toEqual(stored);
});

test("backfills and small batches between large ones take their place in time, also when all are read again", async () => {
  const rows = (name: string, count = many): Texts[] =>
    Array.from({ length: count }, (_, number) => ({ id: `a${number}`, name }));
  const backfill = (store: JournaledStore, name: string, day: string, all: readonly Texts[]) =>
    store.importFiles("default", {
      table: "accounts",
      files: [{ name, text: csv(["id", "name"], all) }],
      full: false,
      strict: true,
      recordedAt: day,
    });
  const file = newFile();
  clock.now = "2026-03-10T12:00:00Z";
  const store = await open(file);
  await importRows(store, "accounts", rows("small first", 3));
  await importRows(store, "accounts", rows("large"));
  await importRows(store, "accounts", rows("small later", 2));
  await backfill(store, "large before", "2026-03-05", rows("large before"));
  await backfill(store, "small between", "2026-03-07", rows("small between", 1));
  await importRows(store, "accounts", rows("large last"));
  await close(store);
  const stored = (await storedRows(file, "accounts")) as Record<string, string | null>[];
  const historyOf = (one: string): unknown[] =>
    stored
      .filter((row) => row.id === one)
      .map(({ name, recorded_at, superseded_at }) => [
        name,
        recorded_at?.slice(5, 10),
        superseded_at === null ? null : superseded_at?.slice(5, 10),
      ])
      .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  expect(historyOf("a0")).toEqual([
    ["large before", "03-05", "03-07"],
    ["large last", "03-10", null],
    ["large", "03-10", "03-10"],
    ["small between", "03-07", "03-10"],
    ["small first", "03-10", "03-10"],
    ["small later", "03-10", "03-10"],
  ]);
  expect(historyOf("a2999")).toEqual([
    ["large before", "03-05", "03-10"],
    ["large last", "03-10", null],
    ["large", "03-10", "03-10"],
  ]);
  rmSync(file);
  await close(await open(file));
  expect(await storedRows(file, "accounts")).toEqual(stored);
});

test("a rehearsal of a large import leaves nothing behind, and tells what the import then tells", async () => {
  const file = newFile();
  const store = await open(file);
  const rows = Array.from({ length: many }, (_, number) => ({ id: `p${number}`, account_id: "A" }));
  const files = [{ name: "p.csv", text: csv(["id", "account_id"], rows) }];
  const request = { table: "people", files, full: false, strict: true } as const;
  const rehearsed = await store.importFiles("default", { ...request, dryRun: true });
  expect(readdirSync(`${file}.journal`)).toEqual([]);
  expect(await store.rowCounts("default")).toEqual({});
  expect(rehearsed).toMatchObject({ accepted: many, batch: null });
  expect(rehearsed.warnings.map(({ code, count }) => [code, count])).toEqual([
    ["unknown_reference", many],
    ["missing_date", many],
  ]);
  expect(await store.importFiles("default", request)).toEqual({ ...rehearsed, batch: 1 });
});

test("more versions than DuckDB keeps in one group of rows all end and all come in", async () => {
  // A group has 122,880 rows; a larger insert is merged in another way.
  const count = 130_000;
  const text = (name: string): string =>
    `id,name\n${Array.from({ length: count }, (_, number) => `${number},${name}\n`).join("")}`;
  const file = newFile();
  const store = await open(file);
  for (const [day, name] of ["one", "two"].entries()) {
    clock.now = `2026-03-0${day + 1}T12:00:00Z`;
    const files = [{ name: "a.csv", text: text(name) }];
    const report = await store.importFiles("default", {
      table: "accounts",
      files,
      full: false,
      strict: true,
    });
    expect(report).toMatchObject({ accepted: count, unchanged: 0 });
    expect(await store.rowCounts("default")).toEqual({ accounts: count });
  }
  await close(store);
  const engine = await DuckDBEngine.open({ file, folder: `${file}.journal` });
  const rows = await engine.read((query) =>
    query(
      sql`select name, superseded_at is null as current, count(*) as n from accounts group by all order by name`,
    ),
  );
  await engine.close();
  expect(rows).toEqual([
    { name: "one", current: false, n: count },
    { name: "two", current: true, n: count },
  ]);
}, 60_000);

test("a tenant's first rows do not end another tenant's", async () => {
  const file = newFile();
  const store = await open(file);
  const rows = Array.from({ length: many }, (_, number) => ({ id: `a${number}`, name: "one" }));
  await importRows(store, "accounts", rows);
  const files = [{ name: "o.csv", text: csv(["id", "name"], rows) }];
  await store.importFiles("other", { table: "accounts", files, full: false, strict: true });
  await close(store);
  const stored = (await storedRows(file, "accounts")) as { tenant: string; superseded_at: string | null }[];
  expect(stored.filter(({ tenant }) => tenant === "other")).toHaveLength(many);
  expect(stored.every(({ superseded_at }) => superseded_at === null)).toBe(true);
});

test("a segment is written as ever, and one that names a row twice gives one current version", async () => {
  const file = newFile();
  const store = await open(file);
  await importRows(store, "accounts", [{ id: 'a"1', name: "Ünï" }, { id: "b" }]);
  await close(store);
  const path = join(`${file}.journal`, "00000001.ndjson");
  const [header, ...lines] = readFileSync(path, "utf8").split("\n");
  expect(header).toMatch(
    /^\{"format":1,"seq":1,"tenant":"default","table":"accounts","sourceSystem":"csv","recordedAt":"2026-03-01T12:00:00.000Z","receivedAt":"2026-03-01T12:00:00.000Z","backfill":false,"rows":2,"checksum":"[0-9a-f]{64}"\}$/,
  );
  // sha256sum of {"id":"a\"1","name":"Ünï"} and {"id":"b"}, 32 digits.
  expect(lines).toEqual([
    '{"id":"a\\"1","hash":"912346db9a22338112365e33aeb840a7","values":{"id":"a\\"1","name":"Ünï"}}',
    '{"id":"b","hash":"84a91dee31459ddf46933a42288dfd0f","values":{"id":"b"}}',
    "",
  ]);

  const journal = await FolderJournal.open(`${file}.journal`);
  const content: JournalRow[] = Array.from({ length: many }, (_, number) => {
    const one = `t${number % (many - 1)}`;
    return { id: one, hash: String(number), values: { id: one, name: `n${number}` } };
  });
  const time = "2026-03-01T12:00:00.000Z";
  const when = { recordedAt: time, receivedAt: time, backfill: false };
  await journal.append({ tenant: "twice", table: "accounts", sourceSystem: "csv", ...when, content });
  await close(await open(file));
  const stored = (await storedRows(file, "accounts")) as Record<string, string | null>[];
  const twice = stored.filter(({ tenant, id: one }) => tenant === "twice" && one === "t0");
  expect(twice.filter(({ superseded_at }) => superseded_at === null)).toHaveLength(1);
  expect(stored).toHaveLength(many + 2);
});

test("a large segment that was changed is refused, and nothing of it is projected", async () => {
  const file = newFile();
  const store = await open(file);
  const rows = Array.from({ length: many }, (_, number) => ({ id: `a${number}`, name: "one" }));
  await importRows(store, "accounts", rows);
  await close(store);
  const path = join(`${file}.journal`, "00000001.ndjson");
  writeFileSync(
    path,
    readFileSync(path, "utf8").replace('"id":"a2500","name":"one"', '"id":"a2500","name":"two"'),
  );
  rmSync(file);
  await expect(open(file)).rejects.toMatchObject({ code: "journal_corrupt" });
  await expect(rebuildDuckDBStore({ file })).rejects.toMatchObject({ code: "journal_corrupt" });
});

/** An engine that fails at the first statement that holds a text. */
function failing(engine: Engine, text: string, remaining: { times: number }): Engine {
  const check = (statement: { text: readonly string[] }): void => {
    if (remaining.times === 0 || !JSON.stringify(statement).includes(text)) return;
    remaining.times -= 1;
    throw new Error("no space left");
  };
  const guarded = (transaction: WriteTransaction): WriteTransaction => ({
    ...transaction,
    run: (statement) => {
      check(statement);
      return transaction.run(statement);
    },
    query: (statement) => {
      check(statement);
      return transaction.query(statement);
    },
  });
  return {
    dialect: engine.dialect,
    read: (work) => engine.read(work),
    write: (work) => engine.write((transaction) => work(guarded(transaction))),
    close: () => engine.close(),
  };
}

test("an engine that loses rows has nothing acknowledged", async () => {
  const file = newFile();
  const folder = `${file}.journal`;
  const losing = (transaction: WriteTransaction): WriteTransaction => ({
    ...transaction,
    run: async (statement) => {
      if (!JSON.stringify(statement).includes("insert versions without")) await transaction.run(statement);
    },
  });
  const engine = await DuckDBEngine.open({ file, folder });
  const store = await SqlStore.open({
    engine: {
      dialect: engine.dialect,
      read: (work) => engine.read(work),
      write: (work) => engine.write((transaction) => work(losing(transaction))),
      close: () => engine.close(),
    },
    journal: await FolderJournal.open(folder),
    clock: () => new Date(clock.now),
    rejects: null,
  });
  opened.push(store);
  const rows = Array.from({ length: many }, (_, number) => ({ id: `a${number}` }));
  await expect(importRows(store, "accounts", rows)).rejects.toThrow("0 of 3000 rows of batch 1 were stored");
  expect(readdirSync(folder)).toEqual([]);
});

test.each(["insert versions without", "something to tell"])(
  "a fault before the journal (%s) leaves nothing behind, and the import can be repeated",
  async (statement) => {
    const file = newFile();
    const folder = `${file}.journal`;
    const remaining = { times: 1 };
    const engine = failing(await DuckDBEngine.open({ file, folder }), statement, remaining);
    const journal = await FolderJournal.open(folder);
    const store = await SqlStore.open({ engine, journal, clock: () => new Date(clock.now), rejects: null });
    opened.push(store);
    const rows = Array.from({ length: many }, (_, number) => ({ id: `a${number}`, name: "one" }));
    await expect(importRows(store, "accounts", rows)).rejects.toThrow("no space left");
    expect(readdirSync(folder)).toEqual([]);
    expect(await store.rowCounts("default")).toEqual({});
    expect(await importRows(store, "accounts", rows)).toMatchObject({ accepted: many, batch: 1 });
    expect(readdirSync(folder)).toEqual(["00000001.ndjson"]);
  },
);

/** An engine that counts the rows that are handed to it as versions. */
function counting(engine: Engine, staged: { versions: number }): Engine {
  const counted = (transaction: WriteTransaction): WriteTransaction => ({
    ...transaction,
    stage: (table, columns, rows) => {
      const all = [...rows];
      if (table === stagedVersions) staged.versions += all.length;
      return transaction.stage(table, columns, all);
    },
  });
  return {
    dialect: engine.dialect,
    read: (work) => engine.read(work),
    write: (work) => engine.write((transaction) => work(counted(transaction))),
    close: () => engine.close(),
  };
}

test("of a segment only those rows are staged that DuckDB cannot derive, as long as they are few", async () => {
  const file = newFile();
  const folder = `${file}.journal`;
  const staged = { versions: 0 };
  const engine = counting(await DuckDBEngine.open({ file, folder }), staged);
  const journal = await FolderJournal.open(folder);
  const store = await SqlStore.open({ engine, journal, clock: () => new Date(clock.now), rejects: null });
  opened.push(store);
  const deals = (from: number, foreign: number): Texts[] =>
    Array.from({ length: many }, (_, number) => ({
      id: `d${from + number}`,
      outcome: "open",
      amount: "1",
      currency: number < foreign ? "EUR" : "USD",
    }));
  await importRows(store, "opportunities", deals(0, 3));
  expect(staged.versions).toBe(3);
  await importRows(store, "opportunities", deals(many, many - 1));
  expect(staged.versions).toBe(3 + many);
  expect(await store.rowCounts("default")).toEqual({ opportunities: 2 * many });
});

test("instants are placed in the tenant's zone without being staged", async () => {
  const file = newFile();
  const folder = `${file}.journal`;
  const staged = { versions: 0 };
  const engine = counting(await DuckDBEngine.open({ file, folder }), staged);
  const journal = await FolderJournal.open(folder);
  const store = await SqlStore.open({ engine, journal, clock: () => new Date(clock.now), rejects: null });
  opened.push(store);
  await store.saveSettings("default", { timeZone: "America/New_York" });
  staged.versions = 0;
  const rows = Array.from({ length: many }, (_, number) => ({
    id: `p${number}`,
    created_at: "2024-03-05T02:00:00Z",
  }));
  expect(await importRows(store, "people", rows)).toMatchObject({ accepted: many });
  expect(staged.versions).toBe(0);
});

test.each([
  ["beside the database by itself", "x.duckdb.journal", 0],
  ["in another folder row by row", "elsewhere", many],
])("DuckDB reads a journal %s", async (_, name, versions) => {
  const file = newFile();
  const journal = await FolderJournal.open(join(file, "..", name));
  const staged = { versions: 0 };
  const engine = counting(await DuckDBEngine.open({ file, folder: `${file}.journal` }), staged);
  const store = await SqlStore.open({ engine, journal, clock: () => new Date(clock.now), rejects: null });
  opened.push(store);
  const rows = Array.from({ length: many }, (_, number) => ({ id: `a${number}`, name: "one" }));
  expect(await importRows(store, "accounts", rows)).toMatchObject({ accepted: many });
  expect(await store.rowCounts("default")).toEqual({ accounts: many });
  expect(staged.versions).toBe(versions);
  expect(existsSync(join(file, "..", name, "00000001.ndjson"))).toBe(true);
});
