import { chosenBy, type MetricDefinition, measuresOf } from "../catalogue/definition.ts";
import type { Measure, MeasureOf } from "../catalogue/measure.ts";
import type { Sql } from "../sql/sql.ts";
import { measureKey, Plan, type PlanContext } from "./plan.ts";
import { planCommitment } from "./plan-commitment.ts";
import { planCustomerSurvival } from "./plan-customer-survival.ts";
import { planDailyChurn } from "./plan-daily-churn.ts";
import { planDayHistogram, planFlow } from "./plan-flow.ts";
import { planMovements } from "./plan-movement.ts";
import { planBalance } from "./plan-mrr.ts";
import { planRenewal } from "./plan-renewal.ts";
import { planRetention } from "./plan-retention.ts";
import { planTouchSpend } from "./plan-touch-spend.ts";
import { isResolved, type ResolvedKind } from "./resolve-measures.ts";
import { salesPlanners } from "./sales-planners.ts";

const planners = {
  flow: planFlow,
  day_histogram: planDayHistogram,
  balance: planBalance,
  movement: (plan, _measure, metric) => planMovements(plan, metric),
  retention: planRetention,
  commitment: planCommitment,
  daily_churn: planDailyChurn,
  customer_survival: planCustomerSurvival,
  renewal: planRenewal,
  touch_spend: planTouchSpend,
  ...salesPlanners,
} as const satisfies {
  [K in Exclude<Measure["kind"], ResolvedKind>]: (plan: Plan, measure: MeasureOf<K>, metric: string) => void;
};

function planMeasure(plan: Plan, measure: Exclude<Measure, { kind: ResolvedKind }>, metric: string): void {
  const planner = planners[measure.kind] as (plan: Plan, measure: Measure, metric: string) => void;
  planner(plan, measure, metric);
}

/** The plan of a query: every measure once, all in one shape. */
export function planOf(metrics: readonly MetricDefinition[], context: PlanContext): Plan {
  const plan = new Plan(context);
  const planned = new Set<string>();
  for (const metric of metrics) {
    for (const measure of measuresOf(chosenBy(context.settings, metric.expression))) {
      // One plan gives all five movements.
      const key = measure.kind === "movement" ? "movement" : measureKey(measure);
      if (planned.has(key) || isResolved(measure)) continue;
      planned.add(key);
      planMeasure(plan, measure, metric.id);
    }
  }
  return plan;
}

/** One statement for all metrics of a query. */
export function compile(metrics: readonly MetricDefinition[], context: PlanContext): Sql {
  return planOf(metrics, context).statement();
}
