import type { TableName } from "@foresail/client";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentHash } from "../../src/ingest/content-hash.ts";
import { ingestFile } from "../../src/ingest/index.ts";

function ids(table: TableName, text: string) {
  return ingestFile({ table, file: { name: "x.csv", text } }).rows.map(({ id }) => id);
}

describe("id", () => {
  test("is the row's own, as text", () => {
    expect(ids("accounts", "id\n007\n7")).toEqual(["007", "7"]);
    expect(ids("fx_rates", "id,date,base,quote,rate\nr1,2024-01-01,EUR,USD,1")).toEqual(["r1"]);
  });

  test.each(["products", "owners"] as const)("of %s is the name where there is none", (table) => {
    expect(ids(table, "name\nAnn")).toEqual(["Ann"]);
    expect(ids(table, "id,name\n1,Ann\n,Bob")).toEqual(["1", "Bob"]);
  });

  test("is the natural key where there is none", () => {
    expect(ids("stages", "pipeline,name\nsales,Won\na|b,c\\d")).toEqual(["sales|Won", "a\\|b|c\\\\d"]);
    expect(
      ids(
        "targets",
        'metric,period_start,grain,value,dimensions\nmrr,2024-01-01,month,5,"{""b"":""2"",""a"":""1""}"\nmrr,2024-01-01,month,5,',
      ),
    ).toEqual(['mrr|2024-01-01|month|{"a":"1","b":"2"}|', "mrr|2024-01-01|month||"]);
    expect(ids("opportunity_changes", "opportunity_id,at\n1,2024-01-01T10:00:00Z")).toEqual([
      "1|2024-01-01T10:00:00.000Z",
    ]);
  });

  test("is the hash of the row with its ordinal among equals otherwise", () => {
    const [first, second, other, third] = ids(
      "spend",
      "date,amount\n2024-01-01,5\n2024-01-01,5.0\n2024-01-02,5\n2024-01-01,5",
    );
    const hash = first?.replace("#1", "");
    expect(first).toMatch(/^[0-9a-f]{32}#1$/);
    expect([second, third]).toEqual([`${hash}#2`, `${hash}#3`]);
    expect(other).toMatch(/^[0-9a-f]{32}#1$/);
    expect(other).not.toBe(first);
  });

  test("by hash is the same again from the same rows in another order and notation", () => {
    const first = ids("spend", "date,amount,channel\n2024-01-01,5,a\n2024-01-02,6,b");
    expect(ids("spend", "channel;amount;date\nb;6.00;2024-01-02\na;5;2024-01-01")).toEqual(
      first.toReversed(),
    );
  });
});

describe("content hash", () => {
  test("has a fixed value, since journals hold it", () => {
    expect(contentHash({ id: "1", name: "Acme", trial: true, attributes: { a: "b" } })).toBe(
      "dbde27477c6328ba0e1243932f718b88",
    );
  });

  const values = fc.dictionary(
    fc.string({ minLength: 1, maxLength: 3 }),
    fc.oneof(fc.string(), fc.boolean()),
    { minKeys: 1 },
  );

  test("does not depend on the order of columns", () => {
    fc.assert(
      fc.property(values, (row) => {
        const reversed = Object.fromEntries(Object.entries(row).reverse());
        expect(contentHash(reversed)).toBe(contentHash(row));
      }),
    );
  });

  test("differs where a value, a name or a type differs", () => {
    const hashes = [{ a: "1" }, { a: "2" }, { b: "1" }, { a: true }, { a: "true" }, { a: "1", b: "" }].map(
      contentHash,
    );
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
