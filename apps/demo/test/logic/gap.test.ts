import { expect, test } from "vitest";
import { runRate } from "../../src/board/logic/gap.ts";

test("divides the gap by the days left and compares with the pace so far", () => {
  expect(runRate({ plan: 100, start: 0, actual: 40, daysSoFar: 40, daysLeft: 20 })).toEqual({
    plan: 100,
    actual: 40,
    gap: 60,
    daysLeft: 20,
    needed: 3,
    pace: 1,
    ratio: 3,
  });
});

test("counts the pace of a balance from where it started", () => {
  expect(runRate({ plan: 300, start: 270, actual: 280, daysSoFar: 10, daysLeft: 10 })).toMatchObject({
    needed: 2,
    pace: 1,
    ratio: 2,
  });
});

test("needs nothing once the plan is met", () => {
  expect(runRate({ plan: 100, start: 0, actual: 120, daysSoFar: 4, daysLeft: 2 })).toMatchObject({
    gap: -20,
    needed: 0,
    ratio: null,
  });
});

test("gives no pace before the first day, none needed after the last, no ratio to a loss", () => {
  expect(runRate({ plan: 100, start: 0, actual: 0, daysSoFar: 0, daysLeft: 5 }).pace).toBeNull();
  expect(runRate({ plan: 100, start: 0, actual: 50, daysSoFar: 5, daysLeft: 0 }).needed).toBeNull();
  expect(runRate({ plan: 100, start: 60, actual: 50, daysSoFar: 5, daysLeft: 5 }).ratio).toBeNull();
});
