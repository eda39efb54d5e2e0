import { ReportRequest, type TableName } from "@foresail/client";
import { attributionModels, type MetricsStore } from "@foresail/metrics";
import { generateCompany } from "@foresail/sample";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type PlainCompany,
  type PlainDeal,
  type PlainPerson,
  type PlainQuestion,
  type PlainTouch,
  plainCredits,
  plainWays,
} from "../../packages/metrics/test/attribution/support.ts";
import { newDuckDBStore, removeFolders } from "../support/stores.ts";

/** The report of the sample company, with its thousands of touches, against the plain model, which shares no code with it. */

const year = { from: "2026-03-01", to: "2026-11-01" };
let store: MetricsStore;
let company: PlainCompany;
let spend: Record<string, unknown>[];

const withoutNulls = (row: object): Record<string, string | number | boolean> =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined));

beforeAll(async () => {
  store = await newDuckDBStore("2026-11-20T12:00:00Z");
  const { batches } = generateCompany({ seed: 7, end: "2026-11-01", rows: 10_000 });
  const newest: Record<string, Map<string, Record<string, unknown>>> = {};
  for (const { table, rows, recordedAt } of batches) {
    if (!["people", "touchpoints", "opportunities", "spend"].includes(table)) continue;
    const given = rows.map(withoutNulls);
    await store.importRecords("default", table as TableName, {
      rows: given,
      recordedAt,
      full: false,
      strict: true,
    });
    newest[table] ??= new Map();
    for (const row of given) newest[table].set(String(row.id), row);
  }
  const of = <Row>(table: string): Row[] => [...(newest[table]?.values() ?? [])] as Row[];
  company = {
    touches: of<PlainTouch>("touchpoints"),
    people: of<PlainPerson>("people"),
    deals: of<PlainDeal>("opportunities").map((deal) => ({ ...deal, amount: Number(deal.amount ?? 0) })),
  };
  spend = of("spend");
}, 120_000);

afterAll(async () => {
  await store.close();
  removeFolders();
});

describe.each([
  ["revenue", "channel"],
  ["conversions", "campaign"],
  ["pipeline", "source"],
] as const)("%s by %s", (measure, dimension) => {
  test("every model is that of the plain one, and adds up to the total", async () => {
    const report = await store.report(
      "default",
      ReportRequest.parse({ report: "attribution", ...year, options: { measure, dimension } }),
    );
    const rows = report.tables.find(({ id }) => id === "credits")?.rows ?? [];
    const question: PlainQuestion = {
      of: measure,
      dimension,
      ...year,
      lookbackDays: 90,
      halfLifeDays: 7,
      uShape: "40-20-40",
    };
    const ways = plainWays(company, question);
    for (const model of attributionModels) {
      const expected = plainCredits(company, question, model, ways);
      const whole = [...expected.values()].reduce((sum, credit) => sum + credit, 0);
      expect(whole).toBeGreaterThan(8);
      const found = new Map<unknown, number>();
      for (const row of rows.filter((one) => one.row !== "total")) {
        const value = row[dimension] ?? null;
        found.set(value, (found.get(value) ?? 0) + Number(row[model]));
      }
      for (const value of new Set([...found.keys(), ...expected.keys()])) {
        const difference = (found.get(value) ?? 0) - (expected.get(value as string | null) ?? 0);
        expect(Math.abs(difference) / whole, `${model} of ${value}`).toBeLessThan(1e-9);
      }
      expect(Number(rows.at(-1)?.[model]) / whole).toBeCloseTo(1, 12);
    }
    const spent = spend
      .filter((row) => String(row.date) >= year.from && String(row.date) < year.to)
      .reduce((sum, row) => sum + Number(row.amount), 0);
    expect(rows.at(-1)?.spend).toBeCloseTo(spent, 4);
  }, 120_000);
});
