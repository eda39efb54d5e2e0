import type { ImportMap, TableName } from "@foresail/client";
import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { ingestFile } from "../../src/ingest/index.ts";

function ingest(table: TableName, text: string, map?: Partial<ImportMap>) {
  const file = { name: "x.csv", text };
  return ingestFile({ table, file, ...(map ? { map: { columns: {}, attributes: [], ...map } } : {}) });
}

function messages(table: TableName, text: string, map?: Partial<ImportMap>) {
  return ingest(table, text, map).rejects.map(({ code, message }) => [code, message]);
}

test("gives canonical values, ids, lines and counts", () => {
  const result = ingest("accounts", "id,name,employees,fax\nA1,Acme,012,1\n\nA2,,,2\nA1,Acme,12,3\n");
  expect(result).toMatchObject({
    rejects: [],
    rejectedRows: [],
    repeated: 1,
    total: 3,
    unmappedColumns: ["fax"],
  });
  expect(result.rows.map(({ id, line, values }) => ({ id, line, values }))).toEqual([
    { id: "A1", line: 2, values: { employees: "12", id: "A1", name: "Acme" } },
    { id: "A2", line: 4, values: { id: "A2" } },
  ]);
});

test("negative amounts are valid", () => {
  const [row] = ingest("payments", "account_id,amount,paid_at\nA,-12.50,2024-01-01").rows;
  expect(row?.values).toMatchObject({ amount: "-12.5" });
});

describe("rejects", () => {
  test("say where, what, the value and the remedy on one line", () => {
    const text = 'id,stage,close\n1,Won,"31/12\n2024"';
    const map = { columns: { outcome: { from: "stage", values: { Won: "won" } }, closed_at: "close" } };
    expect(ingest("opportunities", text, map).rejects).toEqual([
      {
        file: "x.csv",
        line: 2,
        code: "bad_date",
        column: "close",
        value: "31/12\n2024",
        message:
          'x.csv line 2, column close (closed_at): "31/12 2024" is not an ISO 8601 date such as 2024-12-31 or ' +
          '2024-12-31T09:30:00Z; say its format in the map, e.g. {"from": "close", "format": "MM/dd/yyyy"}',
      },
    ]);
  });

  test("come once a row, and the rows around them stay", () => {
    const text = "id,outcome,amount,created_at\n1,open,1,2024-01-01\n2,maybe,x,never\n3,open\n4,open,2,\n";
    const result = ingest("opportunities", text);
    expect(result.rows.map(({ id }) => id)).toEqual(["1", "4"]);
    expect(result.rejects.map(({ line, code, column }) => [line, code, column])).toEqual([
      [3, "bad_number", "amount"],
      [4, "field_count", null],
    ]);
    expect(result.total).toBe(4);
  });

  test("of the file's form", () => {
    expect(messages("accounts", 'id,name\n1,a,b\n"2" x,c')).toEqual([
      [
        "field_count",
        "x.csv line 2: 3 fields where the header has 2; quote a field that holds the delimiter or a line break",
      ],
      [
        "bad_quote",
        "x.csv line 3: a quoted field does not end where its quote closes, or its quote never closes; " +
          "write a quote inside a quoted field twice",
      ],
    ]);
  });

  test("of an empty required column", () => {
    expect(messages("opportunities", "Ref,outcome\n1,\n,open", { columns: { id: "Ref" } })).toEqual([
      [
        "missing_required",
        "x.csv line 2, column outcome: outcome is empty; every row of this table needs it",
      ],
      ["missing_required", "x.csv line 3, column Ref (id): id is empty; every row of this table needs it"],
    ]);
  });

  test("cut long values", () => {
    const [reject] = ingest("spend", `date,amount\n2024-01-01,${"x".repeat(5_000)}`).rejects;
    expect(reject?.value).toHaveLength(200);
    expect(reject?.message.length).toBeLessThan(400);
  });
});

describe("rules across columns", () => {
  test("a closed opportunity has its day, an open one may", () => {
    const text = "id,outcome,closed_at\n1,won,\n2,lost,\n3,open,\n4,open,2024-01-01\n5,won,2024-01-01";
    expect(messages("opportunities", text)).toEqual([
      [
        "missing_required",
        "x.csv line 2, column closed_at: outcome is won and closed_at is empty; give the day it was closed",
      ],
      [
        "missing_required",
        "x.csv line 3, column closed_at: outcome is lost and closed_at is empty; give the day it was closed",
      ],
    ]);
    expect(ingest("opportunities", text).rows[1]?.values).toMatchObject({ closed_at: "2024-01-01" });
  });

  test("an opportunity may be closed before it was created", () => {
    expect(messages("opportunities", "id,outcome,closed_at,created_at\n1,won,2024-01-01,2024-06-01")).toEqual(
      [],
    );
  });

  test("a subscription has a price", () => {
    const text =
      "id,account_id,starts_at,mrr,amount,interval\n1,A,2024-01-01,,5,\n2,A,2024-01-01,,5,month\n3,A,2024-01-01,0,,";
    expect(messages("subscriptions", text)).toEqual([
      [
        "missing_required",
        "x.csv line 2, column mrr: neither mrr nor amount and interval are given; give mrr, or amount with its interval",
      ],
    ]);
  });

  test.each([
    ["2024-05-01", "2024-04-30", false],
    ["2024-05-01", "2024-05-01", true],
    ["2024-05-01", "2024-05-02", true],
    ["2024-05-01T10:00:00", "2024-05-01", true],
    ["2024-05-01T10:00:00", "2024-05-01T09:59:59", false],
    ["2024-05-01T10:00:00", "2024-05-01T10:00:00.500", true],
    ["2024-05-01T10:00:00Z", "2024-05-01T09:00:00Z", false],
    ["2024-05-01T10:00:00Z", "2024-05-01", true],
    ["2024-05-01T10:00:00Z", "2024-04-29", false],
    ["2024-05-01", "2024-04-30T22:00:00Z", true],
    ["2024-05-01T10:00:00", "2024-04-29T10:00:00Z", false],
  ])("a subscription from %s may end at %s: %s", (starts, ends, valid) => {
    const { rejects } = ingest(
      "subscriptions",
      `id,account_id,mrr,starts_at,ends_at\n1,A,1,${starts},${ends}`,
    );
    expect(rejects.map(({ code }) => code)).toEqual(valid ? [] : ["ends_before_starts"]);
  });

  test("the message names both dates", () => {
    expect(
      messages("subscriptions", "id,account_id,mrr,starts_at,ends_at\n1,A,1,2024-05-01,2024-04-01"),
    ).toEqual([
      [
        "ends_before_starts",
        'x.csv line 2, column ends_at: ends_at "2024-04-01" lies before starts_at "2024-05-01"; correct one of the two dates',
      ],
    ]);
  });

  test.each([
    [
      "opportunities",
      "id,outcome,probability",
      "1,open",
      "a fraction from 0 to 1",
      ["0", "0.4", "1"],
      ["40", "-0.1", "1.01"],
    ],
    [
      "subscriptions",
      "id,account_id,mrr,starts_at,discount",
      "1,A,5,2024-01-01",
      "a fraction from 0 to 1",
      ["0.2", "1"],
      ["20"],
    ],
    [
      "subscriptions",
      "id,account_id,mrr,starts_at,interval_count",
      "1,A,5,2024-01-01",
      "1 or more",
      ["1", "3"],
      ["0", "-1"],
    ],
    ["fx_rates", "date,base,quote,rate", "2024-01-01,EUR,USD", "above 0", ["0.0067"], ["0", "-1"]],
  ] as const)("%s: %s is bounded", (table, header, row, bounds, valid, invalid) => {
    for (const value of valid) expect(messages(table, `${header}\n${row},${value}`)).toEqual([]);
    for (const value of invalid) {
      const [reject] = ingest(table, `${header}\n${row},${value}`).rejects;
      expect(reject).toMatchObject({ code: "out_of_range", value });
      expect(reject?.message).toContain(`"${value}" is not ${bounds}; `);
    }
  });
});

describe("duplicates within a file", () => {
  const text = "id,name\nA,x\nB,y\nA,z\nA,x\n";

  test("of equal content are counted, of other content rejected", () => {
    const result = ingest("accounts", text);
    expect(result.rows.map(({ id }) => id)).toEqual(["A", "B"]);
    expect(result.repeated).toBe(1);
    expect(result.total).toBe(4);
    expect(result.rejects).toEqual([
      {
        file: "x.csv",
        line: 4,
        code: "duplicate_id",
        column: "id",
        value: "A",
        message:
          'x.csv line 4, column id: "A" is on line 2 already, with other values; ' +
          "keep one of the two, or give each row an id of its own",
      },
    ]);
  });

  test("numbers that differ in notation only are equal content", () => {
    expect(ingest("products", "id,list_price\n1,1.10\n1,1.1")).toMatchObject({ repeated: 1, rejects: [] });
  });

  test("of a natural key name its columns", () => {
    expect(
      messages("fx_rates", "date,base,quote,rate\n2024-01-01,eur,USD,1.1\n2024-01-01,EUR,USD,1.2"),
    ).toEqual([
      [
        "duplicate_id",
        'x.csv line 3, column id: "2024-01-01|EUR|USD" is on line 2 already, with other values, and date, base, quote ' +
          "stand for the id; keep one of the two, or give each row an id of its own",
      ],
    ]);
  });
});

const cell = fc.string({ unit: fc.constantFrom("a", "b", " ", ",", '"', "\n", "ü"), maxLength: 4 });
const account = fc.record({
  id: fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 2 }),
  name: cell,
  region: cell,
  industry: cell,
});

test("every row is accounted for, and the order of columns changes nothing", () => {
  fc.assert(
    fc.property(
      fc.array(account, { minLength: 1, maxLength: 20 }),
      fc.shuffledSubarray(["id", "name", "region", "industry"], { minLength: 4 }),
      (rows, columns) => {
        const write = (fields: string[]) =>
          ingest("accounts", Papa.unparse({ fields, data: rows }, { newline: "\n" }));
        const [first, second] = [write(["id", "name", "region", "industry"]), write(columns)];
        expect(second).toEqual({ ...first, rejectedRows: second.rejectedRows });
        expect(first.rows.length + first.rejects.length + first.repeated).toBe(rows.length);
        expect(new Set(first.rows.map(({ id }) => id)).size).toBe(first.rows.length);
      },
    ),
  );
});
