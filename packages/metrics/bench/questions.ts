import { readFileSync } from "node:fs";
import type { QueryInput } from "@foresail/client";

/** A question, and the SQL that an analyst would write for the same answer over the same tables. */
export interface Question {
  /** Also the name of the file with the SQL. */
  readonly id: string;
  readonly query: QueryInput;
}

const range = { from: "2022-01-01", to: "2026-01-01" } as const;

/** Twelve typical questions. */
export const questions: readonly Question[] = [
  { id: "mrr-by-month", query: { metrics: ["mrr"], ...range } },
  {
    id: "movements-by-month",
    query: {
      metrics: ["new_mrr", "expansion_mrr", "contraction_mrr", "churned_mrr", "reactivation_mrr"],
      ...range,
    },
  },
  { id: "nrr-and-grr-by-month", query: { metrics: ["nrr", "grr"], ...range } },
  { id: "customers-by-segment", query: { metrics: ["customers"], by: ["segment"], ...range } },
  { id: "win-rate-by-owner", query: { metrics: ["win_rate"], by: ["owner"], grain: "quarter", ...range } },
  { id: "sales-cycle-by-quarter", query: { metrics: ["sales_cycle_days"], grain: "quarter", ...range } },
  { id: "bookings-by-day", query: { metrics: ["bookings"], grain: "day", from: "2024-01-01", to: range.to } },
  { id: "leads-by-channel", query: { metrics: ["leads"], by: ["channel"], ...range } },
  { id: "spend-and-cac", query: { metrics: ["spend", "cac"], grain: "quarter", ...range } },
  { id: "pipeline-open-by-month", query: { metrics: ["pipeline_open"], ...range } },
  { id: "lead-cohorts", query: { metrics: ["lead_to_customer_rate.within90d"], ...range } },
  {
    id: "several-as-of",
    query: {
      metrics: ["mrr", "customers", "bookings", "win_rate", "opportunities_created"],
      from: range.from,
      to: "2025-07-01",
      asOf: "2025-07-01",
    },
  },
];

/** The SQL of a question: columns metric, period, a column for each dimension, value. */
export function handWritten({ id }: Question): string {
  return readFileSync(new URL(`sql/${id}.sql`, import.meta.url), "utf8");
}
