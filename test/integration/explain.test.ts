import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { ExplainRequest, type ExplainRequestInput, type Explanation } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { builtInMetrics } from "@foresail/metrics";
import { openDuckDBStore } from "@foresail/metrics/duckdb";
import { openPostgresStore } from "@foresail/metrics/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askOne, fixedClock, importCsv, newFolder, removeFolders } from "../support/stores.ts";

/*
 * Rows as a reader would check them by hand: MRR 300 at the end of January, 350 at the end of February; three deals closed
 * in February, two of them won.
 */
async function fill(store: MetricsStore): Promise<void> {
  const at = { recordedAt: "2026-03-01T00:00:00Z" };
  await importCsv(store, "accounts", "id,segment\nA,big\nB,small\nC,small\n", at);
  await importCsv(
    store,
    "subscriptions",
    "id,account_id,starts_at,ends_at,mrr\n1,A,2025-12-01,2026-02-15,200\n2,A,2026-02-15,,250\n3,B,2026-01-10,,100\n",
    at,
  );
  await importCsv(
    store,
    "opportunities",
    "id,outcome,created_at,closed_at,amount,owner\nX,won,2026-01-01,2026-02-03,1000,Ann\nY,won,2026-01-05,2026-02-20,500,Bo\nZ,lost,2026-01-06,2026-02-21,700,Ann\n",
    at,
  );
  // A later delivery: one deal was worth more, another one was won in February too.
  await importCsv(
    store,
    "opportunities",
    "id,outcome,created_at,closed_at,amount,owner\nY,won,2026-01-05,2026-02-20,600,Bo\nW,won,2026-02-01,2026-02-27,50,Bo\n",
    { recordedAt: "2026-04-01T00:00:00Z" },
  );
}

/** What a reader gets who adds up the rows: their number, and the sum of each column, or of the smaller of a pair. */
function sumsOf(rows: Explanation["measures"][number]["rows"]): number[] {
  const number = (row: (typeof rows)[number], column: string) => Number(row[column] ?? 0);
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
  const columns = [...new Set(rows.flatMap(Object.keys))].filter(
    (name) => !["id", "day", "account_id"].includes(name),
  );
  return [
    rows.length,
    ...columns.map((column) => sum((row) => number(row, column))),
    sum((row) => Math.min(number(row, "opening"), number(row, "closing"))),
    rows.filter((row) => "closing" in row && number(row, "closing") <= 0).length,
    sum((row) => Math.sign(number(row, "level")) - Math.sign(number(row, "level") - number(row, "change"))),
    rows.filter((row) => row.value !== null).length,
  ];
}

const stores = new Map<string, MetricsStore>();
let pglite: PGlite;

beforeAll(async () => {
  pglite = await PGlite.create();
  const clock = fixedClock("2026-05-01T12:00:00Z");
  stores.set("DuckDB", await openDuckDBStore({ file: join(newFolder(), "explain.duckdb"), clock }));
  stores.set("PGlite", await openPostgresStore({ client: pglite, clock }));
  for (const store of stores.values()) await fill(store);
});

afterAll(async () => {
  for (const store of stores.values()) await store.close();
  await pglite.close();
  removeFolders();
});

describe.each(["DuckDB", "PGlite"])("explain on %s", (engine) => {
  const explain = (request: ExplainRequestInput): Promise<Explanation> => {
    const store = stores.get(engine);
    if (!store) throw new Error(`no store on ${engine}`);
    return store.explain("default", ExplainRequest.parse(request));
  };

  test("gives the formula with its numbers, the inputs and the rows behind", async () => {
    const explained = await explain({ metric: "win_rate", period: "2026-02-14" });
    expect(explained).toMatchObject({
      definition: "win_rate@1",
      value: 0.75,
      numerator: 3,
      denominator: 4,
      calculation: "3 / 4 = 0.75",
      period: { starts: "2026-02-01", ends: "2026-03-01", partial: false },
      measures: [
        { measure: "count of opportunities, outcome won", value: 3, total: 3 },
        { measure: "count of opportunities, outcome won or lost", value: 4, total: 4 },
      ],
    });
    expect(explained.measures[0]?.rows.map((row) => row.id).sort()).toEqual(["W", "X", "Y"]);
    expect(explained.words).toBe(
      "Win rate of the month that begins on 2026-02-01 is 0.75: won / (won + lost), by closed_at; 3 / 4 = 0.75.",
    );
    expect(explained.sql.text).toContain("-- opportunities by closed_at");
    expect(explained.sql.parameters).toContain("default");
  });

  test("puts numbers in place of what a formula looks back to", async () => {
    const explained = await explain({ metric: "mrr_growth_rate", period: "2026-02-01" });
    expect(explained.calculation).toBe(`350 / 300 - 1 = ${350 / 300 - 1}`);
    expect(explained.inputs).toEqual([
      { name: "mrr", value: 350, from: "subscriptions, just before the period ends" },
    ]);
  });

  test("tells the sides of a ratio apart", async () => {
    expect((await explain({ metric: "win_rate", period: "2026-02-01" })).inputs).toEqual([
      {
        name: "count of opportunities, outcome won",
        value: 3,
        from: "opportunities, opportunities.closed_at",
      },
      {
        name: "count of opportunities, outcome won or lost",
        value: 4,
        from: "opportunities, opportunities.closed_at",
      },
    ]);
  });

  test("names settings among the inputs", async () => {
    const explained = await explain({
      metric: "cac_payback_months",
      period: "2026-01-01",
      set: { "margin.gross": "0.8" },
    });
    // B is new with 100 in January; nothing was spent.
    expect(explained.calculation).toBe("0 / (100 * 0.8) = 0");
    // Its own, and those of the new MRR that it is made of.
    expect(explained.settings).toMatchObject({
      "cac.lagMonths": 0,
      "margin.gross": 0.8,
      "movements.form": "snapshot",
      "currency.rate": "period",
    });
    expect(explained.inputs).toContainEqual({ name: "margin", value: 0.8, from: "setting margin.gross" });
  });

  test("says what changed since a moment", async () => {
    const explained = await explain({ metric: "bookings", period: "2026-02-01", since: "2026-03-15" });
    expect(explained.changes).toMatchObject({ value: 1500, change: 150 });
    const [measure] = explained.changes?.measures ?? [];
    expect(measure?.removed.map(({ id, value }) => [id, Number(value)])).toEqual([["Y", 500]]);
    expect(measure?.added.map(({ id, value }) => [id, Number(value)]).sort()).toEqual([
      ["W", 50],
      ["Y", 600],
    ]);
  });

  test("takes the newest period that is over, and reports what is undefined", async () => {
    expect((await explain({ metric: "mrr" })).period.starts).toBe("2026-02-01");
    const empty = await explain({ metric: "win_rate", period: "2026-03-01" });
    expect(empty).toMatchObject({ value: null, calculation: "0 / 0 = undefined" });
    expect(empty.words).toContain("is undefined");
  });

  test("counts all rows and returns as many as asked", async () => {
    const explained = await explain({ metric: "bookings", period: "2026-02-01", limit: 1 });
    expect(explained.measures[0]).toMatchObject({ total: 3, value: 1650 });
    const all = (await explain({ metric: "bookings", period: "2026-02-01" })).measures[0]?.rows ?? [];
    const first = all.map(({ id }) => String(id)).sort()[0];
    // The same ones whatever the engine: those that come first by their ids.
    expect(explained.measures[0]?.rows.map(({ id }) => id)).toEqual([first]);
  });

  // The rows reproduce the value, for every metric that there is.
  test.each(builtInMetrics.map(({ id }) => id))(
    "%s: the rows of each measure make its value",
    async (metric) => {
      const explained = await explain({ metric, period: "2026-02-01", where: {} });
      const store = stores.get(engine) as MetricsStore;
      const { points } = await askOne(store, { metrics: [metric], from: "2026-02-01", to: "2026-03-01" });
      expect({
        value: explained.value,
        numerator: explained.numerator,
        denominator: explained.denominator,
      }).toEqual({
        value: points[0]?.value,
        numerator: points[0]?.numerator,
        denominator: points[0]?.denominator,
      });
      for (const measure of explained.measures) {
        expect(measure.rows.length).toBe(Math.min(measure.total, 100));
        if (measure.total > 0) expect(sumsOf(measure.rows)).toContain(measure.value);
      }
    },
  );
});
