import type { TableName } from "@foresail/client";
import type { MeasureTraits } from "./measure-traits.ts";
import type { CohortMeasure, SalesMeasure } from "./sales-measure.ts";

const opportunityDate = (column: string) => [{ table: "opportunities", column }] as const;

const deals = {
  facts: ["opportunities", "opportunity_changes"],
  dates: [...opportunityDate("created_at"), ...opportunityDate("closed_at")],
  followsAccounts: false,
  value: "count",
  running: false,
  kind: "flow",
  bucket: "between the beginning and the end of the period",
} as const satisfies MeasureTraits;

const cohorts: Readonly<Record<CohortMeasure["cohort"], Partial<MeasureTraits>>> = {
  leads: {
    facts: ["people", "opportunities"],
    dates: [{ table: "people", column: "created_at" }],
    bucket: "people.created_at",
  },
  deals: {
    facts: ["opportunities"],
    dates: opportunityDate("created_at"),
    bucket: "opportunities.created_at",
  },
  stages: { bucket: "the day on which an opportunity entered the stage" },
};

type Traits = {
  readonly [K in SalesMeasure["kind"]]: (measure: Extract<SalesMeasure, { kind: K }>) => MeasureTraits;
};

/** Traits of the measures of opportunities, people, targets and frozen forecasts. */
export const salesMeasureTraits: Traits = {
  pipeline: () => ({
    ...deals,
    value: "total",
    running: true,
    kind: "balance",
    bucket: "just before the period ends",
  }),
  coverage: () => ({
    ...deals,
    value: "total",
    bucket: "expected to close in the period, at its beginning or now",
  }),
  slippage: () => ({ ...deals, bucket: "open when the period begins, and expected to close in it" }),
  deal_value: ({ of }) => {
    const column = of === "created" ? "created_at" : "closed_at";
    return { ...deals, dates: opportunityDate(column), value: "total", bucket: `opportunities.${column}` };
  },
  deal_count: () => deals,
  cohort: ({ cohort }) => ({ ...deals, ...cohorts[cohort] }),
  survival: ({ subject, start }) => ({
    ...deals,
    facts: [...deals.facts, ...(start === "first_touch" ? (["touchpoints"] satisfies TableName[]) : [])],
    kind: "duration",
    bucket:
      subject === "sales_cycle" ? "opportunities.closed_at" : "the day on which the visit of a stage ended",
  }),
  target: () => ({
    ...deals,
    facts: ["targets"],
    dates: [{ table: "targets", column: "period_start" }],
    undefinedWithoutRows: true,
    value: "total",
    bucket: "targets.period_start",
  }),
  forecast_record: () => ({
    ...deals,
    facts: ["opportunities"],
    reads: "frozen forecasts and what came of them",
    dates: [],
    value: "total",
    bucket: "the period that was forecast",
  }),
};
