import type { RowBehind } from "@foresail/client";
import type { Period } from "../calendar/spine.ts";
import type { ForecastRecordMeasure } from "../catalogue/sales-measure.ts";
import { partOf, scoredPairs } from "./resolve-forecast-record.ts";
import type { ListContext, ResolvedRows } from "./resolved-rows.ts";

/**
 * The frozen forecasts that one period's score was made of, each beside its actual. `value` is what the pair adds to the
 * number: the error, its size, the actual or the forecast.
 */
export async function recordRowsBehind(
  measure: ForecastRecordMeasure,
  context: ListContext,
  period: Period,
): Promise<ResolvedRows> {
  const pairs = await scoredPairs({ ...context, plan: { ...context.plan, periods: [period] } });
  return {
    total: pairs.length,
    list: (limit) =>
      pairs.slice(0, limit).map((pair): RowBehind => {
        const { id, metric, kind, label, issuedAt } = pair.snapshot;
        return {
          snapshot_id: id,
          metric,
          method: kind,
          label,
          issued_at: issuedAt,
          period: pair.period,
          lag: pair.lag,
          forecast: pair.value,
          actual: pair.actual,
          value: partOf(measure, pair).toFixed(),
        };
      }),
  };
}
