import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exact, toNumber } from "../../src/query/decimal.ts";

describe("exact", () => {
  test.each([
    ["0", 0n],
    ["12.5", 125_000_000_000_000_000n],
    ["-12.500001", -125_000_010_000_000_000n],
    ["123456789012.123456", 1_234_567_890_121_234_560_000_000_000n],
    ["-0.000001", -10_000_000_000n],
    ["0.0000000000000001", 1n],
  ])("reads %s exactly", (text, expected) => {
    expect(exact(text)).toBe(expected);
  });

  test.each(["", "1e5", "abc", "1.", "NaN", "1,5"])("refuses %j", (text) => {
    expect(() => exact(text)).toThrow("not a decimal");
  });

  test("sums that floats get wrong are exact", () => {
    expect(toNumber(exact("0.1") + exact("0.2"))).toBe(0.3);
  });

  test("gives the nearest number of every decimal", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (size) => {
        const sign = size < 0n ? "-" : "";
        const positive = size < 0n ? -size : size;
        const text = `${sign}${positive / 10n ** 16n}.${String(positive % 10n ** 16n).padStart(16, "0")}`;
        expect(exact(text)).toBe(size);
        expect(toNumber(size)).toBe(Number(text));
      }),
    );
  });
});
