import type { ImportMap, TableName } from "@foresail/client";
import { describe, expect, test } from "vitest";
import { ForesailError } from "../../src/errors.ts";
import { compileMap } from "../../src/ingest/compile-map.ts";
import { readRow } from "../../src/ingest/read-row.ts";

function compile(table: TableName, header: string[], map?: Partial<ImportMap>) {
  return compileMap({
    table,
    file: "deals.csv",
    header,
    map: map && { columns: {}, attributes: [], ...map },
  });
}

function error(table: TableName, header: string[], map?: Partial<ImportMap>): ForesailError {
  try {
    compile(table, header, map);
  } catch (thrown) {
    if (thrown instanceof ForesailError) return thrown;
  }
  throw new Error("nothing was thrown");
}

function read(table: TableName, header: string[], fields: string[], map?: Partial<ImportMap>) {
  return readRow(compile(table, header, map).plan, fields);
}

describe("header", () => {
  test("names canonical columns by itself, in any case", () => {
    expect(read("opportunities", ["ID", "Outcome", "note"], ["1", "open", "x"])).toEqual({
      id: "1",
      outcome: "open",
    });
  });

  test("prefers the exact name over another case", () => {
    expect(read("accounts", ["ID", "id"], ["a", "b"])).toEqual({ id: "b" });
  });

  test("refuses two names that differ in case only", () => {
    expect(error("accounts", ["ID", "Id"])).toMatchObject({
      code: "invalid_header",
      message: 'deals.csv: "ID" and "Id" both name id; say in a map which one fills it',
    });
  });

  test("names every missing column, what there is, and how to map", () => {
    expect(error("opportunities", ["opportunity_id", "stage_name"])).toMatchObject({
      code: "invalid_header",
      message:
        "deals.csv: no column for id, outcome of opportunities; the header has opportunity_id, stage_name; " +
        'name the source columns in a map, e.g. {"columns": {"id": "opportunity_id"}}',
      issues: [
        { path: "id", message: "required" },
        { path: "outcome", message: "required" },
      ],
    });
  });

  test("a subscription needs mrr, or amount and interval", () => {
    const header = ["id", "account_id", "starts_at"];
    const message =
      "deals.csv: no column for mrr (or amount and interval) of subscriptions; the header has id, account_id, starts_at";
    expect(error("subscriptions", header).message).toContain(message);
    expect(error("subscriptions", [...header, "amount"]).code).toBe("invalid_header");
    expect(compile("subscriptions", [...header, "mrr"]).unmappedColumns).toEqual([]);
    expect(compile("subscriptions", [...header, "amount", "interval"]).unmappedColumns).toEqual([]);
  });

  test.each(["products", "owners"] as const)("%s need an id or a name", (table) => {
    expect(error(table, ["family_name"]).message).toContain(`no column for id of ${table}`);
    expect(compile(table, ["name"]).unmappedColumns).toEqual([]);
  });

  test.each([
    ["touchpoints", ["at"]],
    ["spend", ["date", "amount"]],
    ["opportunity_changes", ["opportunity_id", "at"]],
    ["stages", ["pipeline", "name"]],
    ["invoices", ["account_id", "amount", "issued_at"]],
    ["payments", ["account_id", "amount", "paid_at"]],
    ["events", ["name", "at"]],
    ["targets", ["metric", "period_start", "grain", "value"]],
    ["fx_rates", ["date", "base", "quote", "rate"]],
  ] as const)("%s do without an id", (table, header) => {
    expect(compile(table, [...header]).unmappedColumns).toEqual([]);
  });

  test("tells which columns nothing takes", () => {
    const map = { columns: { id: "Ref" }, attributes: ["series"] };
    expect(compile("accounts", ["Ref", "series", "name", "fax", "id"], map).unmappedColumns).toEqual([
      "fax",
      "id",
    ]);
  });
});

describe("map", () => {
  test("goes before the header, and lets one column fill two", () => {
    const map = { columns: { id: "stage", name: { from: "title" } } };
    expect(read("products", ["name", "stage", "title"], ["n", "s", "t"], map)).toEqual({
      id: "s",
      name: "t",
    });
    expect(read("accounts", ["name"], ["n"], { columns: { id: "name" } })).toEqual({ id: "n", name: "n" });
  });

  test("gives constants, read as their column", () => {
    const columns = {
      outcome: { value: "open" },
      currency: { value: "eur" },
      amount: { value: 12.5 },
      stage: { value: "" },
    };
    expect(read("opportunities", ["id", "stage"], ["1", "Won"], { columns })).toEqual({
      amount: "12.5",
      currency: "EUR",
      id: "1",
      outcome: "open",
    });
  });

  test("keeps attributes under the header's names, without empty ones", () => {
    const map = { attributes: ["Deal Size", "series", "Deal Size", "empty"] };
    expect(read("accounts", ["id", "series", "Deal Size", "empty"], ["1", "GTX", "L", ""], map)).toEqual({
      attributes: { "Deal Size": "L", series: "GTX" },
      id: "1",
    });
    expect(read("accounts", ["id", "__proto__"], ["1", "x"], { attributes: ["__proto__"] })).toEqual({
      attributes: JSON.parse('{"__proto__": "x"}'),
      id: "1",
    });
  });

  test("for another table is refused", () => {
    expect(error("accounts", ["id"], { table: "opportunities" })).toMatchObject({
      code: "invalid_map",
      message:
        "deals.csv: the map is for opportunities, the import for accounts; import it as csv:opportunities",
    });
  });

  test.each([
    [
      "an unknown column",
      { columns: { amout: "value" } },
      'columns.amout: opportunities has no column "amout" (did you mean amount?), and extra columns go under "attributes"',
      ["amount"],
    ],
    [
      "a source column that is not there",
      { columns: { amount: { from: "valu" } } },
      'columns.amount: the header has no column "valu" (did you mean value?)',
      ["value"],
    ],
    [
      "a source column like none of the header",
      { columns: { amount: "betrag" } },
      'columns.amount: the header has no column "betrag"; the header has id, outcome, value, when',
      [],
    ],
    [
      "an attribute that is not there",
      { attributes: ["Value"] },
      'attributes: the header has no column "Value" (did you mean value?)',
      ["value"],
    ],
    [
      "a constant that its column cannot take",
      { columns: { amount: { value: "much" } } },
      'columns.amount: "much" is not a plain number such as -1234.56',
      [],
    ],
    [
      "an option that does not apply",
      { columns: { amount: { from: "value", format: "yyyy" } } },
      "columns.amount: format applies to date columns, and amount is money",
      [],
    ],
    [
      "a unit of a text",
      { columns: { stage: { from: "value", unit: "cents" as const } } },
      "columns.stage: unit applies to money, number columns, and stage is text",
      [],
    ],
    [
      "a format in other tokens",
      { columns: { created_at: { from: "when", format: "DD.MM.YYYY" } } },
      "columns.created_at: format DD.MM.YYYY is not in Unicode tokens; write yyyy for the year and dd for the day",
      [],
    ],
    [
      "a value table that leads nowhere",
      { columns: { outcome: { from: "value", values: { W: "win", L: "lost" } } } },
      'columns.outcome: in values, "win" is none of open, won, lost',
      [],
    ],
  ] as const)("with %s is refused", (_, map, clause, suggestions) => {
    const thrown = error(
      "opportunities",
      ["id", "outcome", "value", "when"],
      map as unknown as Partial<ImportMap>,
    );
    expect(thrown.code).toBe("invalid_map");
    expect(thrown.message.startsWith(`deals.csv: the map does not fit: ${clause}`)).toBe(true);
    expect(thrown.suggestions).toEqual(suggestions);
  });

  test("tells all issues at once", () => {
    const map = { columns: { amout: "value", stage: "stge" }, attributes: ["x"] };
    expect(error("opportunities", ["id", "outcome", "stage"], map).issues.map(({ path }) => path)).toEqual([
      "columns.amout",
      "columns.stage",
      "attributes",
    ]);
  });
});
