import { expect, test } from "vitest";
import { divideMicros, formatMicros, parseMicros } from "../../src/truth/micros.ts";

test("reads and writes decimals", () => {
  expect(parseMicros("1234.5")).toBe(1_234_500_000);
  expect(parseMicros("-0.000001")).toBe(-1);
  expect(formatMicros(1_234_500_000)).toBe("1234.5");
  expect(formatMicros(-1)).toBe("-0.000001");
  expect(formatMicros(0)).toBe("0");
  expect(() => parseMicros("1e3")).toThrow("got 1e3");
  expect(() => parseMicros("1.2345678")).toThrow("up to six places");
});

test("rounds halves to the even micro-unit", () => {
  expect(divideMicros(5, 2)).toBe(2);
  expect(divideMicros(7, 2)).toBe(4);
  expect(divideMicros(-5, 2)).toBe(-2);
  expect(divideMicros(-7, 2)).toBe(-4);
  expect(divideMicros(parseMicros("290"), 12)).toBe(parseMicros("24.166667"));
  expect(divideMicros(parseMicros("495") * 7, 12)).toBe(parseMicros("288.75"));
});
