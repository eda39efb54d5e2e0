import type { BaselineList, BaselineRequest, MetricDescription, Query, QueryResult } from "@foresail/client";
import { baselineDefaults, baselineOf } from "./baseline-of.ts";

/** Where series come from: a store, as one tenant. */
export interface BaselineSource {
  query(query: Query): Promise<QueryResult>;
  describe(metric: string): MetricDescription;
}

/** The baseline of each series that a query gives. @throws {ForesailError} what the query throws */
export async function findBaselines(request: BaselineRequest, source: BaselineSource): Promise<BaselineList> {
  const { periods, ...query } = request;
  const { series, ...known } = await source.query(query);
  const defaults = baselineDefaults[request.grain];
  const options = periods === undefined ? defaults : { ...defaults, periods };
  return {
    baselines: series.map(({ metric, definition, unit, currency, grain, dimensions, points }) => ({
      metric,
      definition,
      unit,
      ...(currency === undefined ? {} : { currency }),
      direction: source.describe(metric).direction,
      grain,
      dimensions,
      baseline: baselineOf(points, options),
    })),
    ...known,
  };
}
