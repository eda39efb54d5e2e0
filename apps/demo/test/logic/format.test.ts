import { expect, test } from "vitest";
import {
  formatDay,
  formatExact,
  formatInstant,
  formatList,
  formatMonth,
  formatTimes,
  formatValue,
} from "../../src/board/logic/format.ts";

const money = { unit: "currency", currency: "USD" } as const;

test("writes values for reading at sight", () => {
  expect(formatValue(512_345, money)).toBe("$512K");
  expect(formatValue(3800, money, "signed")).toBe("+$3.8K");
  expect(formatValue(0.241, { unit: "fraction" })).toBe("24.1%");
  expect(formatValue(-0.012, { unit: "fraction" }, "signed")).toBe("-1.2 pp");
  expect(formatValue(58, { unit: "days" })).toBe("58 days");
  expect(formatValue(1234, { unit: "count" })).toBe("1,230");
  expect(formatValue(null, money)).toBe("–");
});

test("writes tables to the last unit, and no negative zero", () => {
  expect(formatExact(272_449.285, money)).toBe("$272,449");
  expect(formatExact(-0, money, "signed")).toBe("$0");
  expect(formatExact(92, { unit: "count" }, "signed")).toBe("+92");
});

test("writes days, months, instants, lists and multiples", () => {
  expect(formatDay("2026-11-16")).toBe("Mon 16 Nov");
  expect(formatMonth("2026-10-01")).toBe("Oct 2026");
  expect(formatInstant(new Date("2026-11-16T06:00:00Z"), "Europe/Berlin")).toBe("16 Nov 2026, 07:00 CET");
  expect(formatList(["a", "b", "c"])).toBe("a, b and c");
  expect(formatTimes(1.44)).toBe("1.4 times");
});
