import { z } from "zod";

/** Settings of a tenant; every one has a documented default. `--set KEY=V` takes the same keys for one query. */
export const Settings = z
  .strictObject({
    reportingCurrency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .default("USD")
      .meta({ description: "ISO 4217 code that every amount is shown in" }),
    timeZone: z.string().default("UTC").meta({ description: "IANA zone whose days bucket the data" }),
    "calendar.fiscalYearStart": z.number().int().min(1).max(12).default(1).meta({ description: "First month of the fiscal year" }),
    "calendar.weekStart": z.enum(["monday", "sunday"]).default("monday"),
  })
  .meta({ id: "Settings" });
export type Settings = z.infer<typeof Settings>;
