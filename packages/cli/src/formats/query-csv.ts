import type { QueryResult } from "@foresail/client";
import { csvLine } from "./csv.ts";

/** A result as CSV: one line a point, values as they are. */
export function queryCsv({ series }: QueryResult, dimensions: readonly string[]): string {
  const head = ["metric", "definition", "unit", "currency", "grain", "period"];
  const lines = [csvLine([...head, ...dimensions, "value", "numerator", "denominator", "partial"])];
  for (const one of series) {
    const labels = dimensions.map((name) => one.dimensions[name]);
    for (const { period, value, numerator, denominator, partial } of one.points) {
      const start = [one.metric, one.definition, one.unit, one.currency, one.grain, period];
      lines.push(csvLine([...start, ...labels, value, numerator, denominator, partial]));
    }
  }
  return lines.join("");
}
