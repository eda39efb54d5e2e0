import { expect, test } from "vitest";
import { fixture, importSource, newStore, read, rowsOf, values } from "./support.ts";

const names = [
  ...[
    "company.csv",
    "contact.csv",
    "contact-merge-audit.csv",
    "deal.csv",
    "deal-company.csv",
    "deal-contact.csv",
  ],
  ...["deal-pipeline.csv", "deal-pipeline-stage.csv", "deal-property-history.csv", "deal-stage.csv"],
  ...["merged-deal.csv", "owner.csv"],
];

test("one command takes every export, and KPIs come out as worked out by hand", async () => {
  const store = await newStore();
  const reports = await importSource(store, fixture("hubspot", ...names));
  expect(reports.every(({ rejected }) => rejected === 0)).toBe(true);
  // Won 1,200 and 800; deal 5 (900) is deleted, deal 3 (500) lost.
  expect(await values(store, "bookings")).toEqual([0, 1_200 + 800, 0]);
  expect((await values(store, "win_rate"))[1]).toBeCloseTo(2 / 3, 12);
  // Created in January: 1 and 3; in February: 2 and 4, since 6 was merged into 4.
  expect(await values(store, "opportunities_created")).toEqual([2, 2, 0]);
  // 10 January to 10 February: 31 days; 1 to 12 February: 11.
  expect((await values(store, "sales_cycle_days"))[1]).toBe((31 + 11) / 2);
  // 100 in January, 101 was merged into it; 103 in February.
  expect(await values(store, "leads")).toEqual([1, 1, 0]);
  // Deal 4 was made 700 on 10 February: 400 before; deals 1, 2 and 3 are open until they close.
  const days = { from: "2026-02-09", to: "2026-02-11", grain: "day" } as const;
  expect(await values(store, "pipeline_open", days)).toEqual([1_200 + 800 + 500 + 400, 800 + 500 + 700]);
});

test("property history is folded into states: stages by name, dates of milliseconds", () => {
  const changes = rowsOf(read(fixture("hubspot", ...names)), "opportunity_changes");
  expect(changes["4|2026-02-03T09:00:00.000Z"]).toMatchObject({
    stage: "Qualified",
    amount: "400",
    probability: "0.2",
    expected_close: "2026-03-31T15:00:00.000Z",
  });
  expect(changes["4|2026-02-10T10:00:00.250Z"]).toMatchObject({ stage: "Qualified", amount: "700" });
  expect(changes["4|2026-02-20T10:00:00.250Z"]).toMatchObject({ stage: "Proposal sent", amount: "700" });
  // Deal 1 has no property history: its stages are known, its past amounts are not.
  expect(changes["1|2026-01-10T09:00:00.000Z"]).toMatchObject({ stage: "Qualified" });
  expect(changes["1|2026-01-10T09:00:00.000Z"]).not.toHaveProperty("amount");
});

test("without the stages, only the ids of HubSpot's own pipeline say won or lost", () => {
  const [own] = read([
    {
      name: "deals.csv",
      text: "Record ID,Deal Name,Deal Stage,Close Date,Create Date,Amount\n1,A,Closed Won,2026-02-01,2026-01-01,$5\n2,B,Contract Sent,2026-03-01,2026-01-01,\n3,C,Magic,2026-03-01,2026-01-01,\n",
    },
  ]);
  expect(rowsOf([own!], "opportunities")).toMatchObject({
    1: { outcome: "won", closed_at: "2026-02-01", amount: "5" },
    2: { outcome: "open" },
  });
  const [reject] = own!.results[0]!.rejects;
  expect(reject).toMatchObject({ line: 4, code: "unknown_value" });
  expect(own!.files[0]?.notes.join()).toMatch(/without the pipeline stages export/);
});

test("an answer of the API is read as its export", () => {
  const deal = {
    id: "9",
    properties: {
      dealname: "Z",
      dealstage: "closedwon",
      amount: "12.5",
      closedate: "2026-02-01T00:00:00Z",
      createdate: "2026-01-01T00:00:00Z",
      pipeline: "default",
    },
    archived: false,
  };
  const [table] = read([
    { name: "deals.json", text: JSON.stringify({ results: [deal], paging: { next: { after: "9" } } }) },
  ]);
  expect(rowsOf([table!], "opportunities")["9"]).toMatchObject({ outcome: "won", amount: "12.5" });
  expect(table!.warnings).toEqual([expect.stringMatching(/deals.json: .*one page only/)]);
});

test("references of stored rows follow a contact that is merged later", async () => {
  const clock = { now: "2026-03-10T12:00:00Z" };
  const store = await newStore(clock);
  const csv = (table: "people" | "opportunities", text: string) =>
    store.importFiles("default", { table, files: [{ name: "x.csv", text }], full: false, strict: true });
  await csv("people", "id,channel\n1,Web\n2,Event\n3,Web\n");
  await csv(
    "opportunities",
    "id,outcome,closed_at,person_id,amount\nd,won,2026-02-01,2,10\ne,won,2026-02-01,3,20\n",
  );
  clock.now = "2026-03-11T12:00:00Z";
  const merge = [{ name: "merges.csv", text: "canonical_vid,vid_to_merge\n1,2\n" }];
  const reports = await importSource(store, merge);
  expect(reports.map(({ table, rows, accepted }) => [table, rows, accepted])).toEqual([
    ["people", 1, 1],
    ["opportunities", 1, 1],
  ]);
  // Nothing is left of person 2, so a second run finds nothing to do.
  const second = await importSource(store, merge);
  expect(second.map(({ table, accepted, unchanged }) => [table, accepted, unchanged])).toEqual([
    ["people", 0, 1],
  ]);
  // The deals stay as they are but for the person: one of them is matched to person 1, known as of now only.
  const warnings = async (person: string) =>
    (await csv("opportunities", `id,outcome,closed_at,person_id,amount\nd,won,2026-02-01,${person},10\n`))
      .unchanged;
  expect(await warnings("1")).toBe(1);
});

test("changes of a merged deal go with it, whether they come along or are stored", async () => {
  const clock = { now: "2026-03-10T12:00:00Z" };
  const store = await newStore(clock);
  const deals = fixture("hubspot", "deal.csv", "deal-pipeline-stage.csv");
  const history = fixture("hubspot", "deal-property-history.csv").map(({ name, text }) => ({
    name,
    text: `${text}6,2026-02-05 09:00:00,,CRM_UI,amount,,111\n`,
  }));
  const merge = fixture("hubspot", "merged-deal.csv");
  const ids = (tables: ReturnType<typeof read>) => Object.keys(rowsOf(tables, "opportunity_changes"));
  expect(ids(read([...deals, ...history]))).toContain("6|2026-02-05T09:00:00.000Z");
  await importSource(store, [...deals, ...history]);
  const days = { from: "2026-02-06", to: "2026-02-07", grain: "day" } as const;
  const open = 1_200 + 800 + 500 + 400;
  expect(await values(store, "pipeline_open", days)).toEqual([open + 111]);
  clock.now = "2026-03-11T12:00:00Z";
  const reports = await importSource(store, merge);
  expect(reports.map(({ table, accepted }) => [table, accepted])).toEqual([
    ["opportunities", 1],
    ["opportunity_changes", 1],
  ]);
  expect(await values(store, "pipeline_open", days)).toEqual([open]);
  expect(await values(store, "pipeline_open", { ...days, asOf: "2026-03-10T13:00:00Z" })).toEqual([
    open + 111,
  ]);
  // In one command the changes of the merged deal never get in.
  const other = await newStore();
  const together = await importSource(other, [...deals, ...history, ...merge]);
  const changes = together.find(({ table }) => table === "opportunity_changes");
  expect(changes).toMatchObject({ rows: 4, accepted: 3, unchanged: 1 });
});
