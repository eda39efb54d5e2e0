import { z } from "zod";

const shape = {
  reportingCurrency: z
    .string()
    .regex(/^[A-Z]{3}$/, "not a currency code; write three capital letters, as USD")
    .meta({ description: "ISO 4217 code that every amount is shown in" }),
  timeZone: z.string().min(1).meta({ description: "IANA zone whose days bucket the data" }),
  "calendar.fiscalYearStart": z
    .number()
    .int()
    .min(1)
    .max(12)
    .meta({ description: "First month of the fiscal year" }),
  "calendar.weekStart": z.enum(["monday", "sunday"]),
};

/** Settings of a tenant; every one has a documented default. `--set KEY=V` takes the same keys for one query. */
export const Settings = z
  .strictObject({
    reportingCurrency: shape.reportingCurrency.default("USD"),
    timeZone: shape.timeZone.default("UTC"),
    "calendar.fiscalYearStart": shape["calendar.fiscalYearStart"].default(1),
    "calendar.weekStart": shape["calendar.weekStart"].default("monday"),
  })
  .meta({ id: "Settings" });
export type Settings = z.infer<typeof Settings>;

/** PUT /v1/settings: the settings to change; those not named keep their value. */
export const SettingsChanges = z.strictObject(shape).partial().meta({ id: "SettingsChanges" });
export type SettingsChanges = z.infer<typeof SettingsChanges>;
