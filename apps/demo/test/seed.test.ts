import { type Batch, generateCompany, replay } from "@foresail/sample";
import { expect, test } from "vitest";
import { endOfQuarter, lastMonday, monthlyFreezes } from "../src/server/seed/dates.ts";
import { dueDeliveries } from "../src/server/seed/deliveries.ts";

test("the books reach to the end of the running quarter", () => {
  expect(endOfQuarter(new Date("2026-11-22T10:00:00Z"))).toBe("2027-01-01");
  expect(endOfQuarter(new Date("2026-09-30T23:59:59Z"))).toBe("2026-10-01");
});

test("no freeze lies ahead", () => {
  expect(monthlyFreezes(new Date("2026-02-10T00:00:00Z"), 2)).toEqual([
    "2026-01-08T00:00:00Z",
    "2026-02-08T00:00:00Z",
  ]);
  expect(monthlyFreezes(new Date("2026-02-07T23:59:59Z"), 2).at(-1)).toBe("2026-01-08T00:00:00Z");
  expect(lastMonday(new Date("2026-11-23T10:00:00Z"))).toBe("2026-11-16T00:00:00Z");
});

test("deliveries that are due give the same rows, whether history comes at once or month by month", () => {
  const { batches } = generateCompany({ seed: 7, end: "2026-12-01", rows: 6000 });
  const now = "2026-11-10T00:00:00Z";
  const due = dueDeliveries(batches, "2025-01-01T00:00:00Z", now, null);
  const all = replay(batches.filter(({ recordedAt }) => recordedAt <= now));
  expect(replay(due as Batch[])).toEqual(all);
  expect(due.length).toBeLessThan(batches.length * 0.8);
  expect(due.map(({ recordedAt }) => recordedAt)).toEqual(due.map(({ recordedAt }) => recordedAt).toSorted());
  expect(due.every(({ recordedAt }) => recordedAt <= now)).toBe(true);
});

test("a seeding that stopped goes on at the delivery it stopped in", () => {
  const { batches } = generateCompany({ seed: 7, end: "2026-12-01", rows: 6000 });
  const now = "2026-11-10T00:00:00Z";
  const all = dueDeliveries(batches, "2025-01-01T00:00:00Z", now, null);
  const middle = all[Math.floor(all.length / 2)]!.recordedAt;
  const rest = dueDeliveries(batches, "2025-01-01T00:00:00Z", now, middle);
  expect(rest).toEqual(all.filter(({ recordedAt }) => recordedAt >= middle));
});
