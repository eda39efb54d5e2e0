import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { ImportReport, QueryInput, Series } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectSeries, keyOf } from "../support/compare-series.ts";
import { type PlainPeriod, plainPeriods } from "../support/plain-calendar.ts";
import { dealPoints, micros, type PlainDeal, type PlainPoint } from "../support/plain-model.ts";
import { hasSharedData, plainRows, sharedFile, sharedText } from "../support/shared-data.ts";
import { ask, importCsv, newDuckDBStore, newFolder, removeFolders } from "../support/stores.ts";

/*
 * Pipeline metrics of 8,800 opportunities against `plain-model.ts`. Numbers are compared with equality: amounts are whole
 * dollars and days whole days, so both sides add them exactly and divide once, which IEEE 754 defines to the last bit.
 */

const folder = "crm-sales-opportunities";
const run = promisify(execFile);
const bin = resolve("packages/cli/bin/foresail.js");

const maps = {
  products: { columns: { id: "product", name: "product", family: "series", list_price: "sales_price" } },
  accounts: {
    columns: {
      id: "account",
      name: "account",
      industry: "sector",
      country: "office_location",
      parent_id: "subsidiary_of",
    },
    attributes: ["year_established", "revenue"],
  },
  owners: {
    columns: { id: "sales_agent", name: "sales_agent", manager: "manager", region: "regional_office" },
  },
  opportunities: {
    table: "opportunities",
    columns: {
      id: "opportunity_id",
      owner: "sales_agent",
      product: "product",
      account_id: "account",
      outcome: { from: "deal_stage", values: { Won: "won", Lost: "lost", "*": "open" } },
      stage: "deal_stage",
      amount: { from: "close_value", decimal: "." },
      created_at: { from: "engage_date", format: "yyyy-MM-dd" },
      closed_at: "close_date",
      currency: { value: "USD" },
    },
  },
} as const;
const files = {
  products: "products.csv",
  accounts: "accounts.csv",
  owners: "sales_teams.csv",
  opportunities: "sales_pipeline.csv",
} as const;
type Source = keyof typeof files;
const sources = Object.keys(files) as Source[];

const metrics = [
  "win_rate",
  "bookings",
  "average_deal_size",
  "sales_cycle_days",
  "sales_cycle_days.mean",
  "sales_cycle_days.p90",
  "opportunities_created",
];

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
const dollars = (deals: readonly PlainDeal[]): number =>
  Number(deals.reduce((total, deal) => total + (deal.micros ?? 0n), 0n) / 1_000_000n);

/** Amounts of deals open just before a day: created before it, and closed on it, later or not at all. */
function openBefore(deals: readonly PlainDeal[], day: string): number {
  return dollars(
    deals.filter(
      ({ created, closed }) => created !== null && created < day && (closed === null || closed >= day),
    ),
  );
}

/** Kaplan-Meier by walking over ages: at risk at an age are deals that are, inside the period, open or closing at it. */
function medianAge(deals: readonly PlainDeal[], period: Pick<PlainPeriod, "starts" | "ends">): number | null {
  const [starts, ends] = [dayNumber(period.starts), dayNumber(period.ends)];
  const spans = deals.flatMap(({ created, closed, outcome }) =>
    created === null
      ? []
      : [
          {
            since: dayNumber(created),
            until: closed === null ? Infinity : dayNumber(closed),
            won: outcome === "won",
          },
        ],
  );
  const kept = spans.filter(({ since, until }) => since < ends && until >= starts);
  let survival = 1;
  for (let age = 0; age <= ends - Math.min(...kept.map(({ since }) => since)); age += 1) {
    const atRisk = kept.filter(
      ({ since, until }) => since + age >= starts && since + age < ends && since + age <= until,
    );
    const won = atRisk.filter((deal) => deal.won && deal.since + age === deal.until).length;
    if (won > 0) survival *= 1 - won / atRisk.length;
    if (won > 0 && survival <= 0.5) return age;
  }
  return null;
}

type Deal = PlainDeal & { readonly by: Readonly<Record<string, string | null>> };

function readDeals(): Deal[] {
  const table = (source: Source): Record<string, string>[] =>
    plainRows(sharedText(`${folder}/${files[source]}`));
  const owners = new Map(table("owners").map((row) => [row.sales_agent!, row]));
  const products = new Map(table("products").map((row) => [row.product!, row]));
  const accounts = new Map(table("accounts").map((row) => [row.account!, row]));
  const orNull = (text: string | undefined): string | null =>
    text === "" || text === undefined ? null : text;
  return table("opportunities").map((row) => ({
    outcome: row.deal_stage === "Won" ? "won" : row.deal_stage === "Lost" ? "lost" : "open",
    created: orNull(row.engage_date),
    closed: orNull(row.close_date),
    micros: row.close_value === "" ? null : micros(row.close_value!),
    by: {
      owner: orNull(row.sales_agent),
      region: orNull(owners.get(row.sales_agent!)?.regional_office),
      manager: orNull(owners.get(row.sales_agent!)?.manager),
      product: orNull(row.product),
      family: orNull(products.get(row.product!)?.series),
      industry: orNull(accounts.get(row.account!)?.sector),
      account_id: orNull(row.account),
      stage: orNull(row.deal_stage),
    },
  }));
}

describe.skipIf(!hasSharedData(folder))("CRM sales opportunities", () => {
  const reports = new Map<Source, ImportReport>();
  let store: MetricsStore;
  let deals: Deal[];

  const load = (source: Source): Promise<ImportReport> =>
    importCsv(store, source, sharedText(`${folder}/${files[source]}`), { map: maps[source] as never });

  beforeAll(async () => {
    deals = readDeals();
    store = await newDuckDBStore();
    for (const source of sources) reports.set(source, await load(source));
  });

  afterAll(async () => {
    await store.close();
    removeFolders();
  });

  /** Compares all metrics with the plain model over the deals given, split by the columns named. */
  function compare(
    actual: readonly Series[],
    by: readonly string[],
    kept: readonly Deal[],
    periods: readonly PlainPeriod[],
  ): number {
    const groups = new Map(
      [...Map.groupBy(kept, (deal) => keyOf(by.map((column) => deal.by[column] ?? null)))].map(
        ([key, group]) => [key, dealPoints(group, periods)],
      ),
    );
    const pointsOf = (metric: string): Map<string, PlainPoint[]> =>
      new Map([...groups].map(([key, points]) => [key, points[metric]!]));
    let count = 0;
    for (const metric of metrics) count += expectSeries(actual, metric, pointsOf(metric), periods);
    return count;
  }

  test("every row is kept, and what is odd about rows is counted", () => {
    expect(reports.get("opportunities")).toMatchObject({
      table: "opportunities",
      rows: 8_800,
      accepted: 8_800,
      unchanged: 0,
      rejected: 0,
      rejectsFile: null,
      rejects: [],
    });
    expect(
      reports
        .get("opportunities")!
        .warnings.map(({ code, column, count, examples }) => ({ code, column, count, examples })),
    ).toEqual([
      { code: "missing_reference", column: "account_id", count: 1_425, examples: [] },
      { code: "unknown_reference", column: "product", count: 1_480, examples: ["GTXPro"] },
      { code: "missing_date", column: "created_at", count: 500, examples: [] },
    ]);
    expect(sources.map((source) => reports.get(source)!.accepted)).toEqual([7, 85, 35, 8_800]);
  });

  test("importing the file again changes nothing", async () => {
    const query: QueryInput = { metrics, by: ["owner"], grain: "quarter" };
    const before = await ask(store, query);
    const { dataVersion } = await store.freshness("default");
    expect(await load("opportunities")).toMatchObject({
      rows: 8_800,
      accepted: 0,
      unchanged: 8_800,
      rejected: 0,
    });
    expect(await ask(store, query)).toEqual(before);
    expect((await store.freshness("default")).dataVersion).toBe(dataVersion);
  });

  test("no row is lost: all outcomes together are all rows", async () => {
    const created = await ask(store, { metrics: ["opportunities_created"], grain: "year" });
    const closed = await ask(store, { metrics: ["win_rate"], grain: "year" });
    const total = (values: readonly (number | null)[]): number =>
      values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
    expect(total(created[0]!.points.map(({ value }) => value))).toBe(8_800 - 500);
    expect(total(closed[0]!.points.map(({ numerator }) => numerator))).toBe(4_238);
    expect(total(closed[0]!.points.map(({ denominator }) => denominator))).toBe(4_238 + 2_473);
  });

  test.each([
    [[]],
    [["owner"]],
    [["region"]],
    [["family"]],
    [["product"]],
    [["industry"]],
    [["region", "family"]],
  ])("equals the plain model by quarter and %j", async (by) => {
    const periods = plainPeriods("quarter", "2016-10-01", "2018-01-01");
    const actual = await ask(store, { metrics, by, grain: "quarter", from: "2016-10-01", to: "2018-01-01" });
    expect(compare(actual, by, deals, periods)).toBeGreaterThanOrEqual(metrics.length * periods.length);
  });

  test.each(["month", "week", "year", "day"] as const)("equals it by %s", async (grain) => {
    const periods = plainPeriods(grain, "2016-10-01", "2018-01-01");
    const actual = await ask(store, { metrics, grain, from: "2016-10-01", to: "2018-01-01" });
    expect(compare(actual, [], deals, periods)).toBe(metrics.length * periods.length);
  });

  test.each<[Record<string, (string | null)[]>]>([
    [{ region: ["East"] }],
    [{ region: ["East", "West"], family: ["GTX"] }],
    [{ product: ["GTXPro"] }],
    [{ family: [null] }],
    [{ account_id: [null, "Cancity"], manager: ["Dustin Brinkmann", "Rocco Neubert"] }],
    [{ owner: ["nobody"] }],
  ])("equals it where %j, by owner", async (where) => {
    const periods = plainPeriods("quarter", "2016-10-01", "2018-01-01");
    const kept = deals.filter((deal) =>
      Object.entries(where).every(([column, values]) => values.includes(deal.by[column] ?? null)),
    );
    const query: QueryInput = { metrics, where, grain: "quarter", from: "2016-10-01", to: "2018-01-01" };
    compare(await ask(store, query), [], kept, periods);
    compare(await ask(store, { ...query, by: ["owner"] }), ["owner"], kept, periods);
  });

  test.each([[[]], [["owner"]], [["region"]]])(
    "pipeline, win rate by value and Kaplan-Meier by %j",
    async (by) => {
      const periods = plainPeriods("quarter", "2016-10-01", "2018-04-01");
      const names = ["pipeline_open", "win_rate.value", "sales_cycle_days.km"];
      const range = { from: "2016-10-01", to: "2018-04-01" };
      const actual = await ask(store, { metrics: names, by, grain: "quarter", ...range });
      const groups = Map.groupBy(deals, (deal) => keyOf(by.map((column) => deal.by[column] ?? null)));
      expect(actual.length).toBe(3 * groups.size);
      for (const { metric, dimensions, points } of actual) {
        const own = groups.get(keyOf(Object.values(dimensions))) ?? [];
        const expected = periods.map((period) => {
          if (metric === "pipeline_open") return openBefore(own, period.ends);
          if (metric === "sales_cycle_days.km") return medianAge(own, period);
          const closed = own.filter(
            (deal) => deal.closed !== null && deal.closed >= period.starts && deal.closed < period.ends,
          );
          const won = dollars(closed.filter(({ outcome }) => outcome === "won"));
          const all = won + dollars(closed.filter(({ outcome }) => outcome === "lost"));
          return all === 0 ? null : won / all;
        });
        expect({ metric, dimensions, values: points.map(({ value }) => value) }).toEqual({
          metric,
          dimensions,
          values: expected,
        });
      }
    },
  );

  test("the Kaplan-Meier median over all of history is later than the median of the won alone", async () => {
    const all = { grain: "year", from: "2016-01-01", to: "2018-01-01" } as const;
    const [series] = await ask(store, { metrics: ["sales_cycle_days.km"], ...all });
    const whole = { starts: "2017-01-01", ends: "2018-01-01" };
    expect(series!.points.at(-1)!.value).toBe(medianAge(deals, whole));
    const [won] = await ask(store, { metrics: ["sales_cycle_days"], ...all });
    expect(series!.points.at(-1)!.value!).toBeGreaterThan(won!.points.at(-1)!.value!);
  });

  test("the range left open begins and ends with the data", async () => {
    const [series] = await ask(store, { metrics: ["win_rate"], grain: "quarter" });
    expect(series!.points.map(({ period, partial }) => [period, partial])).toEqual([
      ["2017-01-01", false],
      ["2017-04-01", false],
      ["2017-07-01", false],
      ["2017-10-01", false],
    ]);
  });

  describe.skipIf(!existsSync(resolve("packages/cli/dist/main.js")))("through the command line", () => {
    let db: string;
    const foresail = async (...args: string[]): Promise<unknown> => {
      const { stdout } = await run(process.execPath, [bin, ...args, "--db", db, "--format", "json"], {
        maxBuffer: 64 * 1024 * 1024,
      });
      return JSON.parse(stdout);
    };

    beforeAll(async () => {
      const temporary = newFolder();
      db = join(temporary, "crm.duckdb");
      for (const source of sources) {
        const map = join(temporary, `${source}.json`);
        await writeFile(map, JSON.stringify(maps[source]));
        const report = await foresail(
          "import",
          `csv:${source}`,
          sharedFile(`${folder}/${files[source]}`),
          "--map",
          map,
        );
        expect(report).toMatchObject({
          accepted: reports.get(source)!.accepted,
          warnings: reports.get(source)!.warnings,
        });
      }
    });

    test("gives the same numbers", async () => {
      const periods = plainPeriods("quarter", "2017-01-01", "2018-01-01");
      const range = ["--grain", "quarter", "--from", "2017-01-01", "--to", "2018-01-01"];
      const all = (await foresail("query", ...metrics, ...range, "--by", "region,family")) as {
        series: Series[];
      };
      compare(all.series, ["region", "family"], deals, periods);
      const east = (await foresail(
        "query",
        ...metrics,
        ...range,
        "--where",
        "region=East",
        "--by",
        "owner",
      )) as {
        series: Series[];
      };
      const kept = deals.filter(({ by }) => by.region === "East");
      expect(compare(east.series, ["owner"], kept, periods)).toBeGreaterThan(100);
    });
  });
});
