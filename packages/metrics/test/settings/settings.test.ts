import { Settings } from "@foresail/client";
import { describe, expect, test } from "vitest";
import { settingsForQuery, settingsFrom } from "../../src/settings/settings.ts";

describe("settings", () => {
  test("have defaults", () => {
    // The wire contract states the defaults; the engine's own must be the same.
    expect(settingsFrom({})).toEqual(Settings.parse({}));
    expect(settingsFrom({})).toMatchObject({ reportingCurrency: "USD", "retention.months": 12 });
  });

  test.each([
    [
      "reportingCurrency",
      "dollars",
      'setting reportingCurrency is "dollars"; it must be an ISO 4217 code such as USD',
    ],
    [
      "timeZone",
      "Mars/Base",
      'setting timeZone is "Mars/Base"; it must be an IANA time zone such as Europe/Berlin',
    ],
    [
      "calendar.fiscalYearStart",
      "13",
      'setting calendar.fiscalYearStart is "13"; it must be a month from 1 to 12',
    ],
    ["calendar.weekStart", "friday", 'setting calendar.weekStart is "friday"; it must be monday or sunday'],
  ])("refuse %s = %s", (key, value, message) => {
    expect(() => settingsFrom({ [key]: value })).toThrow(
      expect.objectContaining({ code: "invalid_setting", message }),
    );
  });

  test("offer near names of an unknown one", () => {
    expect(() => settingsFrom({ timezone: "UTC" })).toThrow(
      expect.objectContaining({ code: "unknown_setting", suggestions: ["timeZone"] }),
    );
  });

  test("a rate's date is a day of the calendar", () => {
    expect(settingsFrom({ "currency.rateDate": "2024-02-29" })["currency.rateDate"]).toBe("2024-02-29");
    for (const day of ["2025-02-29", "2025-99-99", "tomorrow"]) {
      expect(() => settingsFrom({ "currency.rateDate": day })).toThrow("must be a calendar date, yyyy-MM-dd");
    }
  });

  test("a query may set the calendar, and not what decides what is stored", () => {
    const tenant = settingsFrom({});
    expect(settingsForQuery(tenant, { "calendar.fiscalYearStart": "4" })).toEqual({
      ...tenant,
      "calendar.fiscalYearStart": 4,
    });
    expect(() => settingsForQuery(tenant, { timeZone: "Europe/Berlin" })).toThrow(
      "setting timeZone decides what is stored, so a query cannot set it; change it for the tenant instead",
    );
  });
});
