/** Each way in which an export's numbers and dates are taken for others, one test each. */
import type { ImportMap } from "@foresail/client";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ingestFile } from "../../src/ingest/index.ts";

type Map = Partial<ImportMap>;

function ingest(text: string, map: Map, table: NonNullable<ImportMap["table"]> = "opportunities") {
  return ingestFile({ table, file: { name: "x.csv", text }, map: { columns: {}, attributes: [], ...map } });
}

/** The values of the first row; fails on a reject. */
function first(text: string, map: Map, table?: NonNullable<ImportMap["table"]>) {
  const { rows, rejects } = ingest(text, map, table);
  expect(rejects.map(({ message }) => message)).toEqual([]);
  return rows[0]?.values ?? {};
}

const detect: Map = { headers: "loose", detect: true };
const deal = { id: "Id", outcome: { value: "open" }, amount: "Amount", expected_close: "Close" } as const;

describe("numbers", () => {
  test.each([
    ["plain", "1234.5", "1234.5"],
    ["dollars with groups", '"$1,234.50"', "1234.5"],
    ["a negative in parentheses", '"($1,234.50)"', "-1234.5"],
    ["decimal comma", '"1.234,50"', "1234.5"],
    ["decimal comma without groups", '"1234,5"', "1234.5"],
    ["a code behind", "1234.50 EUR", "1234.5"],
    ["spaces between groups", '"1 234,50 €"', "1234.5"],
  ])("%s is found", (_, written, read) => {
    expect(first(`Id,Amount\n1,${written}\n`, { ...detect, columns: deal })).toMatchObject({ amount: read });
  });

  test("1,234 alone is ambiguous, and refused with both readings", () => {
    expect(() => ingest('Id,Amount\n1,"1,234"\n', { ...detect, columns: deal })).toThrow(
      /"1,234" of "Amount" may be written with "." or ","; say which/,
    );
  });

  test("another cell of the file settles it", () => {
    const rest = { ...detect, columns: deal };
    expect(first('Id,Amount,Fee\n1,"1,234",0.5\n', rest)).toMatchObject({ amount: "1234" });
    expect(first('Id,Amount,Fee\n1,"1,234","0,5"\n', rest)).toMatchObject({ amount: "1.234" });
  });

  test("cents, micros, percent and the smallest unit of the row's currency", () => {
    const text =
      "Id,Cents,Micros,Percent,Currency\n1,1250,1250000,40,JPY\n2,1250,1250000,40 %,USD\n3,1250,0,0,KWD\n";
    const of = (column: Record<string, unknown>) =>
      ingest(text, {
        columns: { id: "Id", outcome: { value: "open" }, ...column } as ImportMap["columns"],
      }).rows.map(({ values }) => values.amount ?? values.probability);
    expect(of({ amount: { from: "Cents", unit: "cents" } })).toEqual(["12.5", "12.5", "12.5"]);
    expect(of({ amount: { from: "Micros", unit: "micros" } })).toEqual(["1.25", "1.25", "0"]);
    expect(of({ probability: { from: "Percent", unit: "percent" } })).toEqual(["0.4", "0.4", "0"]);
    expect(of({ amount: { from: "Cents", unit: "minor", currency: "Currency" } })).toEqual([
      "1250",
      "12.5",
      "1.25",
    ]);
  });

  test("40 is no probability unless the map says percent", () => {
    const { rejects } = ingest("Id,P\n1,40\n", { ...detect, columns: { ...deal, probability: "P" } });
    expect(rejects[0]).toMatchObject({ code: "out_of_range", column: "P" });
  });

  test("whatever is written in one of the notations is read back", () => {
    const money = fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100);
    fc.assert(
      fc.property(
        fc.array(money, { minLength: 3, maxLength: 20 }),
        fc.constantFrom("en-US", "de-DE"),
        (amounts, locale) => {
          const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, useGrouping: true });
          const lines = amounts.map((amount, at) => `${at},"${format.format(amount)}"`);
          const { rows } = ingest(`Id,Amount\n${lines.join("\n")}\n`, { ...detect, columns: deal });
          expect(rows.map(({ values }) => Number(values.amount))).toEqual(
            amounts.map((amount) => amount + 0),
          );
        },
      ),
    );
  });
});

describe("dates", () => {
  const close = (text: string, map: Map = {}) =>
    ingest(`Id,Close\n${text}\n`, { ...detect, columns: deal, ...map }).rows.map(
      ({ values }) => values.expected_close,
    );

  test.each([
    ["ISO", "1,2026-01-31", "2026-01-31"],
    ["days first", "1,31/01/2026", "2026-01-31"],
    ["months first", "1,01/31/2026", "2026-01-31"],
    ["points", "1,31.01.2026", "2026-01-31"],
    ["seconds", "1,1769817600", "2026-01-31T00:00:00.000Z"],
    ["milliseconds", "1,1769817600000", "2026-01-31T00:00:00.000Z"],
    ["words", '1,"Jan 31, 2026"', "2026-01-31"],
    ["half days", "1,1/31/2026 1:05 PM", "2026-01-31T13:05:00"],
  ])("%s are found", (_, text, day) => {
    expect(close(text)).toEqual([day]);
  });

  test("a column reads all its days alike: one 31/01 tells of the others", () => {
    expect(close("1,03/04/2026\n2,31/01/2026")).toEqual(["2026-04-03", "2026-01-31"]);
    expect(close("1,03/04/2026\n2,01/31/2026")).toEqual(["2026-03-04", "2026-01-31"]);
  });

  test("03/04/2026 alone is ambiguous, and refused with both readings", () => {
    expect(() => close("1,03/04/2026")).toThrow(
      /"03\/04\/2026" of "Close" may be written with MM\/dd\/yyyy or dd\/MM\/yyyy/,
    );
  });

  test("the first of several formats that reads a value counts", () => {
    const columns = { ...deal, expected_close: { from: "Close", format: ["iso", "x", "dd.MM.yyyy"] } };
    expect(close("1,2026-01-31\n2,1769817600000\n3,31.01.2026\n4,soon", { columns, detect: false })).toEqual([
      "2026-01-31",
      "2026-01-31T00:00:00.000Z",
      "2026-01-31",
    ]);
  });

  test("a time without an offset is one of the zone: the last evening of a month may be the next month", () => {
    const text = "1,2026-01-31 23:30:00";
    expect(close(text)).toEqual(["2026-01-31T23:30:00"]);
    expect(close(text, { timeZone: "America/Los_Angeles" })).toEqual(["2026-02-01T07:30:00.000Z"]);
    expect(close("1,2026-01-31T23:30:00+02:00", { timeZone: "America/Los_Angeles" })).toEqual([
      "2026-01-31T21:30:00.000Z",
    ]);
    expect(close("1,2026-01-31", { timeZone: "America/Los_Angeles" })).toEqual(["2026-01-31"]);
    expect(() => close(text, { timeZone: "Mars/Olympus" })).toThrow(/"Mars\/Olympus" is no IANA time zone/);
  });

  test("a day written as midnight stays that day in every zone", () => {
    const columns = { ...deal, expected_close: { from: "Close", part: "day" as const } };
    expect(close("1,2026-01-31 00:00:00", { columns, timeZone: "Asia/Tokyo" })).toEqual(["2026-01-31"]);
  });
});

describe("columns", () => {
  test("the first of several that is not empty counts", () => {
    const columns = {
      ...deal,
      stage: { from: ["New", "Old"] },
      loss_reason: { first: ["Why", { value: "unknown" }] },
    };
    const { rows } = ingest("Id,New,Old,Why\n1,,B,\n2,A,B,price\n", {
      columns: columns as ImportMap["columns"],
      headers: "loose",
    });
    expect(rows.map(({ values }) => [values.stage, values.loss_reason])).toEqual([
      ["B", "unknown"],
      ["A", "price"],
    ]);
  });

  test("a template needs all its parts", () => {
    const columns = { id: { template: "{A}-{B}" }, outcome: { value: "open" } };
    const { rows, rejects } = ingest("A,B\n1,2\n1,\n", { columns });
    expect([rows.map(({ id }) => id), rejects.map(({ code, column }) => [code, column])]).toEqual([
      ["1-2"],
      [["missing_required", "{A}-{B}"]],
    ]);
    expect(() => ingest("A\n1\n", { columns: { ...columns, id: { template: "x" } } })).toThrow(
      /names no column/,
    );
  });

  test("words for true and false stand for values; an empty one for none", () => {
    const outcome = { from: "Won", boolean: { true: "won", false: "open" } };
    const text = "Id,Won\n1,TRUE\n2,no\n3,1\n";
    const columns = { id: "Id", outcome, closed_at: { value: "2026-01-01" } };
    expect(ingest(text, { columns }).rows.map(({ values }) => values.outcome)).toEqual([
      "won",
      "open",
      "won",
    ]);
    expect(ingest("Id,Won\n1,\n", { columns }).rejects[0]).toMatchObject({ code: "missing_required" });
    expect(() =>
      ingest(text, { columns: { ...columns, outcome: { from: "Won", boolean: { true: "yes" } } } }),
    ).toThrow(/"yes" is none of open, won, lost/);
  });

  test("a quotient and a difference are exact; a divisor of 0 gives none", () => {
    const map = {
      columns: {
        ...{
          id: "Id",
          account_id: { value: "a" },
          starts_at: { value: "2026-01-01" },
          mrr: { subtract: ["Total", "Tax"] },
        },
        discount: { divide: ["Off", "Price", "Quantity"], atMost: "1" },
      },
    };
    const text = "Id,Total,Tax,Off,Price,Quantity\n1,0.3,0.1,10,4,5\n2,1,0,9,4,1\n3,1,0,9,0,1\n";
    const { rows } = ingest(text, map as Map, "subscriptions");
    expect(rows.map(({ values }) => [values.mrr, values.discount])).toEqual([
      ["0.2", "0.5"],
      ["1", "1"],
      ["1", undefined],
    ]);
  });

  test("texts by name fill dimensions, and attributes take mappings", () => {
    const columns = {
      metric: { value: "bookings" },
      period_start: { value: "2026-01-01" },
      grain: { value: "month" },
      value: "V",
      dimensions: { object: { owner: "Rep", region: "Region" } },
    };
    const attributes = { note: "Memo", kind: { value: "quota" } };
    const row = first("V,Rep,Region,Memo\n5,Ann,,hm\n", { columns, attributes }, "targets");
    expect(row).toMatchObject({ dimensions: { owner: "Ann" }, attributes: { kind: "quota", note: "hm" } });
  });
});

describe("rows", () => {
  const text = "Id,Amount,Gone,Kind\n1,5,false,deal\n2,6,TRUE,deal\n3,7,no,task\n4,8,,Deal\n";
  const columns = { id: "Id", outcome: { value: "open" }, amount: "Amount" };

  test("those of another kind are skipped, deleted ones are deleted", () => {
    const map = { columns, when: { column: "Kind", in: ["deal"] }, deleted: { column: "Gone", is: true } };
    const { rows, deletions, skipped, total } = ingest(text, map);
    expect([rows.map(({ id }) => id), deletions, skipped, total]).toEqual([["1", "4"], ["2"], 1, 3]);
  });

  test("what is not covered is refused with a reason", () => {
    const refuse = [
      { when: { column: "Kind", in: ["task"] }, because: "it is a task", remedy: "leave it out" },
    ];
    expect(ingest(text, { columns, refuse }).rejects[0]).toMatchObject({
      line: 4,
      code: "unsupported",
      message: "x.csv line 4: it is a task; leave it out",
    });
  });

  test("conditions must say something, and name columns of the file", () => {
    expect(() => ingest(text, { columns, when: { column: "Kind" } })).toThrow(
      /when: a condition needs one of in, notIn, empty, is/,
    );
    expect(() => ingest(text, { columns, when: { column: "Kinds", empty: false } })).toThrow(
      /no column "Kinds" \(did you mean Kind\?\)/,
    );
  });

  test("ids that were merged are told, several in one field too", () => {
    const merge = { from: "Old", into: "Id", separator: ";" };
    const { merges } = ingest("Id,Old\n1,7; 8\n2,\n3,3\n", { columns: { id: "Id" }, merge }, "accounts");
    expect(merges).toEqual([
      { from: "7", into: "1" },
      { from: "8", into: "1" },
    ]);
  });

  test("two columns that a loose name may mean are refused", () => {
    expect(() =>
      ingest("Id,Deal Stage,deal_stage\n1,A,B\n", {
        headers: "loose",
        columns: { ...deal, stage: "DealStage" },
      }),
    ).toThrow(/"Deal Stage" and "deal_stage" both name "DealStage"/);
  });
});
