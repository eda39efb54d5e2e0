import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimalConverter } from "../../src/ingest/convert-decimal.ts";
import type { ConvertOptions } from "../../src/ingest/convert-options.ts";
import type { ColumnType } from "../../src/model/tables.ts";

function converter(options: ConvertOptions = {}, type: ColumnType = "money") {
  return decimalConverter(
    { name: "amount", type, required: false, expected: false },
    { from: "value", ...options },
  );
}

describe("plain notation", () => {
  test.each([
    ["0", "0"],
    ["-0", "0"],
    ["-0.00", "0"],
    ["1.10", "1.1"],
    ["+5", "5"],
    ["007", "7"],
    [".5", "0.5"],
    ["-.5", "-0.5"],
    ["100", "100"],
    ["999999999999.999999", "999999999999.999999"],
    ["1.234", "1.234"],
    ["0.1234565", "0.123456"],
    ["0.1234575", "0.123458"],
    ["-0.0000005", "0"],
  ])("reads %s as %s", (text, canonical) => {
    expect(converter()(text)).toBe(canonical);
  });

  test.each([
    ["9,99", 'say its decimal separator in the map, e.g. {"from": "value", "decimal": ","}'],
    ["1,234.50", 'say its decimal separator in the map, e.g. {"from": "value", "decimal": "."}'],
    ["$5", 'say its decimal separator in the map, e.g. {"from": "value", "decimal": "."}'],
    ["(5)", 'say its decimal separator in the map, e.g. {"from": "value", "decimal": "."}'],
    ["40%", 'say its unit in the map, e.g. {"from": "value", "unit": "percent"}'],
    ["1e3", 'say its decimal separator in the map, e.g. {"from": "value", "decimal": "."}'],
    ["five", 'say its decimal separator in the map, e.g. {"from": "value", "decimal": "."}'],
    ["NaN", 'say its decimal separator in the map, e.g. {"from": "value", "decimal": "."}'],
    ["5.", 'say its decimal separator in the map, e.g. {"from": "value", "decimal": "."}'],
    ["--5", 'say its decimal separator in the map, e.g. {"from": "value", "decimal": "."}'],
  ])("rejects %s and says how to map it", (text, remedy) => {
    expect(converter()(text)).toEqual({
      code: "bad_number",
      fact: `"${text}" is not a plain number such as -1234.56`,
      remedy,
    });
  });

  test("money ends below 1e12", () => {
    const problem = {
      code: "out_of_range",
      remedy: "correct the number, or its unit in the map",
    };
    for (const text of ["1000000000000", "-1000000000000", "999999999999.9999999", "9".repeat(500)]) {
      expect(converter()(text)).toMatchObject(problem);
    }
  });

  test("numbers keep more places and reach further than money", () => {
    expect(converter({}, "number")("0.006712345678")).toBe("0.006712345678");
    expect(converter({}, "number")("999999999999999")).toBe("999999999999999");
    expect(converter({}, "number")("1000000000000000")).toMatchObject({ code: "out_of_range" });
  });

  test("an integer has no places but zeros", () => {
    expect(converter({}, "integer")("12.0")).toBe("12");
    expect(converter({}, "integer")("12.5")).toEqual({
      code: "bad_number",
      fact: '"12.5" is not a whole number',
      remedy: "correct the number",
    });
  });
});

describe("with a decimal separator", () => {
  test.each([
    [".", "1,234.50", "1234.5"],
    [".", "1,234,567", "1234567"],
    [".", "$1,234.50", "1234.5"],
    [".", "-$5", "-5"],
    [".", "$-5", "-5"],
    [".", "($1,234.50)", "-1234.5"],
    [".", "(5)", "-5"],
    [".", "USD 5.25", "5.25"],
    [".", "5.25 USD", "5.25"],
    [".", "US$5", "5"],
    [".", "1 234.5", "1234.5"],
    [".", "1'234.5", "1234.5"],
    [".", ".5", "0.5"],
    [",", "9,99", "9.99"],
    [",", "1.234,50", "1234.5"],
    [",", "1.234", "1234"],
    [",", "1 234,50 €", "1234.5"],
    [",", "1\u202F234,50\u00A0€", "1234.5"],
    [",", "£12", "12"],
  ] as const)("%s reads %s", (decimal, text, canonical) => {
    expect(converter({ decimal })(text)).toBe(canonical);
  });

  test.each([
    [".", "9,99"],
    [".", "1,23,456.00"],
    [".", "1,234,56"],
    [".", "1.234.567"],
    [".", "1,234'567"],
    [".", "1234,567"],
    [".", "(-5)"],
    [".", "-$-5"],
    [".", "$"],
    [".", "5 apples"],
    [",", "1.50"],
    [",", "1,234.50"],
    [",", "1.234.5"],
    [",", "1,2,3"],
  ] as const)("%s rejects %s", (decimal, text) => {
    expect(converter({ decimal })(text)).toEqual({
      code: "bad_number",
      fact: `"${text}" is not a number with "${decimal}" as its decimal separator`,
      remedy: "correct the number or the decimal separator in the map",
    });
  });

  test("a long run of digits is refused at once", () => {
    expect(converter({ decimal: "." })(`${"1".repeat(200_000)}x`)).toMatchObject({ code: "bad_number" });
  });
});

describe("units", () => {
  test.each([
    ["cents", "1250", "12.5"],
    ["cents", "1", "0.01"],
    ["micros", "1234567", "1.234567"],
    ["micros", "0.5", "0"],
    ["percent", "40", "0.4"],
    ["percent", "40%", "0.4"],
    ["percent", "12.5 %", "0.125"],
    ["cents", "99999999999999", "999999999999.99"],
  ] as const)("%s of %s", (unit, text, canonical) => {
    expect(converter({ unit })(text)).toBe(canonical);
  });

  test("apply after the decimal separator", () => {
    expect(converter({ unit: "percent", decimal: "," })("12,5%")).toBe("0.125");
  });
});

/** A decimal with 6 places as a BigInt count of millionths. */
function millionths(decimal: string): bigint {
  const [, sign, whole = "", places = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  return BigInt(`${sign}${whole}${places.padEnd(6, "0")}`);
}

const count = fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n });

test("is exact against whole-number arithmetic", () => {
  fc.assert(
    fc.property(count, (value) => {
      const digits = (value < 0n ? -value : value).toString().padStart(7, "0");
      const text = `${value < 0n ? "-" : ""}${digits.slice(0, -6)}.${digits.slice(-6)}`;
      const canonical = String(converter()(text));
      expect(millionths(canonical)).toBe(value);
      expect(canonical).toMatch(/^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/);
      expect(converter()(canonical)).toBe(canonical);
    }),
  );
});

function roundHalfEven(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  const twice = (value % divisor) * 2n;
  return twice > divisor || (twice === divisor && quotient % 2n === 1n) ? quotient + 1n : quotient;
}

test("divides micros exactly", () => {
  fc.assert(
    fc.property(count, (value) => {
      expect(millionths(String(converter({ unit: "micros" })(value.toString())))).toBe(value);
    }),
  );
});

test("rounds further places half to even", () => {
  const tail = fc.oneof(fc.constantFrom(0n, 500n, 501n, 499n), fc.bigInt({ min: 0n, max: 999n }));
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), tail, fc.boolean(), (head, end, negative) => {
      const digits = (head * 1_000n + end).toString().padStart(10, "0");
      const text = `${negative ? "-" : ""}${digits.slice(0, -9)}.${digits.slice(-9)}`;
      const rounded = roundHalfEven(head * 1_000n + end, 1_000n);
      expect(millionths(String(converter()(text)))).toBe(negative ? -rounded : rounded);
    }),
  );
});
