import type { SalesMeasure } from "../catalogue/sales-measure.ts";
import type { Plan } from "./plan.ts";
import { planCohort } from "./plan-cohort.ts";
import { planDealCount, planDealValue } from "./plan-deal-value.ts";
import { planCoverage, planPipeline, planSlippage } from "./plan-pipeline.ts";
import { planSurvival } from "./plan-survival.ts";
import type { ResolvedKind } from "./resolve-measures.ts";

type PlannedKind = Exclude<SalesMeasure["kind"], ResolvedKind>;

type Planner<K> = (plan: Plan, measure: Extract<SalesMeasure, { kind: K }>, metric: string) => void;

/** Planners of the measures of opportunities and people. */
export const salesPlanners: { readonly [K in PlannedKind]: Planner<K> } = {
  pipeline: planPipeline,
  coverage: planCoverage,
  slippage: planSlippage,
  deal_value: planDealValue,
  deal_count: planDealCount,
  cohort: planCohort,
  survival: planSurvival,
};
