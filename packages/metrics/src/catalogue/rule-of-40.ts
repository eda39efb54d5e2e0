import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Rule of 40: growth of MRR over a year plus the profit margin, both fractions; 0.4 is the rule.
 *
 * The margin is the setting `margin.profit`: null as long as it is not given, and without MRR a year ago.
 *
 * Rows: MRR 1,300 against 1,000, margin 0.12: 0.42.
 */
export const ruleOf40: MetricDefinition = defineMetric({
  id: "rule_of_40",
  version: 1,
  label: "Rule of 40",
  question: "Do growth and profit together suffice?",
  formula: "mrr / mrr a year ago - 1 + margin.profit",
  unit: "fraction",
  direction: "up",
  settings: ["margin.profit"],
  expression: {
    kind: "formula",
    text: "mrr / year_ago(mrr) - 1 + margin",
    inputs: { margin: { kind: "setting", key: "margin.profit" } },
  },
});
