import type { Measure } from "../catalogue/measure.ts";

/** What the history of an opportunity tells; a change that leaves one of them out keeps the value before it. */
export const historyColumns = [
  "stage",
  "amount",
  "probability",
  "expected_close_on",
  "forecast_category",
] as const;

/** A column that the history of an opportunity tells. */
export type HistoryColumn = (typeof historyColumns)[number];

function readBy(measure: Measure): readonly HistoryColumn[] {
  switch (measure.kind) {
    case "pipeline":
      return measure.of === "weighted" ? ["amount", "probability", "stage"] : ["amount"];
    case "coverage":
      return ["amount", "expected_close_on"];
    case "slippage":
      return ["expected_close_on"];
    case "deal_value":
      return ["amount"];
    default:
      return [];
  }
}

/**
 * The columns of the history that some measures and dimensions read: each of them is filled from step to step, which is
 * most of what a question about the pipeline takes.
 */
export function historyReadBy(
  measures: readonly Measure[],
  dimensions: readonly string[],
): readonly HistoryColumn[] {
  const read = new Set<string>([...measures.flatMap(readBy), ...dimensions]);
  return historyColumns.filter((column) => read.has(column));
}
