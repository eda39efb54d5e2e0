import { expect, test } from "vitest";
import { fixture, importSource, newStore, read, rowsOf, values } from "./support.ts";

const crm = () =>
  fixture(
    "salesforce",
    ...["account.csv", "user.csv", "user-role.csv", "opportunity.csv", "opportunity-history.csv"],
    ...[
      "lead.csv",
      "contact.csv",
      "campaign.csv",
      "campaign-member.csv",
      "forecasting-quota.csv",
      "period.csv",
    ],
  );

test("one command takes every export, and KPIs come out as worked out by hand", async () => {
  const store = await newStore();
  const reports = await importSource(store, crm());
  expect(reports.map(({ table, rejected }) => [table, rejected])).toEqual([
    ["owners", 0],
    ["accounts", 0],
    ["people", 0],
    ["opportunities", 0],
    ["opportunity_changes", 0],
    ["spend", 0],
    ["touchpoints", 0],
    ["targets", 0],
  ]);
  // Won 10,000 and 4,000, lost one; a deleted deal of 99,999 does not count.
  expect(await values(store, "bookings")).toEqual([0, 10_000 + 4_000, 0]);
  expect((await values(store, "win_rate"))[1]).toBeCloseTo(2 / 3, 12);
  expect((await values(store, "average_deal_size"))[1]).toBe((10_000 + 4_000) / 2);
  // Created in January: A, B, C; in February: D.
  expect(await values(store, "opportunities_created")).toEqual([3, 1, 0]);
  // 5 January to 10 February is 36 days, 10 January to 20 February is 41.
  expect((await values(store, "sales_cycle_days"))[1]).toBe((36 + 41) / 2);
  // Leads 1 and 2 in January; lead 3 and contact B in February: lead 4 was merged, and contact A was lead 1.
  expect(await values(store, "leads")).toEqual([2, 2, 0]);
  expect(await values(store, "spend")).toEqual([2_500.5, 0, 0]);
  // The quota of February is 30,000.
  expect((await values(store, "quota_attainment"))[1]).toBeCloseTo(14_000 / 30_000, 12);
  expect((await values(store, "bookings", { by: ["team"] }, "Enterprise"))[1]).toBe(14_000);
});

test("the pipeline of any day is that of OpportunityHistory, not of today", async () => {
  const store = await newStore();
  await importSource(store, crm());
  const days = { from: "2026-02-10", to: "2026-02-17", grain: "day" } as const;
  // A is open until 10 February with 10,000, B until the 20th with 4,000, C until the 25th with 6,000; D had 5,000 at
  // first and 8,000 from the 15th.
  const rest = 4_000 + 6_000;
  expect(await values(store, "pipeline_open", days)).toEqual([
    ...Array.from({ length: 5 }, () => rest + 5_000),
    ...Array.from({ length: 2 }, () => rest + 8_000),
  ]);
  // Weighted by the probability of that day: 10 %, then 60 %. B and C have closed since without any history: what their
  // rows say now was not known then, so they weigh nothing.
  const weighted = await values(store, "pipeline_weighted", days);
  expect(weighted[0]).toBeCloseTo(0.1 * 5_000, 9);
  expect(weighted[6]).toBeCloseTo(0.6 * 8_000, 9);
});

test("percentages become fractions, days stay days in every zone", async () => {
  const { "006D": open, "006A": won } = rowsOf(read(crm()), "opportunities");
  expect(open).toMatchObject({ probability: "0.6", outcome: "open", expected_close: "2026-04-30" });
  expect(open).not.toHaveProperty("closed_at");
  expect(won).toMatchObject({ closed_at: "2026-02-10", created_at: "2026-01-05T09:00:00.000Z", type: "new" });
});

test("of two states in one second the later one stands", () => {
  const changes = rowsOf(read(fixture("salesforce", "opportunity-history.csv")), "opportunity_changes");
  expect(Object.keys(changes)).toEqual(["006D|2026-02-01T09:00:00.000Z", "006D|2026-02-15T09:00:00.000Z"]);
  expect(changes["006D|2026-02-15T09:00:00.000Z"]).toMatchObject({
    stage: "Negotiation",
    probability: "0.6",
  });
});

test("field history is folded into states, with what never changed from the Opportunity export", () => {
  const files = fixture("salesforce", "opportunity-field-history.csv", "opportunity.csv");
  const changes = rowsOf(read(files), "opportunity_changes");
  const unchanged = { probability: "0.6", expected_close: "2026-04-30", forecast_category: "Pipeline" };
  expect(changes).toEqual({
    "006D|2026-02-01T09:00:00.000Z": expect.objectContaining({
      stage: "Discovery",
      amount: "5000",
      ...unchanged,
    }),
    "006D|2026-02-08T09:00:00.000Z": expect.objectContaining({
      stage: "Discovery",
      amount: "8000",
      ...unchanged,
    }),
    "006D|2026-02-15T09:00:00.000Z": expect.objectContaining({
      stage: "Negotiation",
      amount: "8000",
      ...unchanged,
    }),
  });
});

test("field history alone says what it lacks", () => {
  const [table] = read(fixture("salesforce", "opportunity-field-history.csv"));
  expect(table?.files[0]?.notes[0]).toMatch(/without the Opportunity export/);
  expect(Object.values(rowsOf([table!], "opportunity_changes"))[0]).not.toHaveProperty("expected_close");
});

test("a merged contact's touchpoints follow it, and a deleted deal goes at the next import", async () => {
  const store = await newStore();
  const [deals] = await importSource(
    store,
    fixture("salesforce", "opportunity.csv").map(({ name, text }) => ({
      name,
      text: text.replace(/(006E,true,)true/, "$1false"),
    })),
  );
  expect(deals).toMatchObject({ table: "opportunities", rows: 5, accepted: 5 });
  expect((await values(store, "bookings"))[1]).toBe(14_000 + 99_999);
  const [again] = await importSource(store, fixture("salesforce", "opportunity.csv"));
  expect(again).toMatchObject({ rows: 5, accepted: 1, unchanged: 4 });
  expect((await values(store, "bookings"))[1]).toBe(14_000);
});

test("names of a report's export are found too", () => {
  const text =
    "Opportunity ID,Opportunity Name,Stage,Close Date,Won,Closed,Amount,Probability (%)\n" +
    '1,Big,Closed Won,13/02/2026,1,1,"1.234,50",100\n';
  const { "1": row } = rowsOf(read([{ name: "report.csv", text }]), "opportunities");
  expect(row).toMatchObject({ outcome: "won", closed_at: "2026-02-13", amount: "1234.5", probability: "1" });
});
