import { PGlite } from "@electric-sql/pglite";
import { ReportRequest, type ReportRequestInput } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { openPostgresStore } from "@foresail/metrics/postgres";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fillFunnel } from "../support/report-rows.ts";
import { askOne, fixedClock, importCsv, newDuckDBStore, removeFolders } from "../support/stores.ts";

const stores = new Map<string, MetricsStore>();
let pglite: PGlite;
const clock = "2026-07-05T12:00:00Z";

beforeAll(async () => {
  pglite = await PGlite.create();
  stores.set("DuckDB", await newDuckDBStore(clock));
  stores.set("PGlite", await openPostgresStore({ client: pglite, clock: fixedClock(clock) }));
  for (const store of stores.values()) {
    await fillFunnel(store);
  }
});

afterAll(async () => {
  for (const store of stores.values()) await store.close();
  await pglite.close();
  removeFolders();
});

async function funnel(store: MetricsStore, request: Omit<ReportRequestInput, "report">) {
  const report = await store.report("default", ReportRequest.parse({ report: "funnel", ...request }));
  return { rows: report.tables[0]?.rows ?? [], notes: report.notes };
}

describe.each(["DuckDB", "PGlite"])("the funnel on %s, worked by hand", (engine) => {
  const ask = (request: Omit<ReportRequestInput, "report">) => {
    const store = stores.get(engine);
    if (!store) throw new Error(engine);
    return funnel(store, request);
  };
  const january = { from: "2026-01-01", to: "2026-02-01" } as const;

  test("of leads", async () => {
    const { rows } = await ask(january);
    expect(rows.map(({ label, reached }) => [label, reached])).toEqual([
      ["Lead", 5],
      ["Marketing qualified", 4],
      ["Sales accepted", 3],
      ["Customer", 2],
    ]);
    // To MQL: 1, 8, 4 and 47 days (L4 was won on 20 February); to sales: 2, 0, 0; to customer: 7 and 0.
    expect(rows.map(({ median_days }) => median_days)).toEqual([null, 6, 0, 3.5]);
    expect(rows[1]).toMatchObject({
      from_previous: 4 / 5,
      from_first: 4 / 5,
      dropped: 1,
      drop_off_rate: 1 / 4,
    });
    expect(rows.at(-1)).toMatchObject({ value: 900, dropped: null, lost_value: null });
  });

  test("within 30 days, by channel", async () => {
    const { rows } = await ask({ ...january, by: ["channel"], options: { within: "30" } });
    expect(rows.map(({ channel, reached }) => `${channel} ${reached}`)).toEqual([
      "ads 3",
      "ads 2",
      "ads 2",
      "ads 1",
      "mail 2",
      "mail 1",
      "mail 0",
      "mail 0",
    ]);
  });

  test("as a snapshot of February", async () => {
    const { rows } = await ask({ from: "2026-02-01", to: "2026-03-01", options: { form: "snapshot" } });
    // L6 is created and qualified; L4 passes all steps when it is won on 20 February.
    expect(rows.map(({ reached }) => reached)).toEqual([1, 2, 1, 1]);
    expect(rows[1]?.from_previous).toBe(2);
  });

  test("of opportunities with history", async () => {
    const { rows } = await ask({ ...january, options: { over: "opportunities" } });
    expect(rows.map(({ label, reached, value }) => [label, reached, value])).toEqual([
      ["Lead", 3, 1800],
      ["Demo", 3, 1800],
      ["Proposal", 2, 1400],
      ["Won", 1, 900],
    ]);
    // Lead to Demo: O1 12 days (by jumping over it), O2 10, O3 3; Demo to Proposal: 0 and 3; Proposal to won: 19.
    expect(rows.map(({ median_days }) => median_days)).toEqual([null, 10, 1.5, 19]);
    expect(rows[1]).toMatchObject({ lost_value: 400 });
  });

  test("of events, in their order", async () => {
    const { rows } = await ask({ ...january, options: { over: "events:visit,signup,purchase" } });
    expect(rows.map(({ label, reached, median_days }) => [label, reached, median_days])).toEqual([
      ["visit", 3, null],
      ["signup", 2, 3.5],
      ["purchase", 1, 2],
    ]);
  });

  test.each([
    [{ over: "deals" }, 'option over of report funnel is "deals"; write leads, opportunities, or events:'],
    [{ over: "events:visit" }, "2 to 12 names of events"],
    [
      { over: "opportunities", pipeline: "partner" },
      'option pipeline of report funnel is "partner"; it must be sales',
    ],
    [{ within: "soon" }, 'option within of report funnel is "soon"; write a number of days'],
    [{ form: "cohorts" }, "it must be cohort, snapshot"],
    [{ windw: "3" }, 'report funnel has no option "windw"'],
  ])("%j is refused", async (options, message) => {
    await expect(ask({ ...january, options: options as Record<string, string> })).rejects.toThrow(message);
  });

  test("agrees with the metrics of the same people", async () => {
    const store = stores.get(engine) as MetricsStore;
    const { rows } = await ask(january);
    const rate = await askOne(store, { metrics: ["lead_to_customer_rate"], ...january });
    expect(rows.at(-1)?.from_first).toBe(rate.points[0]?.value);
  });
});

test("a cohort's funnel never grows, and parts add up", async () => {
  const day = fc
    .integer({ min: 0, max: 120 })
    .map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
  const person = fc.record({
    created: day,
    mql: fc.option(day),
    sql: fc.option(day),
    converted: fc.option(day),
    channel: fc.constantFrom("ads", "mail", ""),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 60 }), async (all) => {
      const store = await newDuckDBStore(clock);
      const lines = all.map(
        (one, i) =>
          `${i},${one.created},${one.mql ?? ""},${one.sql ?? ""},${one.converted ?? ""},${one.channel}`,
      );
      await importCsv(
        store,
        "people",
        `id,created_at,mql_at,sql_at,converted_at,channel\n${lines.join("\n")}\n`,
      );
      const range = { from: "2026-01-01", to: "2026-04-01" };
      const { rows } = await funnel(store, range);
      const counts = rows.map(({ reached }) => Number(reached));
      for (const [index, count] of counts.slice(1).entries())
        expect(count).toBeLessThanOrEqual(counts[index] ?? 0);
      const parts = (await funnel(store, { ...range, by: ["channel"] })).rows;
      counts.forEach((count, index) => {
        const sum = parts
          .filter(({ step }) => step === index + 1)
          .reduce((total, { reached }) => total + Number(reached), 0);
        expect(sum).toBe(count);
      });
      // By hand: who was created in the range, and has a day at this step or any later one.
      const cohort = all.filter(({ created }) => created >= range.from && created < range.to);
      const reached = (...days: ((one: (typeof all)[number]) => string | null)[]) =>
        cohort.filter((one) => days.some((dayOf) => dayOf(one) !== null)).length;
      expect(counts).toEqual([
        cohort.length,
        reached(
          (one) => one.mql,
          (one) => one.sql,
          (one) => one.converted,
        ),
        reached(
          (one) => one.sql,
          (one) => one.converted,
        ),
        reached((one) => one.converted),
      ]);
      await store.close();
    }),
    { numRuns: 10 },
  );
});
