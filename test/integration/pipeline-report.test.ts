import { PGlite } from "@electric-sql/pglite";
import { ReportRequest, type ReportRequestInput } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { openPostgresStore } from "@foresail/metrics/postgres";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { fillPipeline } from "../support/report-rows.ts";
import { askValues, fixedClock, importCsv, newDuckDBStore, removeFolders } from "../support/stores.ts";

afterAll(removeFolders);

async function pipeline(store: MetricsStore, request: Omit<ReportRequestInput, "report">) {
  const report = await store.report("default", ReportRequest.parse({ report: "pipeline", ...request }));
  const rows = report.tables[0]?.rows ?? [];
  return {
    report,
    amounts: Object.fromEntries(rows.map(({ step, amount }) => [String(step), Number(amount)])),
  };
}

describe("the pipeline waterfall, worked by hand", () => {
  const range = { from: "2026-04-01", to: "2026-07-01" } as const;
  const expected = {
    // stays 100, shrinks 100, pushed 50, won 90, lost 80
    begin: 420,
    // new 40, quick 25
    new: 65,
    // pulled 70, early 65
    pulled_in: 135,
    increased: 30 + 5,
    decreased: -40,
    pushed_out: -50,
    lost: -80,
    won: -(95 + 25 + 65),
    // stays 130, shrinks 60, pulled 70, new 40
    end: 300,
  };

  test.each(["DuckDB", "PGlite"])("on %s", async (engine) => {
    const clock = "2026-07-05T12:00:00Z";
    const pglite = engine === "PGlite" ? await PGlite.create() : null;
    const store = pglite
      ? await openPostgresStore({ client: pglite, clock: fixedClock(clock) })
      : await newDuckDBStore(clock);
    await fillPipeline(store);
    const { amounts, report } = await pipeline(store, range);
    expect(amounts).toEqual(expected);
    expect(report.tables[1]?.rows.reduce((sum, { amount }) => sum + Number(amount), 0)).toBe(expected.end);
    const byOwner = await pipeline(store, { ...range, by: ["owner"] });
    const rows = byOwner.report.tables[0]?.rows ?? [];
    const ends = rows.filter(({ step }) => step === "end").map(({ owner, amount }) => [owner, amount]);
    expect(ends).toEqual([
      ["Ann", 190],
      ["Bo", 110],
    ]);
    const largest = report.tables[2]?.rows[0];
    expect(largest).toMatchObject({ opportunity: "early", pulled_in: 65, won: -65, begin: null });
    await store.close();
    await pglite?.close();
  });

  test("of every open deal, it begins and ends with the metric", async () => {
    const store = await newDuckDBStore("2026-07-05T12:00:00Z");
    await fillPipeline(store);
    const { amounts } = await pipeline(store, { ...range, options: { window: "all" } });
    const [march, , , june] = await askValues(store, {
      metrics: ["pipeline_open"],
      from: "2026-03-01",
      to: "2026-07-01",
    });
    expect([amounts.begin, amounts.end]).toEqual([march, june]);
    expect([amounts.pulled_in, amounts.pushed_out]).toEqual([0, 0]);
  });

  test("deals that closed since are in no stage that only their end tells", async () => {
    const store = await newDuckDBStore("2026-07-05T12:00:00Z");
    const header = "id,outcome,created_at,closed_at,stage,probability,amount\n";
    await importCsv(
      store,
      "opportunities",
      `${header}won,won,2026-01-10,2026-06-10,Won,1,100\ntold,lost,2026-01-10,2026-06-10,Lost,0,40\nopen,open,2026-01-10,,Demo,,8\n`,
    );
    await importCsv(
      store,
      "opportunity_changes",
      "opportunity_id,at,stage\ntold,2026-02-10,Proposal\ntold,2026-06-10,Lost\n",
    );
    const { report } = await pipeline(store, {
      ...range,
      options: { begin: "2026-02-01", end: "2026-03-01", window: "all" },
    });
    expect(report.tables[1]?.rows.map(({ stage, amount }) => [stage, amount]).sort()).toEqual(
      [
        [null, 100],
        ["Demo", 8],
        ["Proposal", 40],
      ].sort(),
    );
  });

  test("stages stand by their positions, those without one behind them by name", async () => {
    const store = await newDuckDBStore("2026-07-05T12:00:00Z");
    await importCsv(store, "stages", "pipeline,name,position\np,Trial,1\np,Quote,2\np,Paused,\np,Call,\n");
    const deals = ["Rest", "Quote", "Paused", "Trial", "Call"].map(
      (stage, index) => `${index},open,2026-01-10,${stage},8`,
    );
    await importCsv(store, "opportunities", `id,outcome,created_at,stage,amount\n${deals.join("\n")}\n`);
    const { report } = await pipeline(store, {
      ...range,
      options: { begin: "2026-02-01", end: "2026-03-01", window: "all" },
    });
    expect(report.tables[1]?.rows.map(({ stage }) => stage)).toEqual([
      "Trial",
      "Quote",
      "Call",
      "Paused",
      "Rest",
    ]);
  });

  test("as of any two days", async () => {
    const store = await newDuckDBStore("2026-07-05T12:00:00Z");
    await fillPipeline(store);
    const { amounts, report } = await pipeline(store, {
      ...range,
      options: { begin: "2026-05-01", end: "2026-05-02" },
    });
    // On 1 May `stays` grew from 100 to 130; nothing else happened.
    expect(amounts).toMatchObject({ begin: 490, increased: 30, end: 520, won: 0, new: 0 });
    expect(report.notes[0]).toContain("just before 2026-05-01 compared with just before 2026-05-02");
    await expect(pipeline(store, { ...range, options: { begin: "May" } })).rejects.toThrow(
      '"May"; write yyyy-MM-dd',
    );
    await expect(
      pipeline(store, { ...range, options: { begin: "2026-06-01", end: "2026-05-01" } }),
    ).rejects.toThrow("end 2026-05-01 lies before begin 2026-06-01");
  });
});

test("it balances to the cent, whatever deals do", async () => {
  const day = fc
    .integer({ min: 0, max: 200 })
    .map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
  const cents = fc.integer({ min: -500_000, max: 5_000_000 }).map((n) => (n / 100).toFixed(2));
  const deal = fc.record({
    created: day,
    closed: fc.option(day),
    outcome: fc.constantFrom("won", "lost"),
    expected: fc.option(day),
    amount: fc.option(cents),
    steps: fc.array(fc.record({ at: day, amount: fc.option(cents), expected: fc.option(day) }), {
      maxLength: 4,
    }),
  });
  const micros = (value: number | undefined) => BigInt(Math.round((value ?? 0) * 1_000_000));
  await fc.assert(
    fc.asyncProperty(fc.array(deal, { minLength: 1, maxLength: 30 }), day, day, async (all, one, other) => {
      const [begin, end] = [one, other].sort() as [string, string];
      const store = await newDuckDBStore("2027-01-01T12:00:00Z");
      const rows = all.map(({ created, closed, outcome, expected, amount }, i) => {
        const closes = closed !== null && closed >= created ? closed : null;
        return `${i},${closes === null ? "open" : outcome},${created},${closes ?? ""},${expected ?? ""},${amount ?? ""}`;
      });
      await importCsv(
        store,
        "opportunities",
        `id,outcome,created_at,closed_at,expected_close,amount\n${rows.join("\n")}\n`,
      );
      const steps = all.flatMap(({ steps: list }, i) =>
        [...new Map(list.map((step) => [step.at, step])).values()].map(
          ({ at, amount, expected }) => `${i},${at},${amount ?? ""},${expected ?? ""}`,
        ),
      );
      if (steps.length > 0) {
        await importCsv(
          store,
          "opportunity_changes",
          `opportunity_id,at,amount,expected_close\n${steps.join("\n")}\n`,
        );
      }
      for (const window of ["expected", "all"]) {
        const { amounts } = await pipeline(store, {
          from: "2026-03-01",
          to: "2026-06-01",
          options: { begin, end, window },
        });
        const between = Object.entries(amounts).filter(([step]) => step !== "begin" && step !== "end");
        const sum = between.reduce((total, [, amount]) => total + micros(amount), micros(amounts.begin));
        expect(sum).toBe(micros(amounts.end));
      }
      await store.close();
    }),
    { numRuns: 12 },
  );
});
