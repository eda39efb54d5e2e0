import { chosenBy, type MetricDefinition, measuresOf } from "../catalogue/definition.ts";
import type { Measure, MeasureOf } from "../catalogue/measure.ts";
import type { Sql } from "../sql/sql.ts";
import { historyReadBy } from "./history-columns.ts";
import { measureKey, Plan, type PlanContext } from "./plan.ts";
import { planBalances } from "./plan-balance.ts";
import { planCohorts } from "./plan-cohort.ts";
import { planCommitment } from "./plan-commitment.ts";
import { planCustomerSurvival } from "./plan-customer-survival.ts";
import { planDailyChurn } from "./plan-daily-churn.ts";
import { planDealCount, planDealValue } from "./plan-deal-value.ts";
import { planDayHistogram, planFlows } from "./plan-flow.ts";
import { planMovements } from "./plan-movement.ts";
import { planCoverage, planPipeline, planSlippage } from "./plan-pipeline.ts";
import { planRenewal } from "./plan-renewal.ts";
import { planRetention } from "./plan-retention.ts";
import { planSurvival } from "./plan-survival.ts";
import { planTouchSpend } from "./plan-touch-spend.ts";
import { isResolved, type ResolvedKind } from "./resolve-measures.ts";

type PlannedMeasure = Exclude<Measure, { kind: ResolvedKind }>;

/** Plans measures that read the same rows: one or more. */
type Planner<K extends Measure["kind"]> = (
  plan: Plan,
  measures: readonly MeasureOf<K>[],
  metric: string,
) => void;

/** A planner of measures that share nothing. */
function each<K extends Measure["kind"]>(
  planner: (plan: Plan, measure: MeasureOf<K>, metric: string) => void,
): Planner<K> {
  return (plan, measures, metric) => {
    for (const measure of measures) planner(plan, measure, metric);
  };
}

const planners = {
  flow: planFlows,
  day_histogram: each(planDayHistogram),
  balance: planBalances,
  movement: (plan, measures, metric) => planMovements(plan, metric, measures),
  retention: planRetention,
  commitment: each(planCommitment),
  daily_churn: each(planDailyChurn),
  customer_survival: each(planCustomerSurvival),
  renewal: each(planRenewal),
  touch_spend: each(planTouchSpend),
  pipeline: each(planPipeline),
  coverage: each(planCoverage),
  slippage: each(planSlippage),
  deal_value: each(planDealValue),
  deal_count: each(planDealCount),
  cohort: planCohorts,
  survival: each(planSurvival),
} as const satisfies { [K in PlannedMeasure["kind"]]: Planner<K> };

/** What measures have in common that are planned together, so that their rows are read once. */
function sharedBy(measure: PlannedMeasure): string {
  switch (measure.kind) {
    case "flow":
      return `flow ${measure.fact}.${measure.date}`;
    case "balance":
    case "movement":
      return measure.kind;
    case "retention":
      return `retention ${measure.window}`;
    case "cohort":
      return `cohort ${measure.cohort}`;
    default:
      return measureKey(measure);
  }
}

/** The plan of a query: every measure once, all in one shape. */
export function planOf(metrics: readonly MetricDefinition[], context: PlanContext): Plan {
  const groups = new Map<string, { metric: string; measures: Map<string, PlannedMeasure> }>();
  for (const { id, expression } of metrics) {
    for (const measure of measuresOf(chosenBy(context.settings, expression))) {
      if (isResolved(measure)) continue;
      const key = sharedBy(measure);
      const group = groups.get(key) ?? { metric: id, measures: new Map() };
      group.measures.set(measureKey(measure), measure);
      groups.set(key, group);
    }
  }
  const planned = [...groups.values()].flatMap(({ measures }) => [...measures.values()]);
  const plan = new Plan(context, historyReadBy(planned, [...context.by, ...Object.keys(context.where)]));
  for (const { metric, measures } of groups.values()) {
    const group = [...measures.values()];
    const planner = planners[(group[0] as PlannedMeasure).kind] as Planner<Measure["kind"]>;
    planner(plan, group, metric);
  }
  return plan;
}

/** One statement for all metrics of a query. */
export function compile(metrics: readonly MetricDefinition[], context: PlanContext): Sql {
  return planOf(metrics, context).statement();
}
