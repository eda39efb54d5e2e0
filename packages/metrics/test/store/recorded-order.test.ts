import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDuckDBStore } from "../../src/duckdb.ts";
import type { MetricsStore } from "../../src/store/store.ts";

let folder: string;
let store: MetricsStore;
let now: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "foresail-order-"));
  now = "2026-03-01T12:00:10.000Z";
  store = await openDuckDBStore({ file: join(folder, "x.duckdb"), clock: () => new Date(now) });
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const subscription = (mrr: number) => ({
  rows: [{ id: "s1", account_id: "a1", starts_at: "2026-01-01", mrr }],
  full: false,
  strict: true,
});

async function mrr(by: string[] = []): Promise<unknown> {
  const range = { from: "2026-02-01", to: "2026-03-01" };
  const query = {
    metrics: ["mrr", "new_mrr"],
    by,
    where: {},
    grain: "month",
    ...range,
    asOf: null,
    set: {},
  } as const;
  const { series } = await store.query("default", { ...query, metrics: [...query.metrics] });
  return series.map(({ metric, dimensions, points }) => [metric, dimensions, points[0]?.value]);
}

describe("the order in which batches are recorded", () => {
  test("an import after the clock stepped back a little still counts", async () => {
    await store.importRecords("default", "subscriptions", subscription(10));
    now = "2026-03-01T12:00:09.000Z";
    expect((await store.importRecords("default", "subscriptions", subscription(20))).accepted).toBe(1);
    expect(await mrr()).toEqual([
      ["mrr", {}, 20],
      ["new_mrr", {}, 0],
    ]);
  });

  test("an import under a clock that is days behind is refused and changes nothing", async () => {
    await store.importRecords("default", "subscriptions", subscription(10));
    now = "2026-02-01T00:00:00.000Z";
    await expect(store.importRecords("default", "subscriptions", subscription(20))).rejects.toMatchObject({
      code: "clock_behind",
      message:
        "the clock says 2026-02-01T00:00:00.000Z, but the newest batch was received at 2026-03-01T12:00:10.000Z; set the clock right, nothing was written",
    });
    now = "2026-03-02T00:00:00.000Z";
    expect(await mrr()).toEqual([
      ["mrr", {}, 10],
      ["new_mrr", {}, 0],
    ]);
  });

  test("imports that arrive together are recorded in the order in which they arrived", async () => {
    const reports = [1, 2, 3, 4, 5].map((value) =>
      store.importRecords("default", "subscriptions", subscription(value)),
    );
    await Promise.all(reports);
    expect(await mrr()).toEqual([
      ["mrr", {}, 5],
      ["new_mrr", {}, 0],
    ]);
  });

  test("a backfill that confirms a value ends an earlier one that arrives after it", async () => {
    const deliver = (mrr: number, recordedAt: string) =>
      store.importRecords("default", "subscriptions", { ...subscription(mrr), recordedAt });
    await deliver(1, "2026-02-01");
    expect(await deliver(1, "2026-02-21")).toMatchObject({ accepted: 0, unchanged: 1 });
    await deliver(2, "2026-02-11");
    expect(await mrr()).toEqual([
      ["mrr", {}, 1],
      ["new_mrr", {}, 0],
    ]);
    const { dataVersion } = await store.freshness("default");
    expect(await deliver(1, "2026-02-21")).toMatchObject({ accepted: 0, unchanged: 1 });
    expect((await store.freshness("default")).dataVersion).toBe(dataVersion);
  });

  test("accounts themselves can split a balance and a movement alike", async () => {
    await store.importRecords("default", "subscriptions", subscription(10));
    expect(await mrr(["account_id"])).toEqual([
      ["mrr", { account_id: "a1" }, 10],
      ["new_mrr", { account_id: "a1" }, 0],
    ]);
  });
});
