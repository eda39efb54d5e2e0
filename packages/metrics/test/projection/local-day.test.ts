import { describe, expect, test } from "vitest";
import { dayIn } from "../../src/projection/local-day.ts";

describe("dayIn", () => {
  test.each([
    ["UTC", "2026-03-31T23:30:00.000Z", "2026-03-31"],
    ["Europe/Berlin", "2026-03-31T23:30:00.000Z", "2026-04-01"],
    ["America/New_York", "2026-04-01T03:30:00.000Z", "2026-03-31"],
    ["America/New_York", "2026-04-01", "2026-04-01"],
    ["America/New_York", "2026-04-01T00:30:00", "2026-04-01"],
  ])("in %s, %s is %s", (zone, value, expected) => {
    expect(dayIn(zone, value)).toBe(expected);
  });
});
