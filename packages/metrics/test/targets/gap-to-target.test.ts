import { expect, test } from "vitest";
import { gapToTarget } from "../../src/targets/gap-to-target.ts";

const june = {
  period: "2026-06-01",
  ends: "2026-07-01",
  direction: "up",
  additive: true,
  partial: true,
} as const;

test("what each day left must add", () => {
  const point = gapToTarget({ ...june, today: "2026-06-21", value: 60, target: 100 });
  expect(point).toMatchObject({
    gap: 40,
    attainment: 0.6,
    met: false,
    daysLeft: 10,
    requiredPerDay: 4,
    requiredPerWeek: 28,
  });
});

test("in the last week the week needs the whole gap", () => {
  const point = gapToTarget({ ...june, today: "2026-06-28", value: 60, target: 90 });
  expect(point).toMatchObject({ daysLeft: 3, requiredPerDay: 10, requiredPerWeek: 30 });
});

test("amounts are subtracted as decimals", () => {
  expect(gapToTarget({ ...june, today: "2026-06-21", value: 60.1, target: 100.3 }).gap).toBe(40.2);
});

test.each([
  ["met", { today: "2026-06-21", value: 100, target: 100 }, true],
  ["over", { today: "2026-07-04", value: 60, target: 100 }, false],
  ["without a target", { today: "2026-06-21", value: 60, target: null }, null],
  ["without a value", { today: "2026-06-21", value: null, target: 100 }, null],
  ["of a rate", { today: "2026-06-21", value: 0.2, target: 0.3, additive: false }, false],
  [
    "of a metric that should be low",
    { today: "2026-06-21", value: 0.4, target: 0.3, direction: "down" },
    false,
  ],
] as const)("no run rate where a period is %s", (_, given, met) => {
  const point = gapToTarget({ ...june, ...given });
  expect(point).toMatchObject({ met, requiredPerDay: null, requiredPerWeek: null });
});

test("a metric that should be low meets its target below it", () => {
  const point = gapToTarget({ ...june, today: "2026-06-21", value: 0.02, target: 0.03, direction: "down" });
  expect(point).toMatchObject({ met: true, gap: 0.01 });
});

test("a period ahead has all its days left, and a target of 0 no attainment", () => {
  const ahead = gapToTarget({ ...june, today: "2026-05-02", value: 0, target: 60 });
  expect(ahead).toMatchObject({ daysLeft: 30, requiredPerDay: 2 });
  expect(gapToTarget({ ...june, today: "2026-06-02", value: 5, target: 0 }).attainment).toBeNull();
});
