import type { TableName } from "@foresail/client";
import { describe, expect, test } from "vitest";
import { valueConverter, valueTableConverter } from "../../src/ingest/convert-value.ts";
import { tables } from "../../src/model/tables.ts";

function converter(table: TableName, name: string) {
  const column = tables[table].columns.find((candidate) => candidate.name === name);
  if (!column) throw new Error(`no column ${name}`);
  return valueConverter(column, { from: "source" });
}

test("an empty text is null in a column of any type", () => {
  for (const { name } of tables.subscriptions.columns)
    expect(converter("subscriptions", name)("")).toBeNull();
  expect(converter("targets", "dimensions")("")).toBeNull();
});

describe("text", () => {
  test("is kept as it is", () => {
    expect(converter("accounts", "name")("Zoë & Sons 株式会社")).toBe("Zoë & Sons 株式会社");
  });

  test("with a NUL character is refused", () => {
    expect(converter("accounts", "name")("a\0b")).toEqual({
      code: "bad_text",
      fact: "the text holds a NUL character",
      remedy: "save the file as UTF-8 text",
    });
  });

  test("with half a character is refused, and with whole ones of two halves kept", () => {
    expect(converter("accounts", "name")("a\ud83db")).toEqual({
      code: "bad_text",
      fact: "the text holds half a character",
      remedy: "write the character whole, or leave it out",
    });
    expect(converter("accounts", "name")("a\ud83d\ude00b")).toBe("a😀b");
  });

  test.each([
    ["usd", "USD"],
    ["EUR", "EUR"],
    ["points", "points"],
  ])("of the currency %s is %s", (text, canonical) => {
    expect(converter("spend", "currency")(text)).toBe(canonical);
    expect(converter("fx_rates", "base")(text)).toBe(canonical);
  });
});

describe("boolean", () => {
  test.each([
    ["true", true],
    ["TRUE", true],
    ["Yes", true],
    ["1", true],
    ["false", false],
    ["No", false],
    ["0", false],
  ])("%s is %s", (text, value) => {
    expect(converter("subscriptions", "trial")(text)).toBe(value);
  });

  test.each(["t", "f", "y", "on", "2", "wahr"])("%s is refused", (text) => {
    expect(converter("subscriptions", "trial")(text)).toEqual({
      code: "bad_boolean",
      fact: `"${text}" is neither true nor false`,
      remedy: "write true/false, yes/no or 1/0",
    });
  });
});

describe("enumeration", () => {
  test("takes its values exactly", () => {
    expect(converter("opportunities", "outcome")("won")).toBe("won");
  });

  test("offers the near value and the map entry", () => {
    expect(converter("subscriptions", "interval")("Monthly")).toEqual({
      code: "unknown_value",
      fact: '"Monthly" is none of day, week, month, quarter, year (did you mean month?)',
      remedy: 'say what it stands for in the map, e.g. {"from": "source", "values": {"Monthly": "month"}}',
    });
  });
});

describe("JSON", () => {
  test("is an object of texts in order of name", () => {
    const value = converter("targets", "dimensions")('{"b": "2", "a": "1"}');
    expect(JSON.stringify(value)).toBe('{"a":"1","b":"2"}');
  });

  test("is null where it is empty", () => {
    expect(converter("targets", "dimensions")("{}")).toBeNull();
  });

  test.each(["region=EMEA", "[]", '["a"]', "null", "3", '{"a":1}', '{"a":{"b":"c"}}', "{"])(
    "%s is refused",
    (text) => {
      expect(converter("targets", "dimensions")(text)).toMatchObject({
        code: "bad_json",
        remedy: 'write it like {"region": "EMEA"}',
      });
    },
  );
});

describe("value table", () => {
  const outcome = converter("opportunities", "outcome");

  test("looks a text up exactly", () => {
    const convert = valueTableConverter({ Won: "won", " Lost ": "lost", Unknown: "" }, outcome);
    expect(["Won", "Lost", "Unknown", ""].map(convert)).toEqual(["won", "lost", null, null]);
    expect(convert("won")).toEqual({
      code: "unknown_value",
      fact: '"won" is not among the values of the map (did you mean Won?)',
      remedy: 'add it there, or "*" for every other value',
    });
  });

  test("takes the rest by *, but leaves the empty text null", () => {
    const convert = valueTableConverter({ Won: "won", "*": "open" }, outcome);
    expect(["Won", "Prospecting", "constructor", ""].map(convert)).toEqual(["won", "open", "open", null]);
  });

  test("lists the empty text like any other", () => {
    expect(valueTableConverter({ "": "open" }, outcome)("")).toBe("open");
  });

  test("reads its targets as the column does", () => {
    const convert = valueTableConverter({ free: "0.00", n: "" }, converter("products", "list_price"));
    expect([convert("free"), convert("n")]).toEqual(["0", null]);
  });
});
