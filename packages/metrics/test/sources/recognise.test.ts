import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parseCsv } from "../../src/ingest/parse-csv.ts";
import { exportsOf, sourceNames, sources } from "../../src/sources/index.ts";
import { recognise } from "../../src/sources/recognise.ts";

const all = exportsOf("auto");
const known = (header: string) => recognise(all, "x.csv", header.split(","));

test("names of API, connector and report are one", () => {
  expect(known("Id,StageName,CloseDate,IsWon,IsClosed").id).toBe("salesforce:opportunity");
  expect(known("id,stage_name,close_date,is_won,is_closed").id).toBe("salesforce:opportunity");
  expect(known("Opportunity ID,Stage,Close Date,Won,Closed").id).toBe("salesforce:opportunity");
});

test("a header that fits none names what the nearest exports ask for", () => {
  expect(() => known("Id,StageName,CloseDate,IsWon")).toThrow(
    /^x\.csv: the header fits no export that is known: salesforce:opportunity also has "IsClosed"/,
  );
});

test("a header that fits several lists them", () => {
  const [one, two] = [
    { id: "a:one", title: "", has: ["id", "name"], tables: [] },
    { id: "b:two", title: "", has: ["id", "email"], tables: [] },
  ];
  expect(() => recognise([one!, two!], "x.csv", ["id", "name", "email"])).toThrow(
    "x.csv: the header fits a:one and b:two; say which, as foresail import a:one x.csv",
  );
  const narrower = { id: "c:three", title: "", has: ["id", "name", "email"], tables: [] };
  expect(recognise([one!, two!, narrower], "x.csv", ["id", "name", "email"]).id).toBe("c:three");
});

test("every export has a name of its own under its source, and columns to be known by", () => {
  const ids = all.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [source, exports] of Object.entries(sources)) {
    for (const { id, has, title } of exports) {
      expect(id.startsWith(`${source}:`)).toBe(true);
      expect([has.length > 1, title !== ""]).toEqual([true, true]);
    }
  }
  expect(exportsOf("salesforce:lead").map(({ id }) => id)).toEqual(["salesforce:lead"]);
  expect(exportsOf("excel")).toEqual([]);
  expect(sourceNames.slice(0, 3)).toEqual(["auto", "salesforce", "hubspot"]);
});

const schemas = path.resolve("../shared/data/export-schemas");
const present = existsSync(schemas);

describe.skipIf(!present)(
  present ? "headers of real exports" : `headers of real exports (skipped: ${schemas} is absent)`,
  () => {
    test.each([
      ["salesforce/sf_account_data.csv", "salesforce:account"],
      ["salesforce/sf_contact_data.csv", "salesforce:contact"],
      ["salesforce/sf_lead_data.csv", "salesforce:lead"],
      ["salesforce/sf_opportunity_data.csv", "salesforce:opportunity"],
      ["salesforce/sf_opportunity_history_data.csv", "salesforce:opportunity-versions"],
      ["salesforce/sf_product_2_data.csv", "salesforce:product"],
      ["salesforce/sf_user_data.csv", "salesforce:user"],
      ["salesforce/sf_user_role_data.csv", "salesforce:user-role"],
      ["hubspot/company_data.csv", "hubspot:company"],
      ["hubspot/contact_data.csv", "hubspot:contact"],
      ["hubspot/contact_merge_audit_data.csv", "hubspot:contact-merge"],
      ["hubspot/deal_company_data.csv", "hubspot:deal-company"],
      ["hubspot/deal_contact_data.csv", "hubspot:deal-contact"],
      ["hubspot/deal_data.csv", "hubspot:deal"],
      ["hubspot/deal_pipeline_data.csv", "hubspot:deal-pipeline"],
      ["hubspot/deal_pipeline_stage_data.csv", "hubspot:deal-pipeline-stage"],
      ["hubspot/deal_property_history_data.csv", "hubspot:deal-property-history"],
      ["hubspot/deal_stage_data.csv", "hubspot:deal-stage"],
      ["hubspot/merged_deal_data.csv", "hubspot:merged-deal"],
      ["hubspot/owner_data.csv", "hubspot:owner"],
      ["stripe/coupon_data.csv", "stripe:coupon"],
      ["stripe/customer_data.csv", "stripe:customer"],
      ["stripe/invoice_data.csv", "stripe:invoice"],
      ["stripe/plan_data.csv", "stripe:plan"],
      ["stripe/price_data.csv", "stripe:price"],
      ["stripe/subscription_data.csv", "stripe:subscription-table"],
      ["stripe/subscription_discount_data.csv", "stripe:subscription-discount"],
      ["stripe/subscription_item_data.csv", "stripe:subscription-item"],
      ["google_ads/account_history_data.csv", "google-ads:account"],
      ["google_ads/campaign_history_data.csv", "google-ads:campaign"],
      ["google_ads/campaign_stats_data.csv", "google-ads:campaign-stats"],
    ])("%s is %s", (name, id) => {
      const { header } = parseCsv({ name, text: readFileSync(path.join(schemas, name), "utf8") });
      expect(recognise(all, name, header).id).toBe(id);
    });

    test.each([
      "salesforce/sf_task_data.csv",
      "hubspot/contact_property_history_data.csv",
      "stripe/charge_data.csv",
      "stripe/refund_data.csv",
      // Spend by ad group or keyword is the campaign's again.
      "google_ads/account_stats_data.csv",
      "google_ads/ad_group_stats_data.csv",
      "google_ads/ad_stats_data.csv",
      "google_ads/keyword_stats_data.csv",
    ])("%s is taken for nothing", (name) => {
      const { header } = parseCsv({ name, text: readFileSync(path.join(schemas, name), "utf8") });
      expect(() => recognise(all, name, header)).toThrow(/fits no export that is known/);
    });
  },
);
