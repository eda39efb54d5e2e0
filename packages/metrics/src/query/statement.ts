import { type Measure, type MetricDefinition, measuresOf } from "../catalogue/definition.ts";
import { InternalError } from "../errors.ts";
import type { Sql } from "../sql/sql.ts";
import { measureKey, Plan, type PlanContext } from "./plan.ts";
import { planDayHistogram, planFlow } from "./plan-flow.ts";
import { planMovements } from "./plan-movement.ts";
import { planBalance } from "./plan-mrr.ts";
import { planRetention } from "./plan-retention.ts";

function planMeasure(plan: Plan, measure: Measure, metric: string): void {
  switch (measure.kind) {
    case "flow":
      return planFlow(plan, measure, metric);
    case "day_histogram":
      return planDayHistogram(plan, measure, metric);
    case "balance":
      return planBalance(plan, measure, metric);
    case "movement":
      return planMovements(plan, metric);
    case "retention":
      return planRetention(plan, measure, metric);
    default:
      throw new InternalError(`no plan for the measure ${JSON.stringify(measure satisfies never)}`);
  }
}

/** One statement for all metrics of a query: every measure once, all in one shape. */
export function compile(metrics: readonly MetricDefinition[], context: PlanContext): Sql {
  const plan = new Plan(context);
  const planned = new Set<string>();
  for (const metric of metrics) {
    for (const measure of measuresOf(metric.expression)) {
      // One plan gives all five movements.
      const key = measure.kind === "movement" ? "movement" : measureKey(measure);
      if (planned.has(key)) continue;
      planned.add(key);
      planMeasure(plan, measure, metric.id);
    }
  }
  return plan.statement();
}
