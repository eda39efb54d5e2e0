import type { QueryResult } from "@foresail/client";
import { csvLine } from "./csv.ts";

/** A result as CSV: one line a point, values as they are. */
export function queryCsv({ series }: QueryResult, dimensions: readonly string[]): string {
  const head = ["metric", "definition", "unit", "currency", "grain", "period"];
  const compares = series.some(({ points }) => points.some(({ comparison }) => comparison));
  const more = compares ? ["compared_period", "compared_value", "change", "relative_change"] : [];
  const lines = [csvLine([...head, ...dimensions, "value", "numerator", "denominator", "partial", ...more])];
  for (const one of series) {
    const labels = dimensions.map((name) => one.dimensions[name]);
    for (const { period, value, numerator, denominator, partial, comparison } of one.points) {
      const start = [one.metric, one.definition, one.unit, one.currency, one.grain, period];
      const beside = compares
        ? [comparison?.period, comparison?.value, comparison?.change, comparison?.relative]
        : [];
      lines.push(csvLine([...start, ...labels, value, numerator, denominator, partial, ...beside]));
    }
  }
  return lines.join("");
}
