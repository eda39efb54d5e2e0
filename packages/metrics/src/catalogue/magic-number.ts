import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Magic number: annualised growth in recurring revenue over the spend of the period before. Made for quarters.
 *
 * Quarterly recurring revenue is three times MRR, so its change times 4 is the change in ARR. Null where nothing was spent.
 *
 * Rows: MRR from 100,000 to 110,000 in a quarter, spend of the one before 150,000: 120,000 / 150,000 = 0.8.
 *
 * @see Scale Venture Partners, "Magic Number"
 */
export const magicNumber: MetricDefinition = defineMetric({
  id: "magic_number",
  version: 1,
  label: "Magic number",
  question: "How much yearly revenue does a unit of spend bring?",
  formula: "change in ARR / spend of the previous period",
  unit: "ratio",
  direction: "up",
  expression: { kind: "formula", text: "(arr - prev(arr)) / prev(spend)" },
  source: "Scale Venture Partners, Magic Number",
});
