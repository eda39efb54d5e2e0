import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { type QueryInput, Settings, type TableName } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { openDuckDBStore, rebuildDuckDBStore } from "@foresail/metrics/duckdb";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { batchRows, rowsPerBatch } from "../support/import-loop.ts";
import { ask, askValues, importCsv, newFolder, removeFolders } from "../support/stores.ts";

/** A clock that the test sets. */
class TestClock {
  now: string;
  constructor(now: string) {
    this.now = now;
  }
  readonly read = (): Date => new Date(this.now);
}

const opened: MetricsStore[] = [];
async function open(
  file: string,
  clock: Pick<TestClock, "read"> = new TestClock("2024-06-15T12:00:00Z"),
): Promise<MetricsStore> {
  const store = await openDuckDBStore({ file, clock: clock.read });
  opened.push(store);
  return store;
}
async function close(store: MetricsStore): Promise<void> {
  opened.splice(opened.indexOf(store), 1);
  await store.close();
}
const newFile = (): string => join(newFolder(), "test.duckdb");
const segment = (file: string, seq: number): string =>
  join(`${file}.journal`, `${String(seq).padStart(8, "0")}.ndjson`);
const rowsOf = (store: MetricsStore, table: TableName, rows: Record<string, string>[], recordedAt?: string) =>
  store.importRecords("default", table, {
    rows,
    full: false,
    strict: false,
    ...(recordedAt === undefined ? {} : { recordedAt }),
  });
const subscriptions = (rows: readonly string[]): string =>
  ["id,account_id,starts_at,ends_at,mrr,currency", ...rows].join("\n");
const firstHalf = { from: "2024-01-01", to: "2024-07-01" } as const;
const mrr = (store: MetricsStore, query: Partial<QueryInput> = {}, tenant = "default") =>
  askValues(store, { metrics: ["mrr"], ...firstHalf, ...query }, tenant);

afterEach(async () => {
  for (const store of [...opened]) await close(store);
});
afterAll(removeFolders);

/** A history with everything in it: versions, backfills, a deletion, settings, rates and two tenants. */
async function fill(store: MetricsStore, clock: TestClock): Promise<void> {
  const at = (now: string): void => {
    clock.now = now;
  };
  at("2024-03-01T09:00:00Z");
  await importCsv(store, "accounts", "id,industry\nA,Retail\nB,Software");
  await importCsv(store, "fx_rates", "date,base,quote,rate\n2024-01-01,EUR,USD,1.1");
  await importCsv(
    store,
    "subscriptions",
    subscriptions(["1,A,2024-01-05,,100,", "2,B,2024-01-20,,50,EUR", "3,B,2024-02-01,,7,"]),
  );
  await importCsv(store, "subscriptions", subscriptions(["1,A,2024-01-05,,999,"]), { tenant: "other" });
  at("2024-04-01T09:00:00Z");
  await importCsv(store, "fx_rates", "date,base,quote,rate\n2024-01-01,EUR,USD,1.1\n2024-01-15,EUR,USD,1.2");
  await importCsv(store, "subscriptions", subscriptions(["1,A,2024-01-05,,140,"]));
  at("2024-05-01T09:00:00Z");
  await importCsv(store, "subscriptions", subscriptions(["1,A,2024-01-05,,120,"]), {
    recordedAt: "2024-03-15T00:00:00Z",
  });
  await importCsv(store, "subscriptions", subscriptions(["1,A,2024-01-05,,140,", "2,B,2024-01-20,,50,EUR"]), {
    full: true,
  });
  await store.saveSettings("default", { timeZone: "Europe/Berlin" });
  at("2024-06-15T12:00:00Z");
  await importCsv(
    store,
    "opportunities",
    "id,outcome,created_at,closed_at,amount\nX,won,2024-05-01,2024-05-31T22:30:00Z,10",
  );
}

async function answers(store: MetricsStore): Promise<string> {
  const results: unknown[] = [];
  for (const tenant of ["default", "other"]) {
    for (const asOf of [null, "2024-03-10", "2024-03-20", "2024-04-10", "2024-06-01"]) {
      const metrics = [
        "mrr",
        "new_mrr",
        "expansion_mrr",
        "nrr.period",
        "customers",
        "bookings",
        "sales_cycle_days",
      ];
      results.push(await ask(store, { metrics, by: ["industry"], ...firstHalf, asOf }, tenant));
    }
    results.push(await store.freshness(tenant), await store.settings(tenant));
  }
  return JSON.stringify(results, null, 1);
}

describe("the journal is the truth", () => {
  test("a deleted database comes back from the journal, at opening and by a rebuild", async () => {
    const file = newFile();
    const clock = new TestClock("2024-06-15T12:00:00Z");
    let store = await open(file, clock);
    await fill(store, clock);
    const before = await answers(store);
    // What the history says by hand: A 140 and B 50 x 1.2, known as 100 and 57 x ... before.
    expect(await mrr(store)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(await mrr(store, { asOf: "2024-03-20", where: { industry: ["Retail"] } })).toEqual([
      120,
      120,
      120,
      null,
      null,
      null,
    ]);
    await close(store);

    store = await open(file, clock);
    expect(await answers(store)).toBe(before);
    await close(store);

    rmSync(file);
    store = await open(file, clock);
    expect(await answers(store)).toBe(before);
    await close(store);

    expect(await rebuildDuckDBStore({ file, clock: clock.read })).toEqual({
      batches: 10,
      rows: 13,
      setAside: null,
    });
    store = await open(file, clock);
    expect(await answers(store)).toBe(before);
    expect(await importCsv(store, "accounts", "id,industry\nA,Retail\nB,Software")).toMatchObject({
      accepted: 0,
      unchanged: 2,
    });
  });

  test.each<[string, (content: Buffer) => Buffer]>([
    ["some other file", () => Buffer.from("these are my notes, not a database")],
    ["cut short", (content) => content.subarray(0, 10_000)],
    ["its header overwritten", (content) => Buffer.from(content).fill(0xa5, 0, 64)],
    ["a header block overwritten", (content) => Buffer.from(content).fill(0xa5, 4_096, 4_500)],
    ["its blocks overwritten", (content) => Buffer.from(content).fill(0xa5, 12_288)],
  ])(
    "a database that is %s is named as unreadable with its remedy, and a rebuild restores it",
    async (_, damage) => {
      const file = newFile();
      const store = await open(file);
      await importCsv(store, "subscriptions", subscriptions(["1,A,2024-01-05,,100,"]));
      await close(store);
      const damaged = damage(readFileSync(file));
      writeFileSync(file, damaged);

      await expect(open(file)).rejects.toMatchObject({
        code: "database_unreadable",
        message: expect.stringContaining(`foresail rebuild --db ${file}`),
      });
      expect(readFileSync(file).equals(damaged)).toBe(true);
      const report = await rebuildDuckDBStore({ file });
      expect(report).toMatchObject({ batches: 1, rows: 1 });
      expect(readFileSync(report.setAside!).equals(damaged)).toBe(true);
      expect(await mrr(await open(file))).toEqual([100, 100, 100, 100, 100, 100]);
    },
  );

  test("a damaged block never gives a wrong number: it is unreadable when opened or read, and a rebuild restores it", async () => {
    const file = newFile();
    let store = await open(file);
    const rows = Array.from(
      { length: 8_000 },
      (_, n) => `S${n},A${n % 400},2024-0${1 + (n % 5)}-0${1 + (n % 9)},,${n}.25,`,
    );
    await importCsv(store, "subscriptions", subscriptions(rows));
    const before = await mrr(store);
    await close(store);
    const whole = readFileSync(file);
    const met = new Map<string, number>();
    const count = (when: string): unknown => met.set(when, (met.get(when) ?? 0) + 1);
    // DuckDB's blocks of 256 KiB begin after three headers of 4 KiB.
    for (let block = 12_288; block < whole.length; block += 262_144) {
      writeFileSync(file, Buffer.from(whole).fill(0xa5, block + 1_000, block + 2_000));
      try {
        store = await open(file);
      } catch (error) {
        expect(error).toMatchObject({ code: "database_unreadable" });
        count("opened");
        continue;
      }
      const values = await mrr(store).catch((error: unknown) => {
        expect(error).toMatchObject({ code: "database_unreadable" });
        return null;
      });
      if (values !== null) expect(values).toEqual(before);
      count(values === null ? "read" : "not needed");
      await close(store);
      const copy = newFile();
      cpSync(`${file}.journal`, `${copy}.journal`, { recursive: true });
      cpSync(file, copy);
      await rebuildDuckDBStore({ file: copy });
      expect(await mrr(await open(copy))).toEqual(before);
    }
    expect(met.get("opened")).toBeGreaterThan(0);
    expect(met.get("read")).toBeGreaterThan(0);
  });

  test.each<[string, (text: string) => string]>([
    ["a digit of a row changed", (text) => text.replace('"mrr":"100"', '"mrr":"900"')],
    ["its last row gone", (text) => text.slice(0, text.lastIndexOf("\n", text.length - 2) + 1)],
    [
      "another tenant's name in its header",
      (text) => text.replace('"tenant":"default"', '"tenant":"another"'),
    ],
    ["another moment in its header", (text) => text.replace('"recordedAt":"2024', '"recordedAt":"2023')],
    ["no header", (text) => text.slice(text.indexOf("\n") + 1)],
    ["nothing in it", () => ""],
  ])("a segment with %s is refused, and nothing changes", async (_, alter) => {
    const file = newFile();
    let store = await open(file);
    await importCsv(store, "subscriptions", subscriptions(["1,A,2024-01-05,,100,", "2,B,2024-01-05,,10,"]));
    await importCsv(store, "subscriptions", subscriptions(["3,B,2024-01-05,,1,"]));
    await close(store);
    const database = readFileSync(file);
    const whole = readFileSync(segment(file, 1), "utf8");
    writeFileSync(segment(file, 1), alter(whole));
    expect(readFileSync(segment(file, 1), "utf8")).not.toBe(whole);

    await expect(rebuildDuckDBStore({ file })).rejects.toMatchObject({
      code: "journal_corrupt",
      message: expect.stringContaining("00000001.ndjson"),
    });
    expect(readFileSync(file).equals(database)).toBe(true);
    expect(readdirSync(`${file}.journal`)).toEqual(["00000001.ndjson", "00000002.ndjson"]);

    rmSync(file);
    await expect(open(file)).rejects.toMatchObject({ code: "journal_corrupt" });
    writeFileSync(segment(file, 1), whole);
    store = await open(file);
    expect(await mrr(store)).toEqual([111, 111, 111, 111, 111, 111]);
  });

  test("a lost segment is noticed, in the middle or at the end", async () => {
    const file = newFile();
    const store = await open(file);
    for (const id of ["1", "2", "3"])
      await importCsv(store, "subscriptions", subscriptions([`${id},A,2024-01-05,,100,`]));
    await close(store);
    const [second, third] = [2, 3].map((seq) => readFileSync(segment(file, seq)));
    rmSync(segment(file, 2));
    await expect(open(file)).rejects.toMatchObject({
      code: "journal_corrupt",
      message: expect.stringContaining("segment 2"),
    });
    writeFileSync(segment(file, 2), second!);
    rmSync(segment(file, 3));
    await expect(open(file)).rejects.toMatchObject({ code: "journal_corrupt" });
    writeFileSync(segment(file, 3), third!);
    expect(await mrr(await open(file))).toEqual([300, 300, 300, 300, 300, 300]);
  });

  test("what a crash leaves beside the journal is ignored and swept away", async () => {
    const file = newFile();
    let store = await open(file);
    await importCsv(store, "subscriptions", subscriptions(["1,A,2024-01-05,,100,"]));
    await close(store);
    writeFileSync(`${segment(file, 2)}.tmp`, readFileSync(segment(file, 1)).subarray(0, 300));
    store = await open(file);
    expect(readdirSync(`${file}.journal`)).toEqual(["00000001.ndjson"]);
    expect(await mrr(store)).toEqual([100, 100, 100, 100, 100, 100]);
    await importCsv(store, "subscriptions", subscriptions(["2,A,2024-01-05,,11,"]));
    await close(store);
    expect(readdirSync(`${file}.journal`)).toEqual(["00000001.ndjson", "00000002.ndjson"]);
    rmSync(file);
    expect(await mrr(await open(file))).toEqual([111, 111, 111, 111, 111, 111]);
  });

  test("an empty file, as a crash leaves while a database is created, is no obstacle", async () => {
    const file = newFile();
    writeFileSync(file, "");
    let store = await open(file);
    await importCsv(store, "subscriptions", subscriptions(["1,A,2024-01-05,,100,"]));
    await close(store);
    writeFileSync(file, "");
    store = await open(file);
    expect(await mrr(store)).toEqual([100, 100, 100, 100, 100, 100]);
  });

  test("a rebuild without a journal touches nothing", async () => {
    const file = newFile();
    writeFileSync(file, "my notes");
    await expect(rebuildDuckDBStore({ file })).rejects.toMatchObject({ code: "database_unreadable" });
    expect(readFileSync(file, "utf8")).toBe("my notes");
    expect(existsSync(`${file}.journal`)).toBe(false);
  });
});

describe("processes", () => {
  const wallClock = { read: () => new Date() };

  interface Importer {
    readonly process: ChildProcess;
    readonly done: number[];
    /** Resolves when the line has been printed. */
    said(line: string | RegExp): Promise<void>;
    /** Kills it at once and waits until it is gone. */
    kill(): Promise<void>;
  }

  const running: ChildProcess[] = [];
  afterEach(() => {
    for (const child of running.splice(0)) child.kill("SIGKILL");
  });

  function startImporter(file: string, first: number): Importer {
    const child = spawn(process.execPath, [resolve("test/support/import-loop.ts"), file, String(first)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    running.push(child);
    const done: number[] = [];
    const lines: string[] = [];
    const waiting: { line: string | RegExp; resolve: () => void }[] = [];
    const ended = once(child, "close");
    const matches = (line: string, wanted: string | RegExp): boolean =>
      typeof wanted === "string" ? line === wanted : wanted.test(line);
    createInterface({ input: child.stdout }).on("line", (line) => {
      lines.push(line);
      if (line.startsWith("done ")) done.push(Number(line.slice(5)));
      for (const waiter of waiting) if (matches(line, waiter.line)) waiter.resolve();
    });
    return {
      process: child,
      done,
      said: (line) =>
        new Promise((resolve, reject) => {
          if (lines.some((printed) => matches(printed, line))) return resolve();
          waiting.push({ line, resolve });
          child.once("exit", () => reject(new Error(`the importer ended before it said ${line}`)));
        }),
      kill: async () => {
        child.kill("SIGKILL");
        await ended;
      },
    };
  }

  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  test("a database that another process or this one has open is locked", async () => {
    const file = newFile();
    const importer = startImporter(file, 1);
    await importer.said("done 1");
    await expect(open(file, wallClock)).rejects.toMatchObject({
      code: "database_locked",
      message: expect.stringContaining(file),
    });
    // A batch on its way into the journal is left alone.
    const underWay = join(`${file}.journal`, "99999999.ndjson.tmp");
    writeFileSync(underWay, "");
    await expect(rebuildDuckDBStore({ file })).rejects.toMatchObject({ code: "database_locked" });
    expect(existsSync(underWay)).toBe(true);
    await importer.said("done 3");
    await importer.kill();
    const store = await open(file, wallClock);
    await expect(open(file, wallClock)).rejects.toMatchObject({ code: "database_locked" });
    expect((await mrr(store))[0]).toBeGreaterThanOrEqual(rowsPerBatch);
  });

  test("whenever the process is killed, every acknowledged batch is there once and no batch in part", async () => {
    const file = newFile();
    const acknowledged = new Set<number>();
    // A fixed pseudo-random sequence of moments, in ms; the last two die while they restore the database.
    let state = 20_260_301;
    const random = (below: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return state % below;
    };
    let next = 1;
    let unacknowledged = 0;
    for (const round of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const restoring = round >= 7;
      if (restoring) rmSync(file);
      const importer = startImporter(file, next);
      await importer.said(restoring ? "opening" : `done ${next}`);
      await pause(random(restoring ? 60 : 250));
      await importer.kill();
      for (const batch of importer.done) acknowledged.add(batch);

      const store = await open(file, wallClock);
      const series = await ask(store, {
        metrics: ["mrr"],
        by: ["account_id"],
        from: "2024-01-01",
        to: "2024-02-01",
      });
      await close(store);
      const found = new Map(
        series.flatMap(({ dimensions, points }) =>
          dimensions.account_id === null ? [] : [[Number(dimensions.account_id), points[0]!.value] as const],
        ),
      );
      for (const [batch, rows] of found) expect([batch, rows]).toEqual([batch, rowsPerBatch]);
      expect([...acknowledged].filter((batch) => !found.has(batch))).toEqual([]);
      const extra = [...found.keys()].filter((batch) => !acknowledged.has(batch));
      expect(extra.length).toBeLessThanOrEqual(1);
      // One that was written and not acknowledged counts from now on.
      for (const batch of extra) acknowledged.add(batch);
      unacknowledged += extra.length;
      next = Math.max(...acknowledged) + 1;
    }
    expect(acknowledged.size).toBeGreaterThan(5);
    expect(unacknowledged).toBeLessThanOrEqual(8);

    const store = await open(file, wallClock);
    for (const batch of acknowledged) {
      expect(await rowsOf(store, "subscriptions", batchRows(batch))).toMatchObject({
        accepted: 0,
        unchanged: rowsPerBatch,
      });
    }
  });
});

describe("imports", () => {
  test("a full import deletes what it leaves out, for its tenant and table alone, and keeps the history", async () => {
    const file = newFile();
    const clock = new TestClock("2024-05-01T00:00:00Z");
    const store = await open(file, clock);
    await importCsv(store, "accounts", "id\nA");
    await importCsv(store, "subscriptions", subscriptions(["1,A,2024-01-05,,100,", "2,A,2024-01-05,,10,"]));
    await importCsv(store, "subscriptions", subscriptions(["1,A,2024-01-05,,5,"]), { tenant: "other" });
    clock.now = "2024-06-15T12:00:00Z";
    const report = await importCsv(
      store,
      "subscriptions",
      subscriptions(["1,A,2024-01-05,,100,", "3,A,2024-01-05,,1,"]),
      { full: true },
    );
    expect(report).toMatchObject({ rows: 2, accepted: 1, unchanged: 1, rejected: 0 });
    expect(await mrr(store)).toEqual([101, 101, 101, 101, 101, 101]);
    expect(await mrr(store, { asOf: "2024-06-01" })).toEqual([110, 110, 110, 110, 110, null]);
    expect(await mrr(store, {}, "other")).toEqual([5, 5, 5, 5, 5, 5]);
    // A row that was deleted comes back as news.
    expect(await importCsv(store, "subscriptions", subscriptions(["2,A,2024-01-05,,10,"]))).toMatchObject({
      accepted: 1,
    });
    expect(await mrr(store)).toEqual([111, 111, 111, 111, 111, 111]);
  });

  test("a full import that was done before changes nothing, and what it deleted is missed by others", async () => {
    const store = await open(newFile());
    await importCsv(store, "accounts", "id\nA\nB");
    await importCsv(store, "subscriptions", subscriptions(["1,A,2024-01-05,,100,", "2,B,2024-01-05,,10,"]));
    expect(await importCsv(store, "accounts", "id\nA", { full: true })).toMatchObject({
      accepted: 0,
      unchanged: 1,
    });
    const before = await store.freshness("default");
    expect(await importCsv(store, "accounts", "id\nA", { full: true })).toMatchObject({
      accepted: 0,
      unchanged: 1,
    });
    expect(await store.freshness("default")).toEqual(before);
    const { warnings } = await importCsv(
      store,
      "subscriptions",
      subscriptions(["1,A,2024-01-05,,100,", "2,B,2024-01-05,,10,"]),
    );
    expect(warnings).toMatchObject([
      { code: "unknown_reference", column: "account_id", count: 1, examples: ["B"] },
    ]);
  });

  test("of two versions recorded at one moment the one imported later counts, once", async () => {
    const file = newFile();
    let store = await open(file);
    const record = (amount: number, tenant = "default") =>
      importCsv(store, "subscriptions", subscriptions([`1,A,2024-01-05,,${amount},`]), { tenant });
    await record(7, "other");
    for (const amount of [100, 30, 200]) await record(amount);
    await record(8, "other");
    const recordedNow = "2024-06-15T12:00:00Z";
    for (const asOf of [null, recordedNow]) {
      expect((await mrr(store, { asOf }))[0]).toBe(200);
      expect((await mrr(store, { asOf }, "other"))[0]).toBe(8);
    }
    await close(store);
    await rebuildDuckDBStore({ file });
    store = await open(file);
    expect((await mrr(store))[0]).toBe(200);
    expect((await mrr(store, { asOf: recordedNow }))[0]).toBe(200);
  });

  test("a backfill of one tenant does not see the other tenant's later version of the same id", async () => {
    const store = await open(newFile());
    const row = subscriptions(["1,A,2024-01-05,,100,"]);
    await importCsv(store, "subscriptions", row, { tenant: "other", recordedAt: "2024-05-01" });
    expect(await importCsv(store, "subscriptions", row, { recordedAt: "2024-03-01" })).toMatchObject({
      accepted: 1,
    });
    expect((await mrr(store))[0]).toBe(100);
    expect((await mrr(store, { asOf: "2024-04-01", to: "2024-02-01" }, "other"))[0]).toBe(0);
  });

  test("a full import without rows, or with rejected ones, writes nothing", async () => {
    const store = await open(newFile());
    await importCsv(store, "subscriptions", subscriptions(["1,A,2024-01-05,,100,"]));
    const before = await store.freshness("default");
    for (const rows of [[], ["2,A,2024-01-05,,10,", "1,A,5 January,,100,"]]) {
      await expect(
        importCsv(store, "subscriptions", subscriptions(rows), { full: true }),
      ).rejects.toMatchObject({ code: "rows_rejected" });
    }
    expect(await store.freshness("default")).toEqual(before);
    expect(await mrr(store)).toEqual([100, 100, 100, 100, 100, 100]);
  });

  test("a strict import with one bad row writes nothing; another keeps the good rows and the bad ones in a file", async () => {
    const file = newFile();
    const store = await open(file);
    const text = subscriptions(["1,A,2024-01-05,,100,", "2,A,2024-01-05,,1OO,", "3,A,2024-01-05,,10,"]);
    const journal = (): string[] => readdirSync(`${file}.journal`);
    await expect(importCsv(store, "subscriptions", text, { strict: true })).rejects.toMatchObject({
      code: "rows_rejected",
      message: expect.stringContaining("line 3"),
    });
    expect(journal()).toEqual([]);
    expect(await mrr(store)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await store.freshness("default")).toMatchObject({ recordedAt: null });

    const report = await importCsv(store, "subscriptions", text);
    expect(report).toMatchObject({ rows: 3, accepted: 2, unchanged: 0, rejected: 1 });
    expect(report.rejects).toMatchObject([
      { file: "subscriptions.csv", line: 3, column: "mrr", value: "1OO" },
    ]);
    expect(readFileSync(report.rejectsFile!, "utf8")).toContain("2,A,2024-01-05,,1OO,");
    expect(report.rejectsFile!.startsWith(file)).toBe(true);
    expect(await mrr(store)).toEqual([110, 110, 110, 110, 110, 110]);
  });

  test("an import whose rejected rows cannot be written down writes nothing", async () => {
    const file = newFile();
    let store = await open(file);
    writeFileSync(`${file}.rejects`, "a file where the folder should be");
    const text = subscriptions(["1,A,2024-01-05,,100,", "2,A,2024-01-05,,1OO,"]);
    await expect(importCsv(store, "subscriptions", text)).rejects.toThrow();
    expect(readdirSync(`${file}.journal`)).toEqual([]);
    await importCsv(store, "subscriptions", subscriptions(["3,A,2024-01-05,,1,"]));
    expect(await mrr(store)).toEqual([1, 1, 1, 1, 1, 1]);
    await close(store);
    store = await open(file);
    expect(await mrr(store)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test("a version is known from the moment it was recorded until the next one was", async () => {
    const clock = new TestClock("2024-04-10T10:00:00Z");
    const store = await open(newFile(), clock);
    const record = (amount: number, recordedAt?: string) =>
      importCsv(
        store,
        "subscriptions",
        subscriptions([`1,A,2024-01-05,,${amount},`]),
        recordedAt === undefined ? {} : { recordedAt },
      );
    const at = async (asOf: string): Promise<number | null> =>
      (await mrr(store, { asOf, to: "2024-02-01" }))[0]!;
    await record(100);
    clock.now = "2024-05-10T10:00:00Z";
    await record(200);
    expect(
      await Promise.all(
        ["2024-04-10T09:59:59Z", "2024-04-10T10:00:00Z", "2024-05-10T09:59:59Z", "2024-05-10T10:00:00Z"].map(
          at,
        ),
      ),
    ).toEqual([0, 100, 100, 200]);
    // Backfills: one between the two, one before both.
    clock.now = "2024-06-10T10:00:00Z";
    expect(await record(150, "2024-04-20")).toMatchObject({ accepted: 1 });
    expect(await record(50, "2024-03-01T00:00:00+02:00")).toMatchObject({ accepted: 1 });
    expect(
      await Promise.all(
        [
          "2024-02-29T21:59:59Z",
          "2024-02-29T22:00:00Z",
          "2024-04-10T10:00:00Z",
          "2024-04-19",
          "2024-04-20",
          "2024-05-10",
          "2024-05-11",
        ].map(at),
      ),
    ).toEqual([0, 50, 100, 100, 150, 150, 200]);
    expect((await mrr(store))[0]).toBe(200);
    // The same as was known then is no news; a day that has not come cannot have been recorded.
    expect(await record(150, "2024-05-01")).toMatchObject({ accepted: 0, unchanged: 1 });
    await expect(record(1, "2024-06-11")).rejects.toMatchObject({ code: "invalid_query" });
  });
});

describe("what stored values depend on", () => {
  const change = (store: MetricsStore, settings: Partial<Settings>) =>
    store.saveSettings("default", settings);

  test("a foreign amount needs a rate: the import warns, a query of money names it, a count does not need it", async () => {
    const store = await open(newFile());
    const report = await importCsv(
      store,
      "subscriptions",
      subscriptions(["1,A,2024-01-20,,100,GBP", "2,A,2024-03-05,,10,", "3,B,2024-01-02,,40,GBP"]),
    );
    expect(report.warnings).toContainEqual(
      expect.objectContaining({ code: "missing_rate", column: "currency", count: 2, examples: ["GBP"] }),
    );
    await importCsv(
      store,
      "opportunities",
      "id,outcome,closed_at,amount,currency\nX,won,2024-02-01,10,CHF\nY,lost,2024-02-01,,CHF",
    );
    await expect(mrr(store)).rejects.toMatchObject({
      code: "missing_rate",
      message: expect.stringContaining("GBP"),
    });
    await expect(ask(store, { metrics: ["customers"], ...firstHalf })).rejects.toMatchObject({
      code: "missing_rate",
    });
    await expect(ask(store, { metrics: ["bookings"], ...firstHalf })).rejects.toMatchObject({
      code: "missing_rate",
      message: expect.stringContaining("CHF"),
    });
    expect(await askValues(store, { metrics: ["win_rate"], from: "2024-02-01", to: "2024-03-01" })).toEqual([
      0.5,
    ]);
    // Before the first foreign row nothing is missing.
    expect(await mrr(store, { from: "2023-11-01", to: "2024-01-01" })).toEqual([0, 0]);

    // Rates: the newest before the period's end; the inverse serves as well.
    await importCsv(
      store,
      "fx_rates",
      "date,base,quote,rate\n2024-01-10,GBP,USD,9\n2024-01-31,GBP,USD,1.25\n2024-04-01,USD,GBP,0.5",
    );
    expect(await mrr(store)).toEqual([175, 175, 185, 290, 290, 290]);
    await importCsv(store, "fx_rates", "date,base,quote,rate\n2024-01-31,GBP,USD,1.5");
    expect(await mrr(store)).toEqual([210, 210, 220, 290, 290, 290]);
    await expect(ask(store, { metrics: ["bookings"], ...firstHalf })).rejects.toMatchObject({
      code: "missing_rate",
    });
  });

  test("a changed reporting currency converts what is stored, and back", async () => {
    const store = await open(newFile());
    await importCsv(store, "fx_rates", "date,base,quote,rate\n2024-01-01,EUR,USD,1.25");
    await importCsv(
      store,
      "subscriptions",
      subscriptions(["1,A,2024-01-05,,100,USD", "2,A,2024-01-05,,10,", "3,A,2024-01-05,,20,EUR"]),
    );
    expect(await mrr(store, { to: "2024-02-01" })).toEqual([135]);
    await change(store, { reportingCurrency: "EUR" });
    const [series] = await ask(store, { metrics: ["mrr"], from: "2024-01-01", to: "2024-02-01" });
    expect([series!.currency, series!.points[0]!.value]).toEqual(["EUR", 110]);
    await change(store, { reportingCurrency: "USD" });
    expect(await mrr(store, { to: "2024-02-01" })).toEqual([135]);
    await change(store, { reportingCurrency: "JPY" });
    await expect(mrr(store)).rejects.toMatchObject({
      code: "missing_rate",
      message: expect.stringMatching(/EUR|USD/),
    });
  });

  test("a changed time zone moves what happened late in the evening, and back", async () => {
    const store = await open(newFile());
    await importCsv(
      store,
      "opportunities",
      "id,outcome,closed_at,amount\nX,won,2024-01-31T23:30:00Z,10\nY,won,2024-01-31,1\nZ,won,2024-01-31T23:30:00,100",
    );
    const bookings = () => askValues(store, { metrics: ["bookings"], from: "2024-01-01", to: "2024-03-01" });
    expect(await bookings()).toEqual([111, 0]);
    await change(store, { timeZone: "Europe/Berlin" });
    expect(await bookings()).toEqual([101, 10]);
    await change(store, { timeZone: "America/New_York" });
    expect(await bookings()).toEqual([111, 0]);
  });

  test("settings hold for their tenant alone and survive a rebuild", async () => {
    const file = newFile();
    let store = await open(file);
    await change(store, { "calendar.fiscalYearStart": 4, timeZone: "Asia/Tokyo" });
    await expect(change(store, { timeZone: "Moon/Base" })).rejects.toMatchObject({ code: "invalid_setting" });
    const expected = {
      ...Settings.parse({}),
      timeZone: "Asia/Tokyo",
      "calendar.fiscalYearStart": 4,
    };
    expect(await store.settings("default")).toEqual(expected);
    expect(await store.settings("other")).toMatchObject({ timeZone: "UTC", "calendar.fiscalYearStart": 1 });
    await close(store);
    await rebuildDuckDBStore({ file });
    store = await open(file);
    expect(await store.settings("default")).toEqual(expected);
  });
});

test("a rebuilt database is not larger than the one it replaces", async () => {
  const file = newFile();
  const store = await open(file);
  for (let batch = 1; batch <= 10; batch += 1) await rowsOf(store, "subscriptions", batchRows(batch));
  await close(store);
  const before = statSync(file).size;
  await rebuildDuckDBStore({ file });
  expect(statSync(file).size).toBeLessThanOrEqual(before);
});
