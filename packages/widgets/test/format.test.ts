import { afterEach, expect, test } from "vitest";
import { humanise } from "../src/format/humanise.ts";
import {
  formatAxisPeriod,
  formatInstant,
  formatPeriod,
  periodEnd,
  yearBefore,
} from "../src/format/period.ts";
import { formatPercent, formatValue } from "../src/format/value.ts";
import { registerStrings, translate } from "../src/internal/strings.ts";
import { parseWhere } from "../src/internal/where.ts";

const dollars = { unit: "currency", currency: "USD" } as const;

test.each([
  [1_234_567, dollars, "$1.23M"],
  [0.4321, { unit: "fraction" } as const, "43.2%"],
  [12, { unit: "days" } as const, "12 days"],
  [1, { unit: "months" } as const, "1 month"],
  [2.34567, { unit: "ratio" } as const, "2.35"],
  [12_345, { unit: "count" } as const, "12.3K"],
  [null, dollars, "–"],
])("%s is written short as %#", (value, measure, text) => {
  expect(formatValue(value, measure, "en-US")).toBe(text);
});

test("full values keep every digit that matters", () => {
  expect(formatValue(1_234_567.891, dollars, "en-US", "full")).toBe("$1,234,567.89");
  expect(formatValue(732_066.4, dollars, "en-US", "full")).toBe("$732,066.40");
  expect(formatValue(45_200, { unit: "currency", currency: "EUR" }, "de-DE", "full")).toBe("45.200\u00a0€");
});

test("differences carry a sign, those of fractions are points", () => {
  expect(formatValue(0.0123, { unit: "fraction" }, "en-US", "difference")).toBe("+1.2 pp");
  expect(formatValue(-3, { unit: "days" }, "en-US", "difference")).toBe("-3 days");
  expect(formatPercent(0.000786, "en-US", true)).toBe("+0.1%");
});

test("numbers follow the locale, and a currency without a code is a plain number", () => {
  expect(formatValue(1_234_567, { unit: "currency", currency: "EUR" }, "de-DE")).toBe(
    "1,23\u00a0Mio.\u00a0€",
  );
  expect(formatValue(1_234_567, { unit: "currency" }, "en-US")).toBe("1.23M");
});

test.each([
  ["2026-10-01", "month", "Oct 2026"],
  ["2026-07-01", "quarter", "Q3 2026"],
  ["2026-02-01", "quarter", "Feb – Apr 2026"],
  ["2026-01-01", "year", "2026"],
  ["2026-07-01", "year", "Jul 2026 – Jun 2027"],
  ["2026-10-05", "day", "5 Oct 2026"],
  ["2026-10-05", "week", "week of 5 Oct 2026"],
] as const)("%s by %s is %s", (period, grain, text) => {
  expect(formatPeriod(period, grain, "en-GB").replace(/\s/g, " ")).toBe(text);
});

test("axis labels put the year below", () => {
  expect(formatAxisPeriod("2026-10-01", "month", "en")).toEqual(["Oct", "2026"]);
  expect(formatAxisPeriod("2026-10-01", "quarter", "en")).toEqual(["Q4", "2026"]);
  expect(formatAxisPeriod("2026-01-01", "year", "en")).toEqual(["2026", ""]);
});

test("periods end where the next one starts, and a year before keeps the weekday of weeks", () => {
  expect(periodEnd("2026-01-01", "quarter")).toBe("2026-04-01");
  expect(periodEnd("2026-12-28", "week")).toBe("2027-01-04");
  expect(yearBefore("2026-10-01", "month")).toBe("2025-10-01");
  expect(yearBefore("2026-10-05", "week")).toBe("2025-10-06");
});

test("an instant names its zone", () => {
  expect(formatInstant(new Date("2026-11-21T10:42:00Z"), "UTC", "en-GB")).toBe("21 Nov 2026, 10:42 UTC");
});

test("ids become words", () => {
  expect([humanise("new_mrr"), humanise("win_rate"), humanise("nrr.period"), humanise("")]).toEqual([
    "New MRR",
    "Win rate",
    "NRR period",
    "",
  ]);
});

afterEach(() => registerStrings("de", { "so far": "bisher", "vs {period}": "ggü. {period}" }));

test("words come from the pack of the language, then English; placeholders are filled", () => {
  expect(translate("en", "vs {period}", { period: "Oct" })).toBe("vs Oct");
  registerStrings("de", { "vs {period}": "gegen {period}" });
  expect(translate("de-AT", "vs {period}", { period: "Okt." })).toBe("gegen Okt.");
  expect(translate("de", "No such sentence")).toBe("No such sentence");
});

test("the where attribute takes JSON or pairs, a dimension named twice means either", () => {
  expect(parseWhere("region:EU;owner:Ann;owner:Bob; ")).toEqual({ region: ["EU"], owner: ["Ann", "Bob"] });
  expect(parseWhere('{"region":"EU","owner":["Ann",null]}')).toEqual({
    region: ["EU"],
    owner: ["Ann", null],
  });
  expect(parseWhere("attributes.time:10:30")).toEqual({ "attributes.time": ["10:30"] });
  expect(parseWhere(null)).toEqual({});
  expect(() => parseWhere("{oops")).toThrow(SyntaxError);
});
