import { expect, test } from "vitest";
import { workspace } from "./support/run.ts";

test("changes settings, and lists them", async () => {
  const { run } = await workspace();
  expect((await run("settings reportingCurrency=EUR calendar.fiscalYearStart=4")).code).toBe(0);
  expect(JSON.parse((await run("settings --format json")).stdout)).toMatchObject({
    reportingCurrency: "EUR",
    timeZone: "UTC",
    "calendar.fiscalYearStart": 4,
    "calendar.weekStart": "monday",
  });
  const lines = (await run("settings")).stdout.split("\n").map((line) => line.split(/ {2,}/));
  expect(lines[0]).toEqual(["setting", "value"]);
  expect(lines).toContainEqual(["reportingCurrency", "EUR"]);
  expect(lines).toContainEqual(["calendar.fiscalYearStart", "4"]);
});

test.each([
  ["timezone=UTC", 'unknown setting "timezone"; did you mean timeZone?'],
  ["timeZone=Mars/Olympus", 'setting timeZone is "Mars/Olympus"'],
  ["calendar.fiscalYearStart=13", "calendar.fiscalYearStart: 13"],
  ["reportingCurrency=euro", 'reportingCurrency: "euro" is not a currency code'],
  ["timeZone", 'setting "timeZone" is not NAME=VALUE'],
])("settings %s is refused in one line", async (args, message) => {
  const { run } = await workspace();
  const { code, stdout, stderr } = await run(`settings ${args}`);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^foresail settings: [^\n]+\n$/);
  expect(stderr).toContain(message);
});
