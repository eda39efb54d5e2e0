import type { RecordsRequest, TableName } from "@foresail/client";
import { describe, expect, test } from "vitest";
import { ingestFile, ingestRecords } from "../../src/ingest/index.ts";

type Row = RecordsRequest["rows"][number];

function ingest(table: TableName, ...rows: Row[]) {
  return ingestRecords({ table, rows });
}

const deal = { id: "1", outcome: "open" };

test("a record and a row of a file with the same values are the same row", () => {
  const [record] = ingest("opportunities", {
    outcome: " open ",
    id: 1,
    amount: 12.5,
    stage: null,
    currency: "usd",
  }).rows;
  const [row] = ingestFile({
    table: "opportunities",
    file: { name: "x", text: "id,outcome,amount,currency\n1,open,12.50,USD" },
  }).rows;
  expect(record).toEqual({ ...row, line: 1 });
});

describe("numbers", () => {
  test.each([
    [0.1, "0.1"],
    [-0, "0"],
    [1e-7, "0"],
    [1.5e3, "1500"],
    [123456789.123456, "123456789.123456"],
  ])("%s is taken by its shortest decimal, %s", (amount, text) => {
    expect(ingest("opportunities", { ...deal, amount }).rows[0]?.values.amount).toBe(text);
  });

  test("too large ones are refused", () => {
    expect(
      ingest("opportunities", { ...deal, amount: 1e21 }, { ...deal, amount: 1e308 }).rejects,
    ).toMatchObject([
      { code: "out_of_range", line: 1, column: "amount" },
      { code: "out_of_range", line: 2, column: "amount" },
    ]);
  });

  test("give booleans as 0 and 1 only", () => {
    const subscription = { id: "1", account_id: "A", starts_at: "2024-01-01", mrr: 1 };
    expect(ingest("subscriptions", { ...subscription, trial: 1 }).rows[0]?.values.trial).toBe(true);
    expect(ingest("subscriptions", { ...subscription, trial: false }).rows[0]?.values.trial).toBe(false);
    expect(ingest("subscriptions", { ...subscription, trial: 2 }).rejects[0]?.code).toBe("bad_boolean");
  });
});

describe("values of another type", () => {
  test.each([
    ["id", 2 ** 60, "bad_text", '"1152921504606847000" is not a text value; send a string'],
    ["stage", true, "bad_text", '"true" is not a text value; send a string'],
    ["stage", { a: 1 }, "bad_text", '"{"a":1}" is not a text value; send a string'],
    ["created_at", 45291, "bad_date", '"45291" is not a date value; send a string such as 2024-12-31'],
    ["amount", true, "bad_number", '"true" is not a money value; send a number, or a string such as 1234.56'],
    ["amount", "1,5", "bad_number", '"1,5" is not a plain number such as -1234.56; send it in this form'],
    [
      "type",
      "New",
      "unknown_value",
      '"New" is none of new, renewal, expansion (did you mean new?); send one of these',
    ],
    ["attributes", "x", "bad_json", '"x" is not an object; send one such as {"series": "GTX"}'],
    ["attributes", { a: { b: 1 } }, "bad_text", '"{"b":1}" is not a text value; send a string'],
  ] as const)("%s: %j is refused", (column, value, code, clause) => {
    const { rejects } = ingest("opportunities", { ...deal, [column]: value });
    expect(rejects).toMatchObject([
      { file: null, line: 1, code, column, message: `row 1, column ${column}: ${clause}` },
    ]);
  });
});

test("attributes are an object of texts in order of name, empty ones left out", () => {
  const attributes = { z: "1", a: 2, b: true, c: null, d: " " };
  const [row] = ingest("opportunities", { ...deal, attributes }).rows;
  expect(JSON.stringify(row?.values.attributes)).toBe('{"a":"2","b":"true","z":"1"}');
  expect(ingest("opportunities", { ...deal, attributes: {} }).rows[0]?.values).not.toHaveProperty(
    "attributes",
  );
});

test("dimensions of a target are an object", () => {
  const target = { metric: "mrr", period_start: "2024-01-01", grain: "month", value: 5 };
  expect(ingest("targets", { ...target, dimensions: { region: "EMEA" } }).rows[0]?.values.dimensions).toEqual(
    {
      region: "EMEA",
    },
  );
  expect(ingest("targets", { ...target, dimensions: { region: 1 } }).rejects[0]?.code).toBe("bad_json");
});

test("unknown keys are refused with near names, inherited names too", () => {
  expect(
    ingest(
      "opportunities",
      { ...deal, amout: 1 },
      { ...deal, constructor: "x" },
      JSON.parse('{"__proto__": "x"}'),
    ).rejects,
  ).toMatchObject([
    {
      line: 1,
      code: "unknown_column",
      column: "amout",
      message:
        'row 1, column amout: opportunities has no column "amout" (did you mean amount?); send extra columns under "attributes"',
    },
    { line: 2, code: "unknown_column", column: "constructor" },
    { line: 3, code: "unknown_column", column: "__proto__" },
  ]);
});

test("required columns, rules and duplicates are those of a file", () => {
  const { rejects, rows, repeated, total } = ingest(
    "opportunities",
    { outcome: "open" },
    { id: "2", outcome: "won" },
    deal,
    deal,
    { ...deal, stage: "x" },
  );
  expect(rejects.map(({ line, code, message }) => [line, code, message])).toEqual([
    [1, "missing_required", "row 1, column id: id is empty; every row of this table needs it"],
    [
      2,
      "missing_required",
      "row 2, column closed_at: outcome is won and closed_at is empty; give the day it was closed",
    ],
    [
      5,
      "duplicate_id",
      'row 5, column id: "1" is on row 3 already, with other values; keep one of the two, or give each row an id of its own',
    ],
  ]);
  expect([rows.length, repeated, total]).toEqual([1, 1, 5]);
});

test("rejected records can be written as rows again", () => {
  expect(
    ingest("accounts", { id: "1", employees: 1.5, attributes: { a: "b" }, name: null }).rejectedRows,
  ).toEqual([{ header: ["id", "employees", "attributes", "name"], fields: ["1", "1.5", '{"a":"b"}', ""] }]);
});
