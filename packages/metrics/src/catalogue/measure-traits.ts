import type { MetricDescription, TableName } from "@foresail/client";
import type { Measure, MeasureOf } from "./measure.ts";
import { salesMeasureTraits } from "./sales-measure-traits.ts";

/** What the rest of the engine must know of a measure, beside the SQL that computes it. */
export interface MeasureTraits {
  /** Tables whose deliveries change it, the one that it counts first. */
  readonly facts: readonly [TableName, ...TableName[]];
  /** What it is computed from, in words, where that is no table. */
  readonly reads?: string;
  /** Date columns that place its rows in time. */
  readonly dates: readonly { readonly table: TableName; readonly column: string }[];
  /** Whether it follows accounts, so that only the account's own columns can split it. */
  readonly followsAccounts: boolean;
  /** Whether its value is the count of the rows that SQL returns, or their total. */
  readonly value: "count" | "total";
  /** Whether a period without rows has no value, instead of 0. */
  readonly undefinedWithoutRows?: true;
  /** Whether it values MRR, and so needs the rates of foreign currencies. */
  readonly readsMrr?: true;
  /** Whether SQL returns changes that add up to what is true at a period's end. */
  readonly running: boolean;
  readonly kind: MetricDescription["kind"];
  /** What puts a row into a period, in words. */
  readonly bucket: string;
}

const subscriptionDates = [
  { table: "subscriptions", column: "starts_at" },
  { table: "subscriptions", column: "ends_at" },
] as const;

const accountBased = {
  facts: ["subscriptions", "accounts"],
  dates: subscriptionDates,
  followsAccounts: true,
  readsMrr: true,
  running: false,
  bucket: "between the beginning and the end of the period",
} as const satisfies Partial<MeasureTraits>;

const traits: { readonly [K in Measure["kind"]]: (measure: MeasureOf<K>) => MeasureTraits } = {
  flow: ({ fact, date, aggregate }) => ({
    facts: [fact],
    dates: [{ table: fact, column: date }],
    followsAccounts: false,
    value: "sum" in aggregate ? "total" : "count",
    running: false,
    kind: "flow",
    bucket: `${fact}.${date}`,
  }),
  day_histogram: ({ fact, date }) => ({
    facts: [fact],
    dates: [{ table: fact, column: date }],
    followsAccounts: false,
    value: "count",
    running: false,
    kind: "duration",
    bucket: `${fact}.${date}`,
  }),
  balance: () => ({
    facts: ["subscriptions"],
    dates: subscriptionDates,
    followsAccounts: false,
    readsMrr: true,
    value: "total",
    running: true,
    kind: "balance",
    bucket: "just before the period ends",
  }),
  commitment: () => ({
    facts: ["subscriptions"],
    dates: subscriptionDates,
    followsAccounts: false,
    readsMrr: true,
    value: "total",
    running: false,
    kind: "balance",
    bucket: "just before the period ends",
  }),
  movement: ({ count }) => ({ ...accountBased, value: count ? "count" : "total", kind: "movement" }),
  retention: () => ({ ...accountBased, value: "total", kind: "ratio" }),
  daily_churn: () => ({ ...accountBased, value: "count", kind: "ratio", bucket: "the day of the loss" }),
  customer_survival: () => ({
    ...accountBased,
    value: "count",
    kind: "duration",
    bucket: "while the period lasts",
  }),
  renewal: ({ count }) => ({
    ...accountBased,
    dates: [{ table: "subscriptions", column: "renews_at" }],
    value: count ? "count" : "total",
    kind: "flow",
    bucket: "subscriptions.renews_at",
  }),
  attribution: ({ of }) => {
    const date = of === "pipeline" ? "created_at" : "closed_at";
    return {
      facts: ["opportunities", "touchpoints", "people"],
      dates: [{ table: "opportunities", column: date }],
      followsAccounts: false,
      value: "total",
      running: false,
      kind: "flow",
      bucket: `opportunities.${date}`,
    };
  },
  touch_spend: () => ({
    facts: ["spend"],
    dates: [{ table: "spend", column: "date" }],
    followsAccounts: false,
    value: "total",
    running: false,
    kind: "flow",
    bucket: "spend.date",
  }),
  ...salesMeasureTraits,
};

/** Every kind of measure. */
export const measureKinds: readonly string[] = Object.keys(traits);

/** Traits of any measure. */
export function traitsOf(measure: Measure): MeasureTraits {
  const of = traits[measure.kind] as (measure: Measure) => MeasureTraits;
  return of(measure);
}
