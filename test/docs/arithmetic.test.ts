/** The arithmetic by which hand work is checked. */
import { describe, expect, test } from "vitest";
import { arithmetic, workedByHand } from "./support/arithmetic.ts";

describe("arithmetic", () => {
  test.each([
    ["2 + 3 * 4", 14],
    ["(2 + 3) * 4", 20],
    ["-2 ^ 2", -4],
    ["2 ^ 3 ^ 2", 512],
    ["10 - 4 - 3", 3],
    ["median(30, 10, 55)", 30],
    ["median(4, 1)", 2.5],
    ["max(min(3, 5), 2 - 1)", 3],
    ["1 / 0", null],
    ["three", null],
    ["3 4", null],
    ["(3", null],
  ])("%s is %s", (text, value) => {
    expect(arithmetic(text)).toBe(value);
  });

  test("refuses hand work that does not hold", () => {
    expect(() => workedByHand(["1 + 1 = 3"])).toThrow('"1 + 1 = 3" does not hold');
    expect(() => workedByHand(["ash and birch"])).toThrow("no line is arithmetic");
    expect(workedByHand(["S(10): 1 / 4 = 0.25", "2 / 3 = 0.666667"])).toBe(2 / 3);
  });
});
