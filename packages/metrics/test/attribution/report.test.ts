import type { Report, ReportRow } from "@foresail/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attributionModels } from "../../src/attribution/attribute-paths.ts";
import { BothStores } from "../sales/support/both-stores.ts";

/*
 * Two won deals with the same path (mail, then search; 100 and 50), one by ads (30), one without a touch (20), one whose only
 * touch has no channel (10); a visitor who never said who he is. Spend: search 60, radio 15, 25 without a channel.
 */
const stores = new BothStores();

beforeAll(async () => {
  stores.now = "2026-06-01T00:00:00.000Z";
  await stores.open();
  await stores.add("touchpoints", [
    { id: "1", at: "2026-03-02", account_id: "A", channel: "mail", medium: "email" },
    { id: "2", at: "2026-03-03", account_id: "A", channel: "search", medium: "cpc" },
    { id: "3", at: "2026-03-02", account_id: "B", channel: "mail", medium: "email" },
    { id: "4", at: "2026-03-04", account_id: "B", channel: "search", medium: "cpc" },
    { id: "5", at: "2026-03-04", account_id: "C", channel: "ads", medium: "cpc" },
    { id: "6", at: "2026-03-04", account_id: "E", medium: "cpc" },
    { id: "7", at: "2026-03-05", anonymous_id: "v", channel: "ads" },
    { id: "8", at: "2026-02-05", account_id: "Z", channel: "ads" },
  ]);
  await stores.add("opportunities", [
    { id: "a", outcome: "won", closed_at: "2026-03-20", amount: 100, account_id: "A", owner: "Ann" },
    { id: "b", outcome: "won", closed_at: "2026-03-21", amount: 50, account_id: "B" },
    { id: "c", outcome: "won", closed_at: "2026-03-22", amount: 30, account_id: "C" },
    { id: "d", outcome: "won", closed_at: "2026-03-23", amount: 20, account_id: "D" },
    { id: "e", outcome: "won", closed_at: "2026-03-24", amount: 10, account_id: "E" },
  ]);
  await stores.add("spend", [
    { id: "1", date: "2026-03-01", amount: 60, channel: "search" },
    { id: "2", date: "2026-03-02", amount: 15, channel: "radio" },
    { id: "3", date: "2026-03-03", amount: 25 },
  ]);
});

afterAll(() => stores.close());

const march = { report: "attribution", from: "2026-03-01", to: "2026-04-01" } as const;

function rowsOf(report: Report, id: string): readonly ReportRow[] {
  return report.tables.find((table) => table.id === id)?.rows ?? [];
}

describe("credits", () => {
  test("models side by side, with rows for what has no channel and no touch, and the total", async () => {
    const report = await stores.report({
      ...march,
      options: { models: "first,linear" },
      set: { "margin.gross": "0.5" },
    });
    const cells = rowsOf(report, "credits").map((row) => [
      row.row,
      row.channel,
      row.spend,
      row.first,
      row.first_roas,
      row.linear,
      row.linear_roi,
    ]);
    expect(cells).toEqual([
      ["value", "mail", 0, 150, null, 75, null],
      ["value", "ads", 0, 30, null, 30, null],
      ["value", "radio", 15, 0, 0, 0, -1],
      ["value", "search", 60, 0, 0, 75, (37.5 - 60) / 60],
      ["no channel", null, 25, 10, 0.4, 10, (5 - 25) / 25],
      ["no touch", null, 0, 20, null, 20, null],
      ["total", null, 100, 210, 2.1, 210, (105 - 100) / 100],
    ]);
    expect(report.definition).toBe("attribution@1[margin.gross=0.5]");
  });

  test("every model by default; each adds up to its total", async () => {
    const rows = rowsOf(await stores.report(march), "credits");
    const [bookings] = await stores.one("bookings", { from: march.from, to: march.to });
    for (const model of attributionModels) {
      const parts = rows.filter(({ row }) => row !== "total").map((row) => Number(row[model]));
      expect(parts.reduce((a, b) => a + b, 0)).toBeCloseTo(210, 9);
      expect(rows.at(-1)?.[model]).toBe(bookings);
    }
  });

  test("conversions with their cost, pipeline per spend", async () => {
    const options = { models: "last", measure: "conversions" };
    const conversions = rowsOf(await stores.report({ ...march, options }), "credits");
    expect(conversions.map((row) => [row.row, row.channel, row.last, row.last_cost])).toEqual([
      ["value", "search", 2, 30],
      ["value", "ads", 1, 0],
      ["value", "mail", 0, null],
      ["value", "radio", 0, null],
      ["no channel", null, 1, 25],
      ["no touch", null, 1, 0],
      ["total", null, 5, 20],
    ]);
    const pipeline = await stores.report({ ...march, options: { models: "last", measure: "pipeline" } });
    expect(rowsOf(pipeline, "credits").at(-1)).toMatchObject({ row: "total", last: 0, last_per_spend: 0 });
  });

  test("by another dimension, by option or by name", async () => {
    const options = { models: "last", dimension: "medium" };
    const found = rowsOf(await stores.report({ ...march, options }), "credits");
    expect(found.map((row) => [row.row, row.medium, row.spend, row.last])).toEqual([
      ["value", "cpc", 0, 190],
      ["value", "email", 0, 0],
      ["no medium", null, 100, 0],
      ["no touch", null, 0, 20],
      ["total", null, 100, 210],
    ]);
    const byName = await stores.report({ ...march, by: ["medium"], options: { models: "last" } });
    expect(rowsOf(byName, "credits")).toEqual(found);
  });

  test("where keeps a channel's credits, or opportunities and then no spend", async () => {
    const options = { models: "linear" };
    const ofChannel = await stores.report({ ...march, options, where: { channel: ["search"] } });
    expect(
      rowsOf(ofChannel, "credits").map((row) => [row.row, row.spend, row.linear, row.linear_roas]),
    ).toEqual([
      ["value", 60, 75, 1.25],
      ["no touch", 0, 0, null],
      ["total", 60, 75, 1.25],
    ]);
    const ofOwner = await stores.report({ ...march, options, where: { owner: ["Ann"] } });
    expect(rowsOf(ofOwner, "credits").map((row) => [row.row, row.channel, row.spend, row.linear])).toEqual([
      ["value", "mail", null, 50],
      ["value", "search", null, 50],
      ["no touch", null, null, 0],
      ["total", null, null, 100],
    ]);
    expect(ofOwner.notes.at(-1)).toContain("spend is left out");
  });
});

test("paths by how many went them", async () => {
  expect(rowsOf(await stores.report(march), "paths")).toEqual([
    { path: "mail > search", touches: 2, conversions: 2, share: 0.4, value: 150 },
    { path: "ads", touches: 1, conversions: 1, share: 0.2, value: 30 },
    { path: "(no touch)", touches: 0, conversions: 1, share: 0.2, value: 20 },
    { path: "(none)", touches: 1, conversions: 1, share: 0.2, value: 10 },
  ]);
});

test("counts of touches that nothing can be credited for", async () => {
  const counts = rowsOf(await stores.report(march), "touches").map(({ what, n }) => [what, n]);
  expect(counts).toEqual([
    ["touches in the range", 7],
    ["of visitors who are not identified", 1],
    ["without a channel", 1],
    ["conversions", 5],
    ["conversions without a touch", 1],
    ["ways that led to no conversion", 1],
  ]);
});

test("options that are wrong are refused", async () => {
  await expect(stores.report({ ...march, options: { models: "first,best" } })).rejects.toThrow(
    /unknown attribution model "best"/,
  );
  await expect(stores.report({ ...march, by: ["channel", "medium"] })).rejects.toThrow(
    /cannot be split by channel, medium/,
  );
  await expect(stores.report({ ...march, options: { dimension: "owner" } })).rejects.toThrow(
    /option dimension of report attribution is "owner"/,
  );
});

test("a range after all that is known has no tables", async () => {
  const report = await stores.report({ ...march, from: "2027-01-01", to: "2027-02-01" });
  expect(report.tables).toEqual([]);
});
