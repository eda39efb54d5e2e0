import type { Snapshot } from "@foresail/client";
import { expect, test } from "vitest";
import { plannedSum, planOf } from "../../src/board/logic/plan.ts";

const snapshot = (kind: Snapshot["kind"], values: Record<string, number>, metric = "mrr"): Snapshot => ({
  id: "0",
  contentHash: "0",
  metric,
  definition: `${metric}@1`,
  unit: "currency",
  grain: "month",
  where: {},
  kind,
  label: kind,
  issuedAt: "2026-01-01T00:00:00Z",
  dataCutoff: "2026-01-01",
  model: null,
  notes: [],
  points: Object.entries(values).map(([period, value]) => ({ period, lag: 1, value, intervals: {} })),
  recordedAt: "2026-01-01T00:00:00Z",
});

test("takes for each month the plan that was issued last", () => {
  const plan = planOf(
    [
      snapshot("plan", { "2026-10-01": 1, "2026-11-01": 2 }),
      snapshot("model", { "2026-10-01": 9 }),
      snapshot("plan", { "2026-10-01": 5 }, "bookings"),
      snapshot("plan", { "2026-11-01": 3 }),
    ],
    "mrr",
  );
  expect([...plan]).toEqual([
    ["2026-10-01", 1],
    ["2026-11-01", 3],
  ]);
  expect(plannedSum(plan, ["2026-10-01", "2026-11-01"])).toBe(4);
  expect(plannedSum(plan, ["2026-11-01", "2026-12-01"])).toBeNull();
});
