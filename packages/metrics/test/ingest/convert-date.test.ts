import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, test } from "vitest";
import { convertDate } from "../../src/ingest/convert-date.ts";
import { formatProblem, formattedDateConverter } from "../../src/ingest/convert-formatted-date.ts";

const closeDate = { from: "close_date" };
const isoFact = "is not an ISO 8601 date such as 2024-12-31 or 2024-12-31T09:30:00Z";
const sayFormat = 'say its format in the map, e.g. {"from": "close_date", "format": "MM/dd/yyyy"}';

describe("without a format", () => {
  test.each([
    ["2024-02-29", "2024-02-29"],
    ["2000-02-29", "2000-02-29"],
    ["1900-01-01", "1900-01-01"],
    ["2200-12-31", "2200-12-31"],
    ["2024-02-29T09:30:00", "2024-02-29T09:30:00"],
    ["2024-02-29 09:30", "2024-02-29T09:30:00"],
    ["2024-02-29 6:49:18", "2024-02-29T06:49:18"],
    ["2024-02-29 09:30:00.000", "2024-02-29T09:30:00"],
    ["2024-02-29 09:30:00.123456", "2024-02-29T09:30:00.123"],
    ["2024-02-29T09:30:00Z", "2024-02-29T09:30:00.000Z"],
    ["2024-02-29 09:30:00 UTC", "2024-02-29T09:30:00.000Z"],
    ["2024-02-29T00:30:00.5+02:00", "2024-02-28T22:30:00.500Z"],
    ["2024-02-29T09:30:00.000+0000", "2024-02-29T09:30:00.000Z"],
    ["2024-02-28 23:30:00-05", "2024-02-29T04:30:00.000Z"],
  ])("reads %s as %s", (text, canonical) => {
    expect(convertDate(text, closeDate)).toBe(canonical);
  });

  test.each([
    ["2024-02-30", '"2024-02-30" is not a day of the calendar', "correct the date"],
    ["2023-02-29", '"2023-02-29" is not a day of the calendar', "correct the date"],
    ["1900-02-29", '"1900-02-29" is not a day of the calendar', "correct the date"],
    ["2024-13-01", '"2024-13-01" is not a day of the calendar', "correct the date"],
    ["2024-00-10", '"2024-00-10" is not a day of the calendar', "correct the date"],
    [
      "1899-12-31",
      '"1899-12-31" lies outside the years 1900 to 2200',
      "correct the date, or leave it empty where it is unknown",
    ],
    [
      "9999-12-31 23:59:59",
      '"9999-12-31 23:59:59" lies outside the years 1900 to 2200',
      "correct the date, or leave it empty where it is unknown",
    ],
    ["31/12/2024", `"31/12/2024" ${isoFact}`, sayFormat],
    ["2024-1-5", `"2024-1-5" ${isoFact}`, sayFormat],
    ["20240105", `"20240105" ${isoFact}`, sayFormat],
    ["45291", `"45291" ${isoFact}`, sayFormat],
    ["2024-01-05T24:00:00", `"2024-01-05T24:00:00" ${isoFact}`, sayFormat],
    ["2024-01-05T10:60:00", `"2024-01-05T10:60:00" ${isoFact}`, sayFormat],
    ["2024-01-05T10:00:00+25:00", `"2024-01-05T10:00:00+25:00" ${isoFact}`, sayFormat],
    ["2024-01-05 soon", `"2024-01-05 soon" ${isoFact}`, sayFormat],
  ])("rejects %s", (text, fact, remedy) => {
    expect(convertDate(text, closeDate)).toEqual({ code: "bad_date", fact, remedy });
  });

  test("for records says what to send", () => {
    expect(convertDate("tomorrow", {})).toMatchObject({ remedy: "send it in this form" });
  });
});

describe("with a format", () => {
  test.each([
    ["MM/dd/yyyy", "12/31/2024", "2024-12-31"],
    ["d.M.yyyy", "5.1.2024", "2024-01-05"],
    ["LLL-yy", "Feb-24", "2024-02-01"],
    ["MMMM d, yyyy", "February 29, 2024", "2024-02-29"],
    ["M/d/yy h:mm a", "1/2/24 3:04 PM", "2024-01-02T15:04:00"],
    ["dd.MM.yyyy 'at' HH:mm", "02.01.2024 at 15:04", "2024-01-02T15:04:00"],
    ["yyyy-MM-dd'T'HH:mm:ss.SSS", "2024-01-02T15:04:05.678", "2024-01-02T15:04:05.678"],
    ["yyyy-MM-dd HH:mm:ssZZ", "2024-01-02 00:04:05+02:00", "2024-01-01T22:04:05.000Z"],
  ])("reads %s", (format, text, canonical) => {
    expect(formattedDateConverter(format, { ...closeDate, format })(text)).toBe(canonical);
  });

  test.each(["2024-12-31", "31/12/2024", "02/30/2024", "1/5/2024", ""])(
    "rejects %j for MM/dd/yyyy",
    (text) => {
      const convert = formattedDateConverter("MM/dd/yyyy", { ...closeDate, format: "MM/dd/yyyy" });
      expect(convert(text)).toEqual({
        code: "bad_date",
        fact: `"${text}" is not a date of the format MM/dd/yyyy`,
        remedy: "correct the date or the format in the map",
      });
    },
  );

  test("rejects implausible years", () => {
    expect(formattedDateConverter("MM/dd/yyyy", {})("01/01/0224")).toMatchObject({
      code: "bad_date",
      fact: '"01/01/0224" lies outside the years 1900 to 2200',
    });
  });

  test.each([
    ["YYYY-MM-DD", "format YYYY-MM-DD is not in Unicode tokens; write yyyy for the year and dd for the day"],
    ["dd/mm/yyyy", "format dd/mm/yyyy has mm for minutes without an hour; a month is MM"],
    ["dd yyyy HH:mm", "format dd yyyy HH:mm has a day without a month; a month is MM"],
    ["MM/dd", "format MM/dd has no year; a date needs one, as in MM/dd/yyyy"],
    ["yyyy-MM-ddTHH:mm", "format yyyy-MM-ddTHH:mm has an unquoted T; write it as 'T'"],
    ["X", "format X has no year; a date needs one, as in MM/dd/yyyy"],
    ["yyyy-MM-dd ZZZZ", "format yyyy-MM-dd ZZZZ has a token that cannot be read"],
    ["yyyy-MM-dd'T'HH:mm:ss", null],
    ["MM/dd/yyyy", null],
  ])("judges the format %s", (format, problem) => {
    expect(formatProblem(format)).toBe(problem);
  });
});

const day = fc.date({ min: new Date("1900-01-01"), max: new Date("2200-12-31"), noInvalidDate: true });

test("every instant survives, whatever the offset it is written with", () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -14 * 60, max: 14 * 60 }), (instant, minutes) => {
      const written = DateTime.fromJSDate(instant).setZone(
        `UTC${minutes < 0 ? "-" : "+"}${Math.abs(minutes / 60) | 0}`,
      );
      fc.pre(written.year >= 1900 && written.year <= 2200);
      expect(convertDate(written.toISO() ?? "", {})).toBe(instant.toISOString());
    }),
  );
});

test("accepts exactly the days that the calendar has", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1900, max: 2200 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
      (year, month, date) => {
        const text = `${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
        const exists = DateTime.fromISO(text, { zone: "utc" }).isValid;
        expect(typeof convertDate(text, {})).toBe(exists ? "string" : "object");
      },
    ),
    { numRuns: 1_000 },
  );
});
