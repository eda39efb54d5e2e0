import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ColumnMapping, TableName } from "@foresail/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDuckDBStore } from "../../src/duckdb.ts";
import { ingestFile, ingestRecords } from "../../src/ingest/index.ts";
import type { MetricsStore } from "../../src/store/store.ts";

function roundings(table: TableName, text: string, columns: Record<string, ColumnMapping> = {}) {
  const { rounded } = ingestFile({ table, file: { name: "x.csv", text }, map: { columns, attributes: [] } });
  return rounded.map(({ column, label, count, examples }) => ({
    column,
    label,
    count,
    examples: examples.map(({ line, value, keptAs }) => [line, value, keptAs]),
  }));
}

const products = (columns: string, ...prices: string[]): string =>
  [columns, ...prices.map((price, row) => `p${row},${price}`)].join("\n");

describe("an amount that is rounded is counted", () => {
  test("where it has a seventh decimal place that is not 0", () => {
    const prices = [
      "1.000001",
      "1.0000010",
      "1.0000005",
      "-.0000001",
      "12345678",
      "999999999999.9999990",
      "",
    ];
    expect(roundings("products", products("id,list_price", ...prices))).toEqual([
      // Half to even: 1.0000005 lies between 1.000000 and 1.000001, of which the first is even.
      {
        column: "list_price",
        label: "list_price",
        count: 2,
        examples: [
          [4, "1.0000005", "1"],
          [5, "-.0000001", "0"],
        ],
      },
    ]);
  });

  test("after its unit is divided out, and by the decimal separator of its map", () => {
    const cents = { list_price: { from: "price", unit: "cents" } } as const;
    expect(roundings("products", products("id,price", "1.2345", "1.23456"), cents)).toMatchObject([
      { label: "price", count: 1, examples: [[3, "1.23456", "0.012346"]] },
    ]);
    const comma = { list_price: { from: "price", decimal: "," } } as const;
    expect(
      roundings("products", products("id;price", "").replace("p0,", 'p0;"1.234,1234567 EUR"'), comma),
    ).toEqual([expect.objectContaining({ examples: [[2, "1.234,1234567 EUR", "1234.123457"]] })]);
    const minor = { list_price: { from: "price", unit: "minor", currency: "cur" } } as const;
    expect(
      roundings("products", "id,price,cur\na,1.23456,USD\nb,1.23456,JPY\nc,1.234,KWD\nd,1.2345,KWD", minor),
    ).toMatchObject([
      {
        count: 2,
        examples: [
          [2, "1.23456", "0.012346"],
          [5, "1.2345", "0.001234"],
        ],
      },
    ]);
  });

  test("where it is the one of several that is taken", () => {
    const first = { list_price: { first: ["net", "gross"] } };
    const text = "id,net,gross\na,,1.0000001\nb,2,1.0000001\nc,3.0000001,1";
    expect(roundings("products", text, first)).toMatchObject([{ count: 2 }]);
  });

  test("not where its row is refused, and not of a number", () => {
    expect(roundings("payments", "account_id,amount,paid_at\nA,1.00000001,never")).toEqual([]);
    expect(roundings("events", "name,at,value\nx,2024-01-01,1.00000001")).toEqual([]);
  });

  test("in JSON records, by position", () => {
    const rows = [
      { id: "a", list_price: 1.5 },
      { id: "b", list_price: 0.1 + 0.2 },
      { id: "c", list_price: "2" },
    ];
    expect(ingestRecords({ table: "products", rows }).rounded).toEqual([
      {
        column: "list_price",
        label: "list_price",
        file: null,
        count: 1,
        examples: [{ line: 2, value: "0.30000000000000004", keptAs: "0.3" }],
      },
    ]);
  });
});

describe("an import warns of rounded amounts", () => {
  let folder: string;
  let store: MetricsStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "foresail-rounding-"));
    const clock = () => new Date("2026-03-01T00:00:00Z");
    store = await openDuckDBStore({ file: join(folder, "x.duckdb"), clock });
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  test("naming the row, the column, the value and the remedy, in a rehearsal and in earnest", async () => {
    const files = [
      { name: "a.csv", text: "id,price\na,1.0000015\nb,2.5" },
      { name: "b.csv", text: "id,price\nc,1.0000001" },
    ];
    const map = { columns: { list_price: "price" }, attributes: [] };
    const request = { table: "products", files, map, full: false, strict: true } as const;
    const warning = {
      code: "rounded_amount",
      column: "list_price",
      count: 2,
      examples: ["1.0000015", "1.0000001"],
      message:
        "2 amounts have more than 6 decimal places and were rounded, half to even; a.csv line 2, column price " +
        '(list_price): "1.0000015" is kept as 1.000002; round at the source to 6 places or fewer where other digits are to count',
    };
    expect((await store.importFiles("default", { ...request, dryRun: true })).warnings).toEqual([warning]);
    expect((await store.importFiles("default", request)).warnings).toEqual([warning]);
  });
});
