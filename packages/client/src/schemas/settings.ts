import { z } from "zod";

const days = (most: number) => z.number().int().min(0).max(most);

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
  "calendar.weekStart": z.enum(["monday", "sunday"]).meta({ description: "First day of a week" }),
  "calendar.pattern": z
    .enum(["months", "4-4-5", "4-5-4", "5-4-4"])
    .meta({ description: "Calendar months, or months of whole weeks, thirteen a quarter" }),
  "calendar.yearAnchor": z.enum(["nearest", "last"]).meta({
    description:
      "Which first weekday opens a year of weeks: nearest to its month's first day, or last before it",
  }),
  "currency.rate": z.enum(["period", "fixed"]).meta({
    description:
      "MRR at the rate just before each period ends, the effect of rates being fx_mrr; or at one rate",
  }),
  "currency.rateDate": z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2})?$/, "not a date; write yyyy-MM-dd")
    .meta({ description: "The day whose rate is fixed; empty: the newest rate" }),
  "revenue.discounts": z.enum(["all", "forever", "none"]).meta({
    description: "Which discounts lower MRR: all, those without an end, or none",
  }),
  "movements.form": z.enum(["snapshot", "events"]).meta({
    description: "Movements between the ends of a period, or every change inside it",
  }),
  "movements.reactivation": z.enum(["counted", "left_out"]).meta({
    description: "Whether the quick ratio and net MRR churn count customers that came back",
  }),
  "churn.date": z.enum(["period_end", "cancellation"]).meta({
    description: "Whether a customer is lost when what was paid for ends, or when the customer cancels",
  }),
  "churn.denominator": z.enum(["start", "start_plus_new", "daily"]).meta({
    description:
      "What the share of lost customers is of: those at the start, these and the new, or each day's",
  }),
  "churn.graceDays": days(365).meta({
    description: "Days after its end in which a subscription still counts",
  }),
  "retention.months": z
    .number()
    .int()
    .min(1)
    .max(60)
    .meta({ description: "Months that nrr and grr look back" }),
  "renewal.graceDays": days(365).meta({ description: "Days after the due date that a renewal may be late" }),
  "growth.periods": z
    .number()
    .int()
    .min(1)
    .max(120)
    .meta({ description: "Periods that cmgr compounds over" }),
  "margin.gross": z
    .number()
    .min(0)
    .max(1)
    .meta({ description: "Gross margin, a fraction; 1: revenue counts whole" }),
  "margin.profit": z
    .union([z.number().min(-10).max(1), z.literal("")])
    .meta({ description: "Profit margin, a fraction, for the rule of 40; empty: not known" }),
  "ltv.capMonths": z.number().int().min(1).max(600).meta({ description: "Longest lifetime that LTV counts" }),
  "ltv.discountRate": z
    .number()
    .min(0)
    .max(10)
    .meta({ description: "Yearly discount rate of LTV, a fraction" }),
  "cac.lagMonths": z
    .number()
    .int()
    .min(0)
    .max(24)
    .meta({ description: "Months by which spend precedes customers" }),
  "velocity.deals": z.enum(["worked", "created", "open"]).meta({
    description: "Which opportunities sales velocity counts",
  }),
  "salesCycle.start": z.enum(["created", "first_touch"]).meta({
    description: "Whether the sales cycle starts with the opportunity or with the account's first touch",
  }),
  "attribution.lookbackDays": z.number().int().min(1).max(3650).meta({
    description: "Days before a conversion in which touches count, to the second and inclusive",
  }),
  "attribution.halfLifeDays": z.number().min(0.1).max(3650).meta({
    description: "Days after which time decay halves a touch's weight",
  }),
  "attribution.uShape": z.enum(["40-20-40", "50-50"]).meta({
    description: "U-shaped: first and last touch with a rest between, or first touch and lead creation",
  }),
  "forecast.lag": z.number().int().min(1).max(120).meta({
    description: "Lag of the frozen forecasts that forecast_accuracy and forecast_bias score",
  }),
};

const initial = {
  reportingCurrency: "USD",
  timeZone: "UTC",
  "calendar.fiscalYearStart": 1,
  "calendar.weekStart": "monday",
  "calendar.pattern": "months",
  "calendar.yearAnchor": "nearest",
  "currency.rate": "period",
  "currency.rateDate": "",
  "revenue.discounts": "all",
  "movements.form": "snapshot",
  "movements.reactivation": "counted",
  "churn.date": "period_end",
  "churn.denominator": "start",
  "churn.graceDays": 0,
  "retention.months": 12,
  "renewal.graceDays": 30,
  "growth.periods": 12,
  "margin.gross": 1,
  "margin.profit": "",
  "ltv.capMonths": 60,
  "ltv.discountRate": 0,
  "cac.lagMonths": 0,
  "velocity.deals": "worked",
  "salesCycle.start": "created",
  "attribution.lookbackDays": 90,
  "attribution.halfLifeDays": 7,
  "attribution.uShape": "40-20-40",
  "forecast.lag": 1,
} as const;

type Shape = typeof shape;
type WithDefaults = { [K in keyof Shape]: z.ZodDefault<Shape[K]> };

function withDefaults(): WithDefaults {
  return Object.fromEntries(
    Object.entries(shape).map(([key, schema]) => [
      key,
      (schema as z.ZodType).default(initial[key as keyof Shape]),
    ]),
  ) as WithDefaults;
}

/** Settings of a tenant; every one has a documented default. `--set KEY=V` takes the same keys for one query. */
export const Settings = z.strictObject(withDefaults()).meta({ id: "Settings" });
export type Settings = z.infer<typeof Settings>;

/** PUT /v1/settings: the settings to change; those not named keep their value. */
export const SettingsChanges = z.strictObject(shape).partial().meta({ id: "SettingsChanges" });
export type SettingsChanges = z.infer<typeof SettingsChanges>;
