import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * MQL to SQL rate: of the leads that marketing qualified in the period, the share that sales accepted since.
 *
 * A cohort by `mql_at`: its rate may still rise. Null without MQLs.
 *
 * Rows: 50 MQLs in May, 20 of them with an `sql_at`: 0.4.
 */
export const mqlToSqlRate: MetricDefinition = defineMetric({
  id: "mql_to_sql_rate",
  version: 1,
  label: "MQL to SQL rate",
  question: "Which share of qualified leads does sales accept?",
  formula: "people with mql_at in the period and sql_at / people with mql_at in the period",
  unit: "fraction",
  direction: "up",
  expression: {
    kind: "ratio",
    numerator: { kind: "flow", fact: "people", date: "mql_at", aggregate: { countOf: "sql_at" } },
    denominator: { kind: "flow", fact: "people", date: "mql_at", aggregate: { count: true } },
  },
});
