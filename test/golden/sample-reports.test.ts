import { ReportName, ReportRequest, type ReportRequestInput, type TableName } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { type Company, generateCompany } from "@foresail/sample";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, newDuckDBStore, removeFolders } from "../support/stores.ts";

/*
 * Every report of the sample company: against plain computations over the rows that the generator says are true, as of a
 * past delivery against a store that knows no more, and beside another tenant's rows.
 */

const now = "2026-11-20T12:00:00Z";
const company = generateCompany({ seed: 7, end: "2026-11-01", rows: 5_000 });
const past = company.batches[Math.floor(company.batches.length * 0.7)]?.recordedAt ?? "";

async function load(
  store: MetricsStore,
  { batches }: Company,
  tenant: string,
  until: string | null = null,
): Promise<void> {
  for (const { table, rows, recordedAt } of batches) {
    if (until !== null && recordedAt > until) continue;
    const given = rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)),
    );
    await store.importRecords(tenant, table as TableName, {
      rows: given,
      recordedAt,
      full: false,
      strict: true,
    });
  }
}

const day = (text: string | null | undefined): string | null => (text ? text.slice(0, 10) : null);
const cents = (amount: number | string | null | undefined): number => Math.round(Number(amount ?? 0) * 100);

let store: MetricsStore;
let known: MetricsStore;

beforeAll(async () => {
  store = await newDuckDBStore(now);
  await load(store, company, "default");
  known = await newDuckDBStore(past);
  await load(known, company, "default", past);
}, 240_000);

afterAll(async () => {
  await store.close();
  await known.close();
  removeFolders();
});

async function tables(of: MetricsStore, request: ReportRequestInput) {
  const report = await of.report("default", ReportRequest.parse(request));
  return Object.fromEntries(report.tables.map(({ id, rows }) => [id, rows]));
}

describe("against plain computations", () => {
  test("the funnel of leads", async () => {
    const range = { from: "2026-01-01", to: "2026-04-01" };
    const { steps = [] } = await tables(store, { report: "funnel", ...range });
    const won = new Map<string, string>();
    for (const { person_id, outcome, closed_at } of company.tables.opportunities) {
      const closed = day(closed_at);
      if (!person_id || outcome !== "won" || closed === null) continue;
      if (closed < (won.get(person_id) ?? "9")) won.set(person_id, closed);
    }
    const cohort = company.tables.people
      .map((person) => ({
        created: day(person.created_at),
        days: [
          day(person.mql_at),
          day(person.sql_at),
          day(person.converted_at) ?? won.get(person.id) ?? null,
        ],
      }))
      .filter(({ created }) => created !== null && created >= range.from && created < range.to);
    const reached = [0, 1, 2].map(
      (step) => cohort.filter(({ days }) => days.slice(step).some((one) => one !== null)).length,
    );
    expect(steps.map((row) => row.reached)).toEqual([cohort.length, ...reached]);
    expect(cohort.length).toBeGreaterThan(20);
  });

  test("the pipeline waterfall", async () => {
    const [from, to] = ["2026-07-01", "2026-10-01"];
    const { waterfall = [] } = await tables(store, { report: "pipeline", from, to });
    const changes = Map.groupBy(company.tables.opportunity_changes, ({ opportunity_id }) => opportunity_id);
    const inWindow = (expected: string | null): boolean =>
      expected !== null && expected >= from && expected < to;
    let [begin, end, won, created] = [0, 0, 0, 0];
    for (const deal of company.tables.opportunities) {
      const [opened, closed] = [day(deal.created_at), deal.outcome === "open" ? null : day(deal.closed_at)];
      if (opened === null) continue;
      const history = (changes.get(deal.id) ?? []).toSorted((a, b) => (a.at < b.at ? -1 : 1));
      const amountAt = (moment: string) => {
        if (opened >= moment || (closed !== null && closed < moment)) return null;
        let state = { amount: cents(deal.amount), expected: day(deal.expected_close) };
        for (const change of history) {
          if ((day(change.at) ?? "9") >= moment) break;
          state = {
            amount: change.amount === null ? state.amount : cents(change.amount),
            expected: change.expected_close === null ? state.expected : day(change.expected_close),
          };
        }
        return inWindow(state.expected) ? state.amount : null;
      };
      begin += amountAt(from) ?? 0;
      end += amountAt(to) ?? 0;
      const closedHere = closed !== null && closed >= from && closed < to;
      if (closedHere && deal.outcome === "won") won += cents(deal.amount);
      if (opened < from) continue;
      if (!closedHere) created += amountAt(to) ?? 0;
      else if (deal.outcome === "won") created += cents(deal.amount);
    }
    const amounts = new Map(waterfall.map(({ step, amount }) => [step, cents(amount as number)]));
    expect([amounts.get("begin"), amounts.get("end"), amounts.get("won")]).toEqual([begin, end, -won]);
    // Deals that came and were lost in the quarter are new as well, and leave again as lost.
    expect(amounts.get("new")).toBeGreaterThanOrEqual(created);
    const between = [...amounts].filter(([step]) => step !== "begin" && step !== "end");
    expect(between.reduce((sum, [, amount]) => sum + amount, begin)).toBe(end);
    expect(begin).toBeGreaterThan(0);
  });

  test("movements and cohorts add up to MRR and customers", async () => {
    const range = { from: "2023-11-01", to: "2026-11-01" };
    const [mrr, customers] = await ask(store, { metrics: ["mrr", "customers"], ...range });
    const { totals = [] } = await tables(store, { report: "movements", ...range });
    expect(totals.map((row) => row.closing_mrr)).toEqual(mrr?.points.map(({ value }) => value));
    // From the first customer on: cohorts of before a range are not in it.
    const { cells = [] } = await tables(store, { report: "cohorts", to: range.to });
    for (const [index, point] of (customers?.points ?? []).entries()) {
      const there = cells.filter(({ period }) => period === point.period);
      expect(there.reduce((sum, cell) => sum + Number(cell.customers), 0)).toBe(point.value);
      const revenue = there.reduce((sum, cell) => sum + Number(cell.revenue), 0);
      expect(revenue).toBeCloseTo(mrr?.points[index]?.value ?? 0, 6);
    }
  });

  test("velocity's factors over a quarter", async () => {
    const range = { from: "2026-07-01", to: "2026-10-01" };
    const { factors = [] } = await tables(store, { report: "velocity", ...range });
    const closed = company.tables.opportunities.filter(({ outcome, closed_at }) => {
      const at = day(closed_at);
      return outcome !== "open" && at !== null && at >= range.from && at < range.to;
    });
    const won = closed.filter(({ outcome }) => outcome === "won");
    expect(factors[0]).toMatchObject({ decided: closed.length });
    expect(factors[0]?.win_rate).toBeCloseTo(won.length / closed.length, 12);
    const sizes = won.filter(({ amount }) => amount !== null).map(({ amount }) => cents(amount));
    const mean = sizes.reduce((sum, size) => sum + size, 0) / 100 / sizes.length;
    expect(factors[0]?.average_deal_size).toBeCloseTo(mean, 6);
  });

  test("the timeline of an account", async () => {
    const account = company.tables.subscriptions[0]?.account_id ?? "";
    const { timeline = [] } = await tables(store, { report: "account", options: { account } });
    const own = <Row extends { account_id: string | null }>(rows: readonly Row[]) =>
      rows.filter(({ account_id }) => account_id === account);
    const { subscriptions, invoices } = company.tables;
    const counts = (event: string) => timeline.filter((row) => row.event === event).length;
    expect(counts("subscription starts")).toBe(own(subscriptions).length);
    expect(counts("invoice issued")).toBe(own(invoices).length);
    expect(timeline.map((row) => row.day)).toEqual(timeline.map((row) => row.day).toSorted());
  });
});

const requests: readonly ReportRequestInput[] = ReportName.options.map((report) => ({
  report,
  from: "2025-01-01",
  to: "2026-01-01",
  grain: "quarter",
  ...(report === "account" ? { options: { account: company.tables.accounts[3]?.id ?? "" } } : {}),
}));

test.each(requests)("as of a past delivery the report $report is what was known then", async (request) => {
  expect(await tables(store, { ...request, asOf: past })).toEqual(await tables(known, request));
});

test("another tenant's rows change no report", async () => {
  const before = await Promise.all(requests.map((request) => tables(store, request)));
  await load(store, generateCompany({ seed: 8, end: "2026-11-01", rows: 5_000 }), "other");
  const after = await Promise.all(requests.map((request) => tables(store, request)));
  expect(after).toEqual(before);
}, 120_000);

test("hostile strings are values like any other", async () => {
  const hostile = "'; drop table opportunities; --\"\\ {p1:String} $1";
  for (const request of requests) {
    const where = request.report === "account" ? {} : { region: [hostile] };
    const options = request.report === "account" ? { account: hostile } : {};
    const found = await tables(store, { ...request, where, options });
    expect(Object.keys(found).length).toBeGreaterThan(0);
  }
  await expect(
    tables(store, { report: "funnel", options: { over: `events:a,${hostile}` } }),
  ).resolves.toBeDefined();
  expect((await tables(store, { report: "pipeline" })).waterfall?.length).toBe(9);
});
