import Papa from "papaparse";
import { expect, test } from "vitest";
import { ingestFile, rejectsCsv } from "../../src/ingest/index.ts";

function rejectsOf(table: "spend" | "events", ...texts: string[]) {
  const results = texts.map((text, index) => ingestFile({ table, file: { name: `${index + 1}.csv`, text } }));
  return rejectsCsv(
    table,
    results.flatMap(({ rejects }) => rejects),
    results.flatMap(({ rejectedRows }) => rejectedRows),
  );
}

test("holds the source's columns, then the reason", () => {
  expect(
    rejectsOf("spend", 'date,amount,note\n2024-01-01,"1,5","a ""b"""\n2024-01-01,2,x').split("\n"),
  ).toEqual([
    "date,amount,note,file,line,code,column,value,message",
    '2024-01-01,"1,5","a ""b""",1.csv,2,bad_number,amount,"1,5","1.csv line 2, column amount: ""1,5"" is not a plain ' +
      'number such as -1234.56; say its decimal separator in the map, e.g. {""from"": ""amount"", ""decimal"": "",""}"',
  ]);
});

test("mended, it can be imported again", () => {
  const csv = rejectsOf("spend", "date,amount\n2024-01-01,5\nyesterday,-6.50").replace(
    "yesterday,",
    "2024-01-02,",
  );
  const { rows, rejects, unmappedColumns } = ingestFile({
    table: "spend",
    file: { name: "mended.csv", text: csv },
  });
  expect(rejects).toEqual([]);
  expect(rows.map(({ values }) => [values.date, values.amount])).toEqual([["2024-01-02", "-6.5"]]);
  expect(unmappedColumns).toEqual(["file", "line", "code", "column", "value", "message"]);
});

test("renames a reason that the table or the source would take for its own", () => {
  const [header] = rejectsOf("events", "name,at,line\nlogin,never,7").split("\n");
  expect(header).toBe("name,at,line,file,reject_line,code,column,reject_value,message");
});

test("joins files of different columns", () => {
  const csv = rejectsOf("spend", "date,amount\nx,1", "amount,date,channel\n2,y,web");
  const rows = Papa.parse<Record<string, string>>(csv, { header: true }).data;
  expect(rows.map(({ date, amount, channel, file }) => [date, amount, channel, file])).toEqual([
    ["x", "1", "", "1.csv"],
    ["y", "2", "web", "2.csv"],
  ]);
});

test.each([
  ["=1+1", "'=1+1"],
  ["@sum", "'@sum"],
  ["+cmd|calc", "'+cmd|calc"],
  ["-2+3", "'-2+3"],
  ["-12.50", "-12.50"],
  ["+5", "+5"],
  ["a=b", "a=b"],
])("guards a spreadsheet against %s", (note, written) => {
  const csv = rejectsOf("spend", `date,amount,note\nx,1,${note}`);
  expect(Papa.parse<Record<string, string>>(csv, { header: true }).data[0]?.note).toBe(written);
});
