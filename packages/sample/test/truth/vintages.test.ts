import { expect, test } from "vitest";
import type { Batch, SubscriptionRow } from "../../src/index.ts";
import { mrrVintages, publishedMrr } from "../../src/truth/vintages.ts";
import { company } from "../company.ts";

const row = (id: string, starts_at: string, mrr: string, ends_at: string | null = null): SubscriptionRow => ({
  ...company.tables.subscriptions[0]!,
  id,
  starts_at,
  ends_at,
  mrr,
  trial: false,
});
const subscriptions = (recordedAt: string, rows: SubscriptionRow[]): Batch => ({
  recordedAt,
  table: "subscriptions",
  rows,
});
const nothing = (recordedAt: string): Batch => ({ recordedAt, table: "products", rows: [] });

const batches: Batch[] = [
  nothing("2026-09-28T06:00:00Z"),
  subscriptions("2026-09-28T06:00:00Z", [row("a", "2026-08-10", "100"), row("b", "2026-09-20", "20")]),
  nothing("2026-10-05T06:00:00Z"),
  subscriptions("2026-10-12T06:00:00Z", [
    row("a", "2026-08-10", "100", "2026-10-06"),
    row("b", "2026-09-20", "19"),
  ]),
];
const vintages = mrrVintages(batches, [
  ["2026-08-01", "2026-09-01"],
  ["2026-09-01", "2026-10-01"],
  ["2026-10-01", "2026-11-01"],
]);

test("each delivery is one vintage of the months that are over, whether or not it has subscriptions", () => {
  expect(vintages).toEqual([
    { recordedAt: "2026-09-28T06:00:00Z", mrr: { "2026-08-01": "100" } },
    { recordedAt: "2026-10-05T06:00:00Z", mrr: { "2026-08-01": "100", "2026-09-01": "120" } },
    { recordedAt: "2026-10-12T06:00:00Z", mrr: { "2026-08-01": "100", "2026-09-01": "119" } },
  ]);
});

test("a month is first published by the first delivery after its end", () => {
  expect(publishedMrr(vintages)[1]).toEqual({
    period: "2026-09-01",
    firstPublishedAt: "2026-10-05T06:00:00Z",
    firstPublished: "120",
    current: "119",
  });
});
