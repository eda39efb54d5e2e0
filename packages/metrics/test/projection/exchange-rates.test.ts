import { describe, expect, test } from "vitest";
import { ExchangeRates } from "../../src/projection/exchange-rates.ts";

const rates = new ExchangeRates("USD", [
  { day: "2026-01-01", base: "EUR", quote: "USD", rate: "1.1" },
  { day: "2026-02-01", base: "EUR", quote: "USD", rate: "1.2" },
  { day: "2026-01-01", base: "USD", quote: "JPY", rate: "150" },
]);

describe("ExchangeRates", () => {
  test("takes the newest rate that is not later than the day", () => {
    expect(rates.convert("100", "EUR", "2026-01-31")).toBe("110");
    expect(rates.convert("100", "EUR", "2026-02-01")).toBe("120");
    expect(rates.convert("100", "EUR", undefined)).toBe("120");
  });

  test("inverts a rate that is quoted the other way round", () => {
    expect(rates.convert("1000", "JPY", "2026-03-01")).toBe("6.666667");
  });

  test("leaves the reporting currency alone", () => {
    expect(rates.convert("12.34", undefined, "2020-01-01")).toBe("12.34");
    expect(rates.convert("12.34", "USD", "2020-01-01")).toBe("12.34");
  });

  test("has no answer before the first rate, or for a currency without one", () => {
    expect(rates.convert("100", "EUR", "2025-12-31")).toBeNull();
    expect(rates.convert("100", "CHF", "2026-03-01")).toBeNull();
  });
});
