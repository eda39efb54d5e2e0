import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { millionths, toNumber } from "../../src/query/decimal.ts";

describe("millionths", () => {
  test.each([
    ["0", 0n],
    ["12.5", 12_500_000n],
    ["-12.500001", -12_500_001n],
    ["123456789012.123456", 123_456_789_012_123_456n],
    ["-0.000001", -1n],
  ])("reads %s exactly", (text, expected) => {
    expect(millionths(text)).toBe(expected);
  });

  test.each(["", "1e5", "abc", "1.", "NaN", "1,5"])("refuses %j", (text) => {
    expect(() => millionths(text)).toThrow("not a decimal");
  });

  test("sums that floats get wrong are exact", () => {
    expect(toNumber(millionths("0.1") + millionths("0.2"))).toBe(0.3);
  });

  test("gives the nearest number of every decimal", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), (size) => {
        const sign = size < 0n ? "-" : "";
        const positive = size < 0n ? -size : size;
        const text = `${sign}${positive / 1_000_000n}.${String(positive % 1_000_000n).padStart(6, "0")}`;
        expect(millionths(text)).toBe(size);
        expect(toNumber(size)).toBe(Number(text));
      }),
    );
  });
});
