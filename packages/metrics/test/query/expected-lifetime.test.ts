import { describe, expect, test } from "vitest";
import { expectedLifetime } from "../../src/query/expected-lifetime.ts";
import { kaplanMeier } from "../../src/query/kaplan-meier.ts";

describe("expected lifetime", () => {
  test("is the cap where nobody left, discounted if asked", () => {
    expect(expectedLifetime([], 60, 0)).toBe(60);
    // Two months at 21 % a year: 1 + 1.21^(-1/12).
    expect(expectedLifetime([], 2, 0.21)).toBeCloseTo(1 + 1.21 ** (-1 / 12), 12);
  });

  test("steps down where customers leave", () => {
    // Of four, one leaves on day 31 and three go out of sight later: S = 1 at months 0 and 1 (day 30), 0.75 at month 2.
    const steps = kaplanMeier({ ended: new Map([[31, 1]]), censored: new Map([[90, 3]]) });
    expect(expectedLifetime(steps, 3, 0)).toBe(2.75);
  });

  test("is 1 where all leave within the first month", () => {
    const steps = kaplanMeier({ ended: new Map([[10, 5]]), censored: new Map() });
    expect(expectedLifetime(steps, 60, 0)).toBe(1);
  });
});
