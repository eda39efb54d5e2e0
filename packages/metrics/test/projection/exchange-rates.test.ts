import { describe, expect, test } from "vitest";
import { ExchangeRates } from "../../src/projection/exchange-rates.ts";

const always = { knownFrom: 0, knownUntil: null };
const rates = new ExchangeRates("USD", [
  { day: "2026-01-01", base: "EUR", quote: "USD", rate: "1.1", ...always },
  { day: "2026-02-01", base: "EUR", quote: "USD", rate: "1.2", ...always },
  { day: "2026-01-01", base: "USD", quote: "JPY", rate: "150", ...always },
]);

describe("ExchangeRates", () => {
  test("takes the newest rate that is not later than the day", () => {
    expect(rates.convert("100", "EUR", "2026-01-31", 1)).toBe("110");
    expect(rates.convert("100", "EUR", "2026-02-01", 1)).toBe("120");
    expect(rates.convert("100", "EUR", undefined, 1)).toBe("120");
  });

  test("inverts a rate that is quoted the other way round", () => {
    expect(rates.convert("1000", "JPY", "2026-03-01", 1)).toBe("6.666667");
  });

  test("leaves the reporting currency alone", () => {
    expect(rates.convert("12.34", undefined, "2020-01-01", 1)).toBe("12.34");
    expect(rates.convert("12.34", "USD", "2020-01-01", 1)).toBe("12.34");
  });

  test("has no answer before the first rate, or for a currency without one", () => {
    expect(rates.convert("100", "EUR", "2025-12-31", 1)).toBeNull();
    expect(rates.convert("100", "CHF", "2026-03-01", 1)).toBeNull();
  });

  test("knows a rate from the moment it was recorded until another version replaced it", () => {
    const corrected = new ExchangeRates("USD", [
      { day: "2026-01-01", base: "EUR", quote: "USD", rate: "1.1", knownFrom: 100, knownUntil: 200 },
      { day: "2026-01-01", base: "EUR", quote: "USD", rate: "2", knownFrom: 200, knownUntil: null },
    ]);
    const at = (moment: number) => corrected.convert("100", "EUR", "2026-01-05", moment);
    expect([99, 100, 199, 200, 300].map(at)).toEqual([null, "110", "110", "200", "200"]);
    expect(corrected.changes).toEqual([100, 200]);
  });
});
