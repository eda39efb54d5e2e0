import { expect, test } from "vitest";
import { fixture, importSource, newStore, read, rowsOf, values } from "./support.ts";

const api = () => fixture("stripe", "subscriptions.json", "customers.json", "invoices.json");

test("the API's lists become subscriptions, and KPIs come out as worked out by hand", async () => {
  const store = await newStore();
  const reports = await importSource(store, api());
  const rejected = reports.flatMap(({ table, rejects }) => rejects.map(({ message }) => [table, message]));
  expect(rejected).toEqual([["subscriptions", expect.stringContaining("the price is metered")]]);
  // At the end of January: 2 x 100; 1,200 a year less 25 %; a trial; (60 + 40) less 20 off; 80; 30 less 50 % once.
  // February: the trial has become 50, the discount of 20 ended on the 15th, that of 50 % after a month, and cus_5 left.
  const january = 200 + (1_200 * 0.75) / 12 + 0 + (60 + 40) * 0.8 + 80 + 30 * 0.5;
  const february = 200 + (1_200 * 0.75) / 12 + 50 + (60 + 40) + 0 + 30;
  expect((await values(store, "mrr")).slice(0, 2)).toEqual([january, february]);
  expect((await values(store, "customers")).slice(0, 2)).toEqual([5, 5]);
  expect((await values(store, "arpa")).slice(0, 2)).toEqual([january / 5, february / 5]);
  expect((await values(store, "new_mrr")).slice(0, 2)).toEqual([january, 50]);
  expect((await values(store, "churned_mrr"))[1]).toBe(-80);
  expect((await values(store, "expansion_mrr"))[1]).toBe(20 + 15);
  expect((await values(store, "logo_churn_rate"))[1]).toBeCloseTo(1 / 5, 12);
});

test.each([
  ["forever", 200 + 75 + 100 + 80 + 30],
  ["none", 200 + 100 + 100 + 80 + 30],
] as const)("with revenue.discounts %s, MRR of January is another one", async (discounts, january) => {
  const store = await newStore();
  await importSource(store, api());
  await store.saveSettings("default", { "revenue.discounts": discounts });
  expect((await values(store, "mrr"))[0]).toBe(january);
});

test("amounts are in cents, but for currencies without them; tax stands apart", () => {
  const tables = read(api());
  expect(rowsOf(tables, "invoices")).toMatchObject({
    in_1: { amount: "200", tax: "38" },
    in_2: { amount: "900", tax: "0" },
    in_3: { amount: "5000", currency: "JPY" },
  });
  // What was paid is with tax; a draft or a void invoice is none.
  expect(rowsOf(tables, "payments")).toMatchObject({ in_1: { amount: "238" }, in_2: { amount: "900" } });
  expect(Object.keys(rowsOf(tables, "payments"))).toEqual(["in_1", "in_2"]);
});

test("the local month of a moment is the tenant's: 23:30 UTC on the 31st is February in Berlin", async () => {
  const store = await newStore();
  await store.saveSettings("default", { timeZone: "Europe/Berlin" });
  const created = [
    {
      name: "s.json",
      text: fixture("stripe", "subscriptions.json")[0]!.text.replaceAll("1767225600", "1769902200"),
    },
  ];
  await importSource(store, [...created, ...fixture("stripe", "customers.json")]);
  // 1769902200 is 2026-01-31T23:30:00Z: at the end of January only the trial and the 80 of cus_5 are there.
  expect((await values(store, "mrr"))[0]).toBe(80);
});

test("a log of MRR changes becomes spans of MRR", async () => {
  const store = await newStore();
  await importSource(store, fixture("stripe", "customer-mrr-changes.csv"));
  expect(await values(store, "mrr")).toEqual([1_000 + 500.5, 2_050, 2_050 + 200]);
  expect(await values(store, "new_mrr")).toEqual([1_500.5, 0, 0]);
  expect(await values(store, "expansion_mrr")).toEqual([0, 1_050, 0]);
  expect(await values(store, "churned_mrr")).toEqual([0, -500.5, 0]);
  expect(await values(store, "reactivation_mrr")).toEqual([0, 0, 200]);
  expect(await values(store, "customers")).toEqual([2, 1, 2]);
});

test("a log that lacks its begin is refused where it shows", () => {
  const [table] = read([
    {
      name: "mrr.csv",
      text: "Customer ID,Date,MRR change\nc,2026-01-05,100\nd,2026-01-06,-40\nd,2026-02-06,60\n",
    },
  ]);
  expect(table!.results[0]!.rejects).toMatchObject([{ line: 3, code: "broken_history" }]);
});

test("a connector's tables are joined: items, subscriptions, prices, discounts, coupons", async () => {
  const names = [
    "subscription-item.csv",
    "subscription.csv",
    "price.csv",
    "subscription-discount.csv",
    "coupon.csv",
  ];
  const rows = rowsOf(read(fixture("stripe/tables", ...names)), "subscriptions");
  expect(rows).toMatchObject({
    "si_1:1": {
      account_id: "cus_a",
      amount: "29.99",
      quantity: "3",
      discount: "0.1",
      discount_duration: "forever",
    },
    "si_2:1": { account_id: "cus_b", amount: "12000", currency: "JPY", interval: "year" },
  });
  expect(() => read(fixture("stripe/tables", "subscription-item.csv"))).toThrow(
    /subscription-item.csv: its rows need those of stripe:subscription-table/,
  );
});

test.each([
  ["a discount that is not expanded", { discounts: ["di_1"] }, /coupon is not known/],
  ["two discounts", { discounts: ["di_1", "di_2"] }, /several discounts/],
])("%s is refused, not left out", (_, change, message) => {
  const list = JSON.parse(fixture("stripe", "subscriptions.json")[0]!.text) as { data: object[] };
  const text = JSON.stringify({ ...list, data: [{ ...list.data[0], ...change }] });
  const [table] = read([{ name: "s.json", text }]);
  expect(table!.results[0]!.rejects[0]?.message).toMatch(message);
  expect(table!.results[0]!.rows).toEqual([]);
});

test("a discount that has ended takes its phase with it: nothing counts twice", async () => {
  const clock = { now: "2026-03-10T12:00:00Z" };
  const store = await newStore(clock);
  const text = fixture("stripe", "subscriptions.json")[0]!.text;
  await importSource(store, [{ name: "s.json", text }]);
  const before = await values(store, "mrr");
  const list = JSON.parse(text) as { data: { id: string; discounts: unknown[] }[] };
  const data = list.data
    .filter(({ id }) => id === "sub_4" || id === "sub_5")
    .map((one) => ({ ...one, discounts: [] }));
  clock.now = "2026-03-11T12:00:00Z";
  const [report] = await importSource(store, [{ name: "s.json", text: JSON.stringify({ ...list, data }) }]);
  expect(report).toMatchObject({ rows: 3, accepted: 2, unchanged: 1 });
  // The two items of 60 and 40 are rows without end again; the discount of January is no longer known.
  expect(await values(store, "mrr")).toEqual([before[0]! + 20, before[1], before[2]]);
  expect(await values(store, "mrr", { asOf: "2026-03-10T13:00:00Z" })).toEqual(before);
  // Undone, every phase is back.
  clock.now = "2026-03-12T12:00:00Z";
  await store.undoImport("default", report!.batch!);
  expect(await values(store, "mrr")).toEqual(before);
});

test("a subscription of which an item is refused keeps what is stored of it", async () => {
  const clock = { now: "2026-03-10T12:00:00Z" };
  const store = await newStore(clock);
  const text = fixture("stripe", "subscriptions.json")[0]!.text;
  await importSource(store, [{ name: "s.json", text }]);
  const before = await values(store, "mrr");
  type Item = { price: { id: string; billing_scheme: string } };
  const list = JSON.parse(text) as { data: { id: string; items: { data: Item[] } }[] };
  const data = list.data.filter(({ id }) => id === "sub_4");
  data[0]!.items.data[0]!.price.billing_scheme = "tiered";
  clock.now = "2026-03-11T12:00:00Z";
  const [report] = await importSource(store, [{ name: "s.json", text: JSON.stringify({ ...list, data }) }]);
  expect(report?.rejects[0]?.message).toMatch(/the price has tiers/);
  expect(await values(store, "mrr")).toEqual(before);
});

test("a subscription that is paused counts no more", async () => {
  const clock = { now: "2026-03-10T12:00:00Z" };
  const store = await newStore(clock);
  const text = fixture("stripe", "subscriptions.json")[0]!.text;
  await importSource(store, [{ name: "s.json", text }]);
  const [before] = await values(store, "mrr");
  const list = JSON.parse(text) as { data: { id: string }[] };
  const data = list.data.filter(({ id }) => id === "sub_1").map((one) => ({ ...one, status: "paused" }));
  clock.now = "2026-03-11T12:00:00Z";
  await importSource(store, [{ name: "s.json", text: JSON.stringify({ ...list, data }) }]);
  expect((await values(store, "mrr"))[0]).toBe(before! - 200);
});
