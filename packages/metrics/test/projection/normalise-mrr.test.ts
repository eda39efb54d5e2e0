import { describe, expect, test } from "vitest";
import { normaliseMrr } from "../../src/projection/normalise-mrr.ts";

describe("normaliseMrr", () => {
  test.each([
    [{ amount: "100", interval: "month" }, "100"],
    [{ amount: "1200", interval: "year" }, "100"],
    [{ amount: "100", interval: "year" }, "8.333333"],
    [{ amount: "250", interval: "year" }, "20.833333"],
    [{ amount: "300", interval: "quarter" }, "100"],
    [{ amount: "2400", interval: "year", interval_count: "2" }, "100"],
    [{ amount: "12", interval: "week" }, "52"],
    [{ amount: "1", interval: "day" }, "30.416667"],
    [{ amount: "10", interval: "month", quantity: "7" }, "70"],
    [{ amount: "10.50", interval: "month", quantity: "3", discount: "0.1" }, "28.35"],
    [{ amount: "-120", interval: "year" }, "-10"],
  ])("%j is %s a month", (price, expected) => {
    expect(normaliseMrr(price)).toBe(expected);
  });

  test("rounds half to even at the sixth place", () => {
    expect(normaliseMrr({ amount: "0.000006", interval: "year" })).toBe("0");
    expect(normaliseMrr({ amount: "0.000018", interval: "year" })).toBe("0.000002");
  });

  test("mrr, where given, is the row's total: quantity and discount do not touch it", () => {
    expect(normaliseMrr({ mrr: "99.9", quantity: "5", discount: "0.5" })).toBe("99.9");
  });

  test("a trial pays nothing", () => {
    expect(normaliseMrr({ mrr: "99.9", trial: true })).toBe("0");
  });

  test("without a price it is undefined", () => {
    expect(normaliseMrr({})).toBeNull();
  });
});
