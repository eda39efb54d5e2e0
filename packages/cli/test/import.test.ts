import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { opportunities, workspace } from "./support/run.ts";

test("imports, and tells it as exactly the contract's JSON", async () => {
  const { run, file } = await workspace();
  await file("deals.csv", opportunities);
  const first = await run("import csv:opportunities deals.csv --format json");
  expect(first).toMatchObject({ code: 0, stderr: "" });
  const report = JSON.parse(first.stdout);
  expect(Object.keys(report)).toEqual([
    "table",
    "rows",
    "accepted",
    "unchanged",
    "rejected",
    "warnings",
    "rejectsFile",
    "batch",
  ]);
  expect(report).toMatchObject({
    table: "opportunities",
    rows: 3,
    accepted: 3,
    rejected: 0,
    rejectsFile: null,
  });
  const again = JSON.parse((await run("import csv:opportunities deals.csv --format json")).stdout);
  expect(again).toMatchObject({ accepted: 0, unchanged: 3 });
});

test("several files are one import, and - is standard input", async () => {
  const { run, file } = await workspace();
  await file("a.csv", "id,name\n1,Acme\n");
  const result = await run("import csv:accounts a.csv - --format json", { stdin: "id,name\n2,Bêta\n" });
  expect(JSON.parse(result.stdout)).toMatchObject({ rows: 2, accepted: 2 });
});

test("a map renames columns and values", async () => {
  const { run, file } = await workspace();
  await file("deals.csv", "key,state,day\n1,Won,05/01/2026\n");
  const outcome = { from: "state", values: { Won: "won", "*": "open" } };
  const columns = { id: "key", outcome, closed_at: { from: "day", format: "dd/MM/yyyy" } };
  await file("map.json", JSON.stringify({ columns }));
  expect((await run("import csv:opportunities deals.csv --map map.json")).code).toBe(0);
  const { stdout } = await run("query win_rate --from 2026-01-01 --to 2026-02-01 --format json");
  expect(JSON.parse(stdout).series[0].points[0]).toMatchObject({ period: "2026-01-01", value: 1 });
});

test.each([
  ["a bad date", "4,won,32.13.2026,Ann,1", 'line 5, column closed_at: "32.13.2026"'],
  ["an unknown value", "4,maybe,2026-01-01,Ann,1", 'line 5, column outcome: "maybe"'],
  ["a duplicate id", "1,won,2026-01-05,Ann,999", "line 5"],
])("%s rejects its row, keeps the others and says where", async (_, row, message) => {
  const { run, file, folder } = await workspace();
  await file("deals.csv", `${opportunities}${row}\n`);
  const result = await run("import csv:opportunities deals.csv");
  expect(result).toMatchObject({ code: 3, stderr: "" });
  expect(result.stdout).toContain("4 rows read, 3 accepted, 0 unchanged, 1 rejected");
  expect(result.stdout).toContain(message);
  const rejects = /rejected rows are in (\S+)/.exec(result.stdout)?.[1] ?? "";
  expect(dirname(dirname(rejects))).toBe(folder);
  expect(await readFile(rejects, "utf8")).toContain(row.split(",")[1]);
});

test("--strict writes nothing when a row is rejected", async () => {
  const { run, file } = await workspace();
  await file("deals.csv", `${opportunities}4,won,soon,Ann,1\n`);
  const strict = await run("import csv:opportunities deals.csv --strict --format json");
  expect(strict).toMatchObject({ code: 1, stdout: "" });
  expect(strict.stderr).toMatch(/^foresail import: [^\n]*soon[^\n]*\n$/);
  await file("deals.csv", opportunities);
  const after = JSON.parse((await run("import csv:opportunities deals.csv --format json")).stdout);
  expect(after).toMatchObject({ accepted: 3, unchanged: 0 });
});

test.each([
  ["a wrong header", "key,outcome\n1,won\n", "", 2, "id"],
  ["an empty file", "", "", 2, "deals.csv"],
  [
    "a map with a column that is not there",
    opportunities,
    '{"columns":{"owner":"sales_agent"}}',
    2,
    "sales_agent",
  ],
  [
    "a map with a wrong key",
    opportunities,
    '{"columns":{"owner":{"form":"x"}}}',
    2,
    "--map, columns.owner: not a mapping",
  ],
  ["a map that is not JSON", opportunities, "{", 2, "--map map.json is not JSON"],
  ["a map that is a list", opportunities, "[]", 2, "--map map.json is not a JSON object"],
  ["a map for another table", opportunities, '{"table":"people"}', 2, "the map is for table people"],
])("%s is refused in one line, and nothing is written", async (_, content, map, code, message) => {
  const { run, file } = await workspace();
  await file("deals.csv", content);
  if (map !== "") await file("map.json", map);
  const result = await run(`import csv:opportunities deals.csv ${map === "" ? "" : "--map map.json"}`);
  expect(result).toMatchObject({ code, stdout: "" });
  expect(result.stderr).toMatch(/^foresail import: [^\n]+\n$/);
  expect(result.stderr).toContain(message);
});

test.each([
  ["csv:opportunities missing.csv", 1, "no file at missing.csv; check the path"],
  ["csv:opportunities .", 1, ". is a folder; name the files in it"],
  ["csv:opportunities deals.csv --map none.json", 1, "no file at none.json; check the path"],
  ["csv:oportunities deals.csv", 2, 'unknown table "oportunities"; did you mean csv:opportunities?'],
  [
    "xls:accounts deals.csv",
    2,
    'unknown source "xls:accounts"; write csv:<table>, as csv:opportunities, or a source: auto, salesforce, hubspot, stripe, google-ads, clari',
  ],
  [
    "csv:opportunities deals.csv --recorded-at soon",
    2,
    '--recorded-at "soon" is not an instant; write yyyy-MM-dd, or a date-time with offset as 2026-01-31T09:00:00Z',
  ],
])("import %s exits %i", async (args, code, message) => {
  const { run, file } = await workspace();
  await file("deals.csv", opportunities);
  expect(await run(`import ${args}`)).toEqual({ code, stdout: "", stderr: `foresail import: ${message}\n` });
});

const salesforceDeals = `Id,StageName,CloseDate,IsWon,IsClosed,Amount
006A,Closed Won,2026-01-10,true,true,"$1,000.50"
006B,Closed Won,2026-01-11,true,true,$200
`;

test("a file alone is recognised by its header, and the table says how it was read", async () => {
  const { run, file } = await workspace();
  await file("deals.csv", salesforceDeals);
  const { code, stdout, stderr } = await run("import deals.csv");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("opportunities: 2 rows read, 2 accepted, 0 unchanged, 0 rejected (batch 1)\n");
  expect(stdout).toContain("  deals.csv: salesforce:opportunity, 2 rows\n");
  expect(stdout).toContain("    numbers of Amount: with the decimal point\n");
  const { stdout: bookings } = await run("query bookings --from 2026-01-01 --to 2026-02-01 --format json");
  expect(JSON.parse(bookings).series[0].points[0].value).toBe(1_200.5);
});

test("several tables are a list of reports", async () => {
  const { run, file } = await workspace();
  await file("deals.csv", salesforceDeals);
  await file("accounts.csv", "Id,Name,ParentId,Industry\n001,Acme,,Software\n");
  const { stdout } = await run("import salesforce deals.csv accounts.csv --format json");
  const reports = JSON.parse(stdout) as { table: string; batch: number }[];
  expect(reports.map(({ table, batch }) => [table, batch])).toEqual([
    ["accounts", 1],
    ["opportunities", 2],
  ]);
  expect(Object.keys(reports[0] ?? {})).toEqual([
    ...["table", "rows", "accepted", "unchanged", "rejected", "warnings", "rejectsFile", "batch", "files"],
  ]);
});

test("--dry-run shows the mapping and writes nothing; --progress says what is done on standard error", async () => {
  const { run, file } = await workspace();
  await file("deals.csv", `${salesforceDeals}006C,New,never,false,false,1\n`);
  const dry = await run("import auto deals.csv --dry-run --progress");
  expect(dry.code).toBe(3);
  expect(dry.stdout).toMatch(/^dry run: nothing was written\n/);
  expect(dry.stdout).toContain("amount = Amount");
  expect(dry.stdout).toContain('deals.csv line 4, column CloseDate (expected_close): "never"');
  expect(dry.stderr).toBe(
    "foresail import: read deals.csv, 0 MB\nforesail import: rehearsing 1 file\nforesail import: done: 3 rows\n",
  );
  const real = JSON.parse((await run("import auto deals.csv --format json")).stdout);
  expect(real).toMatchObject([{ accepted: 2, rejected: 1, batch: 1 }]);
});

test("--undo makes a batch void", async () => {
  const { run, file } = await workspace();
  await file("deals.csv", opportunities);
  await run("import csv:opportunities deals.csv");
  const undone = await run("import --undo 1");
  expect(undone).toEqual({
    code: 0,
    stdout:
      "opportunities: batch 1 undone by batch 2: 0 rows restored, 3 removed, 0 kept as later batches have them\n",
    stderr: "",
  });
  const again = await run("import --undo 1");
  expect(again).toMatchObject({
    code: 2,
    stderr: "foresail import: batch 1 was undone already, by batch 2\n",
  });
  expect((await run("import --undo last")).code).toBe(2);
  expect((await run("import --undo 1 deals.csv")).code).toBe(2);
  const { stdout } = await run("query bookings --from 2026-01-01 --to 2026-02-01 --format json");
  expect(JSON.parse(stdout).series[0].points[0].value).toBe(0);
});

test.each([
  ["Id,Name,Mood\n1,a,b\n", "", /fits no export that is known: .*; import it as csv:<table> with a map/],
  [
    "Id,StageName,CloseDate,IsWon,IsClosed\n1,Won,03/02/2026,1,1\n",
    "",
    /MM\/dd\/yyyy or dd\/MM\/yyyy; say which, with --date-format/,
  ],
  [salesforceDeals, "--decimal ;", /--decimal ";" is not one of \., ,/],
  [salesforceDeals, "--time-zone Mars", /"Mars" is no IANA time zone/],
])("what cannot be known is asked, not guessed (%#)", async (content, options, message) => {
  const { run, file } = await workspace();
  await file("deals.csv", content);
  const result = await run(`import deals.csv ${options}`);
  expect(result).toMatchObject({ code: 2, stdout: "" });
  expect(result.stderr).toMatch(message);
});
