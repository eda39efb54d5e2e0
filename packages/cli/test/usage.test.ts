import { expect, test } from "vitest";
import { workspace } from "./support/run.ts";

test.each([
  ["", 0, "Usage: foresail COMMAND"],
  ["--help", 0, "Usage: foresail COMMAND"],
  ["help", 0, "import     rows of one table"],
  ["help query", 0, "foresail query METRIC..."],
  ["query --help", 0, "win_rate               Win rate"],
  ["import csv:accounts --help", 0, "foresail import csv:TABLE FILE..."],
  ["--version", 0, "0."],
])("%s explains on standard output", async (args, code, text) => {
  const { run } = await workspace();
  const result = await run(args);
  expect(result).toMatchObject({ code, stderr: "" });
  expect(result.stdout).toContain(text);
});

test.each([
  ["qurey mrr", 'foresail: unknown command "qurey"; did you mean query?'],
  ["query mrr --grian month", "foresail query: unknown option --grian; did you mean --grain?"],
  ["query", "foresail query: no metric; name one or more, as foresail query mrr win_rate"],
  ["query mrr --from", "foresail query: --from needs a value"],
  ["query mrr --from --to 2026-01-01", "foresail query: --from needs a value"],
  ["query mrr --from 2026-01-01 --from 2026-02-01", "foresail query: --from is given twice"],
  ["query mrr --format xml", 'foresail query: --format "xml" is not one of table, json, csv'],
  ["query mrr --where owner", 'foresail query: --where "owner" is not NAME=VALUE'],
  [
    "query mrr --from 2026-02-30",
    'foresail query: --from "2026-02-30" is not a calendar date; write yyyy-MM-dd',
  ],
  [
    "query mrr --grain decade",
    'foresail query: --grain "decade" is not a grain; one of day, week, month, quarter, year',
  ],
  [
    "query mrr --as-of yesterday",
    'foresail query: --as-of "yesterday" is not an instant; write yyyy-MM-dd, or a date-time with offset as 2026-01-31T09:00:00Z',
  ],
  [
    "import",
    "foresail import: no file; name one or more, as foresail import deals.csv, or csv:accounts accounts.csv",
  ],
  [
    "import csv:accounts",
    "foresail import: no file; name one or more, as foresail import csv:accounts data.csv",
  ],
  ["import csv:accounts a.csv --strict=yes", "foresail import: --strict takes no value"],
  ["forecast", "foresail forecast: --horizon is missing; say how many periods to forecast, as --horizon 6"],
  ["forecast --horizon 0", 'foresail forecast: --horizon "0" is not a whole number from 1 up'],
  [
    "forecast --horizon 2 --levels 80,high",
    'foresail forecast: --levels "80,high" is not a list of numbers, as 80,95',
  ],
  ["serve --port 70000", "foresail serve: --port 70000 is not a port; the last is 65535"],
  [
    "serve --origin example.com",
    'foresail serve: --origin "example.com" is not an origin; write it as https://app.example.com',
  ],
  [
    "query mrr --api localhost:8787",
    'foresail query: --api "localhost:8787" is not an address; write it as http://localhost:8787',
  ],
  [
    "query mrr --api http://localhost:1",
    "foresail query: --api needs the server's key; give it with --key K or FORESAIL_API_KEY",
  ],
  ["query mrr --key K", "foresail query: --key is for a server; give its address with --api URL"],
  [
    "query mrr --db a --api http://localhost:1 --key K",
    "foresail query: --db and --api exclude each other: a file, or a server",
  ],
  [
    "query mrr --tenant a/b",
    'foresail query: --tenant "a/b" is not a name of 1 to 64 letters, digits, - _ . @',
  ],
])("%s is wrong usage, said in one line", async (args, message) => {
  const { run } = await workspace();
  const result = await run(args);
  expect(result).toMatchObject({ code: 2, stdout: "" });
  expect(result.stderr.trimEnd().split("\n").at(-1)).toBe(message);
});

test("a command that is near to none lists all", async () => {
  const { run } = await workspace();
  const { code, stderr } = await run("frobnicate");
  expect(code).toBe(2);
  expect(stderr).toMatch(/^foresail: unknown command "frobnicate"; commands are import, query, [a-z, ]+\n$/);
});
