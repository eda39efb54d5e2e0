import type { Grain, Query } from "@foresail/client";
import type { Day } from "../calendar/day.ts";
import type { Measure, MeasureOf } from "../catalogue/measure.ts";
import type { Row } from "../engine/engine.ts";
import type { Sql } from "../sql/sql.ts";
import { measureKey, type PlanContext } from "./plan.ts";
import { resolveAttribution } from "./resolve-attribution.ts";
import { resolveForecastRecord } from "./resolve-forecast-record.ts";
import { resolveTargets } from "./resolve-targets.ts";

/** What measures that are computed outside SQL need to know. */
export interface ResolveContext {
  readonly plan: PlanContext;
  readonly grain: Grain;
  /** All measures of the query, so that those that read the same rows may read them once. */
  readonly measures: readonly Measure[];
  run(statement: Sql): Promise<Row[]>;
  /** Values of a metric in those of the periods named that are over, as known at the query's as-of. */
  actuals(
    metric: string,
    where: Query["where"],
    grain: Grain,
    periods: readonly Day[],
  ): Promise<ReadonlyMap<Day, number>>;
}

/** Kinds of measures that are computed outside SQL. */
export type ResolvedKind = "target" | "forecast_record" | "attribution";

type Resolver<K extends ResolvedKind> = (measure: MeasureOf<K>, context: ResolveContext) => Promise<Row[]>;

const resolvers: { readonly [K in ResolvedKind]: Resolver<K> } = {
  target: resolveTargets,
  forecast_record: resolveForecastRecord,
  attribution: resolveAttribution,
};

/** Whether a measure is computed in TypeScript from rows that SQL only reads, so that no statement holds it. */
export function isResolved(measure: Measure): measure is MeasureOf<ResolvedKind> {
  return measure.kind in resolvers;
}

/** Rows of the measures that are computed outside SQL, in the shape that all measures have. */
export async function resolveMeasures(
  measures: readonly Measure[],
  given: Omit<ResolveContext, "measures">,
): Promise<Row[]> {
  const context = { ...given, measures };
  const different = new Map(measures.filter(isResolved).map((measure) => [measureKey(measure), measure]));
  const rows: Row[] = [];
  for (const measure of different.values()) {
    const resolve = resolvers[measure.kind] as (measure: Measure, context: ResolveContext) => Promise<Row[]>;
    rows.push(...(await resolve(measure, context)));
  }
  return rows;
}
