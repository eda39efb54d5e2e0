import { expect, test } from "vitest";
import { ageOf, lastFilled } from "../../src/board/logic/freshness.ts";

const recorded = new Date("2026-11-16T06:00:00Z");
const later = (hours: number): Date => new Date(recorded.getTime() + hours * 3_600_000);

test("tells the age in the largest whole unit", () => {
  expect(ageOf(recorded, later(0.5)).words).toBe("less than an hour");
  expect(ageOf(recorded, later(1)).words).toBe("1 hour");
  expect(ageOf(recorded, later(23)).words).toBe("23 hours");
  expect(ageOf(recorded, later(49)).words).toBe("2 days");
});

test("calls data stale once a weekly delivery is overdue by a day", () => {
  expect(ageOf(recorded, later(8 * 24)).stale).toBe(false);
  expect(ageOf(recorded, later(8 * 24 + 1)).stale).toBe(true);
});

test("finds the last period with something in it", () => {
  const points = [
    { period: "2026-11-01", value: 3 },
    { period: "2026-11-02", value: 0 },
    { period: "2026-11-03", value: null },
  ];
  expect(lastFilled(points)).toBe("2026-11-01");
  expect(lastFilled([])).toBeNull();
});
