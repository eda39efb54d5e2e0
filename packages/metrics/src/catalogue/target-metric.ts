import { type MetricDefinition, measuresOf } from "./definition.ts";
import { traitsOf } from "./measure-traits.ts";

/** Ends the id of the targets of a metric. */
export const targetSuffix = ".target";

/**
 * The targets of a metric as a metric of its own, `bookings.target`: the series beside which its values stand. Every
 * metric has one, `win_rate.value.target` too, though it is not listed.
 *
 * Targets of shorter periods add up to that of a longer one where the metric is a flow or a movement and they cover the whole
 * of it; of a balance or a ratio the one that ends with it counts. Null in periods without a target.
 */
export function targetMetric(of: MetricDefinition): MetricDefinition {
  const { expression } = of;
  const measure = measuresOf(expression)[0];
  const adds =
    expression.kind === "total" &&
    measure !== undefined &&
    ["flow", "movement"].includes(traitsOf(measure).kind);
  return {
    id: `${of.id}${targetSuffix}`,
    version: 1,
    label: `${of.label}: target`,
    question: `What was aimed at for ${of.label}?`,
    formula: `target of ${of.id}, the newest version`,
    unit: of.unit,
    direction: "neutral",
    expression: {
      kind: "total",
      measure: { kind: "target", metric: of.id, combine: adds ? "sum" : "last" },
    },
  };
}
