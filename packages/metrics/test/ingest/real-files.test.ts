import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ImportMap, TableName } from "@foresail/client";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { ingestFile } from "../../src/ingest/index.ts";
import { parseCsv } from "../../src/ingest/parse-csv.ts";

const data = path.resolve("../shared/data");
const present = existsSync(data);
const title = present ? "public data sets" : `public data sets (skipped: ${data} is absent)`;

function read(...parts: string[]) {
  const name = path.join(...parts);
  return { name, text: readFileSync(path.join(data, name), "utf8") };
}

function ingest(
  table: TableName,
  file: ReturnType<typeof read>,
  columns: ImportMap["columns"],
  attributes: string[] = [],
) {
  return ingestFile({ table, file, map: { table, columns, attributes } });
}

describe.skipIf(!present)(title, () => {
  test("sales pipeline: 8,800 opportunities", () => {
    const { rows, rejects, repeated, unmappedColumns } = ingest(
      "opportunities",
      read("crm-sales-opportunities", "sales_pipeline.csv"),
      {
        id: "opportunity_id",
        owner: "sales_agent",
        outcome: { from: "deal_stage", values: { Won: "won", Lost: "lost", "*": "open" } },
        amount: { from: "close_value", decimal: "." },
        created_at: { from: "engage_date", format: "yyyy-MM-dd" },
        closed_at: "close_date",
        account_id: "account",
        stage: "deal_stage",
        currency: { value: "USD" },
      },
    );
    expect([rows.length, rejects, repeated, unmappedColumns]).toEqual([8_800, [], 0, []]);
    expect(rows[0]?.values).toEqual({
      account_id: "Cancity",
      amount: "1054",
      closed_at: "2017-03-01",
      created_at: "2016-10-20",
      currency: "USD",
      id: "1C1I7A6R",
      outcome: "won",
      owner: "Moses Frase",
      product: "GTX Plus Basic",
      stage: "Won",
    });
    const without = (column: string) => rows.filter(({ values }) => values[column] === undefined).length;
    expect([without("account_id"), without("created_at")]).toEqual([1_425, 500]);
  });

  test("sales pipeline: accounts, products and teams", () => {
    const folder = "crm-sales-opportunities";
    const accounts = ingest("accounts", read(folder, "accounts.csv"), { id: "account", industry: "sector" }, [
      "revenue",
    ]);
    const products = ingest("products", read(folder, "products.csv"), {
      name: "product",
      family: "series",
      list_price: "sales_price",
    });
    const owners = ingest("owners", read(folder, "sales_teams.csv"), {
      name: "sales_agent",
      region: "regional_office",
    });
    expect([accounts, products, owners].map(({ rows, rejects }) => [rows.length, rejects.length])).toEqual([
      [85, 0],
      [7, 0],
      [35, 0],
    ]);
    expect(products.rows[0]).toMatchObject({ id: "GTX Basic", values: { family: "GTX", list_price: "550" } });
  });

  test("subscriptions: 5,000, of them 778 trials", () => {
    const { rows, rejects } = ingest(
      "subscriptions",
      read("ravenstack-saas", "ravenstack_subscriptions.csv"),
      {
        id: "subscription_id",
        starts_at: "start_date",
        ends_at: "end_date",
        mrr: "mrr_amount",
        plan: "plan_tier",
        quantity: "seats",
        trial: "is_trial",
      },
    );
    expect([rows.length, rejects]).toEqual([5_000, []]);
    expect(rows.filter(({ values }) => values.trial === true)).toHaveLength(778);
  });

  test("advertising spend without ids: every row is kept", () => {
    const file = read("facebook-ads-spend", "KAG_conversion_data.csv");
    const { total, rows, rejects, repeated } = ingest(
      "spend",
      file,
      {
        date: { value: "2017-08-17" },
        amount: "Spent",
        campaign: "xyz_campaign_id",
        channel: { value: "facebook" },
      },
      ["age", "gender"],
    );
    expect([total, rows.length, rejects, repeated]).toEqual([1_143, 1_143, [], 0]);
  });

  const exports = present
    ? ["salesforce", "hubspot", "stripe", "google_ads"].flatMap((vendor) =>
        readdirSync(path.join(data, "export-schemas", vendor)).map((name) =>
          path.join("export-schemas", vendor, name),
        ),
      )
    : [];

  test.each(exports)("%s reads as Papa Parse reads it", (name) => {
    const file = read(name);
    const [header, ...rows] = Papa.parse<string[]>(file.text.replace(/\r\n?/g, "\n"), {
      skipEmptyLines: "greedy",
    }).data;
    const found = parseCsv(file);
    const records = [...found.records];
    expect(found.header).toEqual(header?.map((cell, index) => cell.trim() || `(column ${index + 1})`));
    const whole = rows.filter((row) => row.length === header?.length);
    expect(records.filter(({ problem }) => !problem).map(({ fields }) => fields)).toEqual(
      whole.map((row) => row.map((cell) => cell.trim())),
    );
    expect(records).toHaveLength(rows.length);
  });

  test("a Stripe export: amounts in cents, currencies in small letters", () => {
    const { rows, rejects } = ingest("payments", read("export-schemas", "stripe", "charge_data.csv"), {
      account_id: { from: "customer_id" },
      amount: { from: "amount", unit: "cents" },
      paid_at: "created",
    });
    expect(rejects).toEqual([]);
    expect(rows[0]?.values).toMatchObject({
      amount: "32932.32",
      currency: "USD",
      paid_at: "2021-02-18T14:07:57",
    });
  });

  test("a HubSpot export: outcome from the stage, times with an hour of one digit", () => {
    const { rows, rejects } = ingest(
      "opportunity_changes",
      read("export-schemas", "hubspot", "deal_stage_data.csv"),
      {
        opportunity_id: "deal_id",
        at: "date_entered",
        stage: "value",
      },
    );
    expect(rejects).toEqual([]);
    expect(rows[0]?.id).toBe("3954699413|2021-01-07T06:49:18");
  });
});
