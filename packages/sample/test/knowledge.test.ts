import { describe, expect, test } from "vitest";
import { type Batch, batchesUntil, columns, generateCompany, type Row, replay } from "../src/index.ts";
import { computeTruth } from "../src/truth/truth.ts";
import { byId } from "./company.ts";

/** Dates that a row may give ahead of time, as they were planned or signed. */
const planned: readonly string[] = ["expected_close", "renews_at", "period_end"];

const instantsOf = (batches: readonly Batch[]): string[] => [
  ...new Set(batches.map(({ recordedAt }) => recordedAt)),
];

test("batchesUntil takes the deliveries up to an instant, in any ISO form", () => {
  const batches = ["2026-11-02T06:00:00Z", "2026-11-09T06:00:00Z"].map(
    (recordedAt): Batch => ({ recordedAt, table: "products", rows: [] }),
  );
  expect(batchesUntil(batches, "2026-11-09T05:59:59Z")).toEqual(batches.slice(0, 1));
  expect(batchesUntil(batches, "2026-11-09T06:00:00.000Z")).toEqual(batches);
  expect(batchesUntil(batches, "2026-11-09T01:00:00-05:00")).toEqual(batches);
  expect(batchesUntil(batches, "2026-11-09")).toEqual(batches.slice(0, 1));
  expect(batchesUntil(batches, "2026-11-02T05:00:00Z")).toEqual([]);
  expect(() => batchesUntil(batches, "soon")).toThrow("ISO date or timestamp, got soon");
});

describe.each([
  { seed: 7, end: "2026-12-01", scale: 1 },
  { seed: 3, end: "2027-02-01", rows: 10_000 },
])("a company of %o", (options) => {
  const { batches, tables, truth } = generateCompany(options);

  test("no version holds a date after it was recorded, except planned ones", () => {
    for (const { table, recordedAt, rows } of batches) {
      const dates = columns[table].filter(
        (name) => /(^at|_at|date|_start)$/.test(name) && !planned.includes(name),
      );
      for (const row of rows as readonly Row[]) {
        const late = dates.filter((name) => String(row[name] ?? "") > recordedAt);
        expect(late, `${table} ${row.id} at ${recordedAt}`).toEqual([]);
      }
    }
  });

  test("after each delivery an opportunity stands where its last known change left it", () => {
    for (const instant of instantsOf(batches).slice(-16)) {
      const known = replay(batchesUntil(batches, instant));
      const last = new Map<string, (typeof known.opportunity_changes)[number]>();
      for (const change of known.opportunity_changes) {
        if (change.at > (last.get(change.opportunity_id)?.at ?? "")) last.set(change.opportunity_id, change);
      }
      expect(last.size).toBe(known.opportunities.length);
      for (const { id, stage, amount, expected_close, outcome, closed_at } of known.opportunities) {
        const change = last.get(id)!;
        expect({ stage, amount, expected_close }, `${id} at ${instant}`).toEqual({
          stage: change.stage,
          amount: change.amount,
          expected_close: change.expected_close,
        });
        expect(closed_at, `${id} at ${instant}`).toBe(outcome === "open" ? null : change.at);
      }
    }
  });

  test("after each delivery references lead to rows known by then", () => {
    for (const instant of instantsOf(batches)) {
      const known = replay(batchesUntil(batches, instant));
      const accounts = byId(known.accounts);
      const people = byId(known.people);
      const rows: readonly Row[] = [
        ...known.people,
        ...known.opportunities,
        ...known.subscriptions,
        ...known.invoices,
        ...known.payments,
        ...known.touchpoints,
        ...known.events,
        ...known.accounts.map((row) => ({ ...row, account_id: row.parent_id })),
      ];
      const lost = rows.filter(
        ({ account_id, person_id }) =>
          (account_id && !accounts.has(String(account_id))) || (person_id && !people.has(String(person_id))),
      );
      expect(lost.slice(0, 3), instant).toEqual([]);
    }
  });

  test("spend counts no lead that was not there yet", () => {
    for (const instant of instantsOf(batches)) {
      const { people, spend } = replay(batchesUntil(batches, instant));
      for (const channel of new Set(spend.map((row) => row.channel))) {
        const paid = spend
          .filter((row) => row.channel === channel)
          .reduce((sum, { leads }) => sum + (leads ?? 0), 0);
        const come = people.filter((row) => row.channel === channel && row.created_at >= truth.start);
        expect(paid, `${channel} at ${instant}`).toBeLessThanOrEqual(come.length);
      }
    }
  });

  test("deals and subscriptions that end in the last weeks were still running before", () => {
    const cut = instantsOf(batches).at(-4)!;
    const before = replay(batchesUntil(batches, cut));
    const won = byId(tables.opportunities);
    const ended = byId(tables.subscriptions);
    const wonLater = before.opportunities.filter(
      ({ id, closed_at }) => closed_at === null && won.get(id)!.outcome === "won",
    );
    const endedLater = before.subscriptions.filter(
      ({ id, ends_at }) => ends_at === null && ended.get(id)!.ends_at !== null,
    );
    expect(wonLater.length).toBeGreaterThan(0);
    expect(wonLater.every(({ outcome }) => outcome === "open")).toBe(true);
    expect(endedLater.length).toBeGreaterThan(0);
  });

  test("cut anywhere in the last three months, complete months have the truth of the whole", () => {
    for (const instant of instantsOf(batches).slice(-15)) {
      const known = batchesUntil(batches, instant);
      const end = `${instant.slice(0, 7)}-01`;
      const cut = computeTruth(replay(known), known, truth.start, end);
      const complete = new Set(cut.points.map(({ grain, period }) => `${grain} ${period}`));
      const whole = truth.points.filter(({ grain, period }) => complete.has(`${grain} ${period}`));
      expect(cut.points.length).toBeGreaterThan(1000);
      expect(cut.points, instant).toEqual(whole);
      expect(cut.published, instant).toEqual(truth.published.filter(({ period }) => period < end));
    }
  });
});
