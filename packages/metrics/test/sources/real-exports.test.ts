/** Rows of real exports, as connectors keep them: what comes of them is counted without our code. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { read, rowsOf } from "./support.ts";

const schemas = path.resolve("../shared/data/export-schemas");
const present = existsSync(schemas);

const load = (folder: string, ...names: string[]) =>
  names.map((name) => ({ name, text: readFileSync(path.join(schemas, folder, name), "utf8") }));
const parsed = (folder: string, name: string) =>
  Papa.parse<Record<string, string>>(load(folder, name)[0]!.text, { header: true, skipEmptyLines: true })
    .data;

describe.skipIf(!present)(
  present ? "rows of real exports" : `rows of real exports (skipped: ${schemas} is absent)`,
  () => {
    test("Google Ads: all costs, in units of currency", () => {
      const rows = Object.values(rowsOf(read(load("google_ads", "campaign_stats_data.csv")), "spend"));
      const source = parsed("google_ads", "campaign_stats_data.csv");
      const micros = source.reduce((sum, row) => sum + Number(row.cost_micros), 0);
      expect(rows).toHaveLength(source.length);
      expect(rows.reduce((sum, row) => sum + Number(row.amount), 0)).toBeCloseTo(micros / 1e6, 6);
    });

    test("Salesforce: deleted accounts and deals are deleted, the others kept", () => {
      const tables = read(load("salesforce", "sf_account_data.csv", "sf_opportunity_data.csv"));
      for (const [table, name] of [
        ["accounts", "sf_account_data.csv"],
        ["opportunities", "sf_opportunity_data.csv"],
      ] as const) {
        const source = parsed("salesforce", name);
        const gone = new Set(source.filter((row) => row.is_deleted === "true").map((row) => row.id));
        const kept = new Set(source.filter((row) => row.is_deleted === "false").map((row) => row.id));
        const [result] = tables.find((one) => one.table === table)!.results;
        expect([new Set(result!.deletions), new Set(result!.rows.map(({ id }) => id))]).toEqual([gone, kept]);
      }
    });

    test("HubSpot: every stage that is not deleted, won and lost as it says", () => {
      const rows = Object.values(
        rowsOf(read(load("hubspot", "deal_pipeline_stage_data.csv", "deal_pipeline_data.csv")), "stages"),
      );
      const source = parsed("hubspot", "deal_pipeline_stage_data.csv").filter(
        (row) => row._fivetran_deleted?.toLowerCase() === "false",
      );
      const won = source.filter((row) => row.closed_won?.toLowerCase() === "true");
      expect(rows.length).toBe(source.length);
      expect(rows.filter(({ outcome }) => outcome === "won").length).toBe(won.length);
    });

    test("every folder's files go in together, whatever their blanks", () => {
      for (const folder of ["salesforce", "hubspot", "google_ads"]) {
        const known = readdirSync(path.join(schemas, folder)).filter((name) => {
          try {
            return read(load(folder, name)).length > 0;
          } catch {
            return false;
          }
        });
        expect(known.length).toBeGreaterThan(0);
        for (const { results } of read(load(folder, ...known))) {
          for (const { rows, rejects, repeated, deletions, total } of results) {
            expect(rows.length + rejects.length + repeated + deletions.length).toBe(total);
          }
        }
      }
    });
  },
);

const fixtures = path.resolve("../shared/data/stripe-fixtures/fixtures3.json");
test.skipIf(!existsSync(fixtures))("Stripe: the example objects of its specification are read", () => {
  const { resources } = JSON.parse(readFileSync(fixtures, "utf8")) as { resources: Record<string, object> };
  const as = (name: string, change: object) => ({
    name: `${name}.json`,
    text: JSON.stringify({ object: "list", data: [{ ...resources[name], ...change }], has_more: false }),
  });
  const times = {
    start_date: 1_767_225_600,
    trial_start: null,
    trial_end: null,
    ended_at: null,
    cancel_at: null,
  };
  const tables = read([as("subscription", times), as("customer", {}), as("invoice", { status: "open" })]);
  const [row] = Object.values(rowsOf(tables, "subscriptions"));
  expect(row).toMatchObject({
    amount: "20",
    interval: "month",
    quantity: "1",
    account_id: "cus_QXg1o8vcGmoR32",
  });
  expect(Object.values(rowsOf(tables, "invoices"))[0]).toMatchObject({
    amount: "10",
    tax: "0",
    currency: "USD",
  });
});
