import { type AttributionModel, attributionModels } from "../attribution/attribute-paths.ts";
import { touchDimensions } from "./attribution-measure.ts";
import { credited, defaultModel, modelPattern, underModel } from "./by-model.ts";
import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/** CAC under an attribution model. */
function cacOf(model: AttributionModel): MetricDefinition {
  return underModel(
    {
      id: "cac",
      version: 1,
      label: "CAC",
      question: "What does a new customer cost, channel by channel?",
      formula: "spend by date (cac.lagMonths earlier) / won opportunities of new customers by closed_at",
      unit: "currency",
      direction: "down",
      settings: ["cac.lagMonths"],
    },
    model,
    (of) => ({
      kind: "formula",
      text: "prev(spend, lag / months) / customers",
      inputs: {
        spend: { kind: "total", measure: { kind: "touch_spend" } },
        lag: { kind: "setting", key: "cac.lagMonths" },
        customers: { kind: "total", measure: credited("new_customers", of) },
      },
    }),
  );
}

/**
 * Customer acquisition cost, blended: all spend over the accounts that became customers.
 *
 * All kinds of spend count: ads, programs, salaries and tools. `cac.lagMonths` takes the spend of earlier months (rounded to whole
 * periods), near the length of the sales cycle. Null without new customers.
 *
 * Split or cut by channel, source, medium or campaign it is `cac.linear`: spend of the channel over the new customers that the model
 * credits it with. These are won opportunities of type new, and of those without a type the first one that an account won, by the day
 * of the close: their credits add up to their number, as spend does to all spend; null is spend without a channel over new customers
 * without a touch. They need not be as many as `new_customers`, which counts accounts that began to pay. Variants `cac.first`,
 * `cac.markov` ... name the model: see `attributed_revenue`.
 *
 * Rows: spend 60,000, 12 new customers: 5,000. Search: spend 9,000, credited with 4.5 of 12: 2,000.
 *
 * @see ../../../../docs/metrics/cac.md on blended, paid and new-logo CAC
 */
export const cac: MetricDefinition = defineMetric({
  id: "cac",
  version: 1,
  label: "CAC",
  question: "What does a new customer cost?",
  formula: "spend (cac.lagMonths earlier) / new_customers",
  unit: "currency",
  direction: "down",
  settings: ["cac.lagMonths"],
  expression: {
    kind: "formula",
    text: "prev(spend, lag / months) / new_customers",
    inputs: { lag: { kind: "setting", key: "cac.lagMonths" } },
  },
  family: {
    pattern: modelPattern,
    of: (variant) => {
      const model = attributionModels.find((known) => known === variant);
      return model === undefined ? null : cacOf(model);
    },
  },
  whenSplit: { by: touchDimensions, metric: cacOf(defaultModel) },
});
