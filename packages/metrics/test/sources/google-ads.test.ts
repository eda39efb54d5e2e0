import { expect, test } from "vitest";
import { fixture, importSource, newStore, read, rowsOf, values } from "./support.ts";

const files = () =>
  fixture("google-ads", "campaign-stats.csv", "campaign-history.csv", "account-history.csv");

test("campaign statistics become spend, and KPIs come out as worked out by hand", async () => {
  const store = await newStore();
  await importSource(store, files());
  const january = 36.15 + 24.57 + 5.000001;
  expect(await values(store, "spend")).toEqual([january, 10, 0]);
  expect((await values(store, "spend", { by: ["campaign"] }, "Brand"))[0]).toBeCloseTo(36.15 + 24.57, 9);
  expect((await values(store, "spend", { by: ["channel"] }, "Paid display"))[0]).toBe(5.000001);
  expect((await values(store, "cac.platform"))[0]).toBeCloseTo(january / (2 + 1 + 0.5), 9);
  expect((await values(store, "cac.platform", { by: ["campaign"] }, "Brand"))[0]).toBeCloseTo(60.72 / 3, 9);
});

test("micros are millionths, and the newest name of a campaign is its name", () => {
  expect(rowsOf(read(files()), "spend")["f1:2026-01-05"]).toEqual({
    id: "f1:2026-01-05",
    date: "2026-01-05",
    amount: "36.15",
    campaign: "Brand",
    channel: "Paid search",
    source: "google",
    kind: "ads",
    currency: "USD",
    impressions: "1000",
    clicks: "40",
    conversions: "2",
  });
});

test("the report's costs are units of currency", () => {
  const text =
    'Day,Campaign,Campaign ID,Currency code,Cost,Impr.,Clicks,Conversions\n2026-01-05,Brand,99,EUR,"1,036.15","1,000",40,2.00\n';
  expect(rowsOf(read([{ name: "report.csv", text }]), "spend")["99:2026-01-05"]).toMatchObject({
    amount: "1036.15",
    currency: "EUR",
    impressions: "1000",
  });
});
