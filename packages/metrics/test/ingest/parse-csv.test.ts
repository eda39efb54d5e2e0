import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { parseCsv } from "../../src/ingest/parse-csv.ts";

function parse(text: string) {
  const { header, delimiter, records } = parseCsv({ name: "deals.csv", text });
  return { header, delimiter, records: [...records] };
}

function lines(text: string) {
  return parse(text).records.map(({ line, fields }) => [line, ...fields]);
}

describe("fields and lines", () => {
  test("numbers lines from 1 and trims fields", () => {
    expect(lines("id,name\n 1 , Ann \n2,Bob\n")).toEqual([
      [2, "1", "Ann"],
      [3, "2", "Bob"],
    ]);
  });

  test("counts the lines that a quoted field spans", () => {
    expect(lines('id,note\n1,"a\nb\n\nc"\n2,x\n"3\n4",y\n5,z')).toEqual([
      [2, "1", "a\nb\n\nc"],
      [6, "2", "x"],
      [7, "3\n4", "y"],
      [9, "5", "z"],
    ]);
  });

  test("reads any line ending, mixed ones too", () => {
    expect(lines('id,n\r\n1,a\r\n2,b\n3,c\r4,"d\r\ne"\r\n5,f')).toEqual([
      [2, "1", "a"],
      [3, "2", "b"],
      [4, "3", "c"],
      [5, "4", "d\ne"],
      [7, "5", "f"],
    ]);
  });

  test("skips blank lines and lines of empty fields, and counts them", () => {
    expect(lines('\n\nid,name\n\n1,a\n   \n,\n"",""\n2,b\n\n')).toEqual([
      [5, "1", "a"],
      [9, "2", "b"],
    ]);
  });

  test("keeps doubled quotes as one and a quote inside an unquoted field as it is", () => {
    expect(lines('id,name\n1,"a ""b"" c"\n2,27" screen\n3,""\n4, "x,y" ')).toEqual([
      [2, "1", 'a "b" c'],
      [3, "2", '27" screen'],
      [4, "3", ""],
      [5, "4", "x,y"],
    ]);
  });

  test("keeps an empty last field", () => {
    expect(lines('a,b\n1,\n"2",')).toEqual([
      [2, "1", ""],
      [3, "2", ""],
    ]);
  });
});

describe("header", () => {
  test("drops a byte order mark", () => {
    expect(parse("\uFEFFid,name\n1,a").header).toEqual(["id", "name"]);
  });

  test.each([
    ["id,name", ","],
    ["id;name;close, date", ";"],
    ["id\tname, first", "\t"],
    ["id,name; first", ","],
    ['"a;b;c",d', ","],
    ["id", ","],
  ])("finds the delimiter of %j", (header, delimiter) => {
    expect(parse(`${header}\n`).delimiter).toBe(delimiter);
  });

  test("calls a column without a name by its place", () => {
    expect(parse(",id,\n0,1,2").header).toEqual(["(column 1)", "id", "(column 3)"]);
  });

  test.each(["", "\uFEFF", "\n \n", ",,\n"])("refuses %j as empty", (text) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({
        code: "empty_file",
        message: "deals.csv: the file is empty; its first line must name the columns",
      }),
    );
  });

  test("refuses a name that occurs twice", () => {
    expect(() => parse("id,stage,id\n")).toThrow(
      expect.objectContaining({
        code: "invalid_header",
        message: 'deals.csv: the header names "id" more than once; give each column a name of its own',
      }),
    );
  });

  test("refuses a quote that never closes", () => {
    expect(() => parse('\n"id,stage\n')).toThrow(
      expect.objectContaining({
        code: "invalid_header",
        message: expect.stringContaining("deals.csv line 2: "),
      }),
    );
  });
});

describe("rows that do not fit", () => {
  test("too few and too many fields", () => {
    const { records } = parse("a,b\n1\n1,2,3\n1,2");
    expect(records.map(({ line, problem }) => [line, problem?.code, problem?.fact])).toEqual([
      [2, "field_count", "1 field where the header has 2"],
      [3, "field_count", "3 fields where the header has 2"],
      [4, undefined, undefined],
    ]);
  });

  test("a broken quote costs its own line only", () => {
    const { records } = parse('a,b\n"1,x\n2,y\n"3" z,w\n"4",v\n"5,never closed');
    expect(records.map(({ line, fields, problem }) => [line, problem?.code ?? fields])).toEqual([
      [2, "bad_quote"],
      [3, ["2", "y"]],
      [4, "bad_quote"],
      [5, ["4", "v"]],
      [6, "bad_quote"],
    ]);
  });

  test("many broken quotes are read in linear time", () => {
    const { records } = parse(`a,b\n${'"broken,1\n'.repeat(200_000)}`);
    expect(records).toHaveLength(200_000);
  }, 10_000);
});

const field = fc.string({
  unit: fc.constantFrom("a", "é", "7", '"', ",", ";", "\t", "\n", "\r\n", " ", "'"),
});
// A single column shows no delimiter, and then the comma is taken.
const table = (narrowest: number) =>
  fc
    .integer({ min: narrowest, max: 5 })
    .chain((width) => fc.array(fc.array(field, { minLength: width, maxLength: width }), { maxLength: 12 }));
const trimmed = (text: string) => text.replace(/\r\n?/g, "\n").trim();

test.each([",", ";", "\t"])("reads back any table written with delimiter %j", (delimiter) => {
  fc.assert(
    fc.property(
      table(delimiter === "," ? 1 : 2),
      fc.constantFrom("\n", "\r\n"),
      fc.boolean(),
      (rows, newline, quotes) => {
        const header = (rows[0] ?? ["x", "y"]).map((_, index) => `c${index}`);
        const text = Papa.unparse([header, ...rows], { delimiter, newline, quotes });
        let line = 2;
        const expected: unknown[] = [];
        for (const row of rows) {
          const fields = row.map(trimmed);
          if (fields.some((value) => value !== "")) expected.push({ line, fields });
          line += row.join("").replace(/\r\n?/g, "\n").split("\n").length;
        }
        const found = parse(text);
        expect(found.header).toEqual(header);
        expect(found.records).toEqual(expected);
      },
    ),
    { numRuns: 300 },
  );
});

test("reads any text at all: each line belongs to one row at most, in order", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", " "), maxLength: 60 }), (body) => {
      const at = parse(`a,b\n${body}`).records.map(({ line }) => line);
      expect(at).toEqual([...new Set(at)].sort((x, y) => x - y));
      expect(at.every((line) => line >= 2 && line <= body.split("\n").length + 1)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
