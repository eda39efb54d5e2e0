import type { ReportRequest } from "@foresail/client";
import type { Period } from "../calendar/spine.ts";
import { type MetricDefinition, measuresOf } from "../catalogue/definition.ts";
import { readForeignRates } from "../query/foreign-rates.ts";
import { Plan } from "../query/plan.ts";
import { periodsOf } from "../query/run-query.ts";
import type { ReportContext } from "./report.ts";

/**
 * The periods of a report, and a plan over those of which something is known. A range that is left open reaches over all
 * data of a metric.
 *
 * @param metric - whose data an open range reaches over, and whose money is valued
 */
export async function reportPlan(
  request: ReportRequest,
  context: ReportContext,
  metric: string | MetricDefinition,
): Promise<{ readonly plan: Plan; readonly periods: readonly Period[] }> {
  const definition = typeof metric === "string" ? context.catalogue.get(metric) : metric;
  const { from, to, grain, by, where, asOf, set } = request;
  const query = {
    metrics: [definition.id],
    by,
    where,
    grain,
    asOf,
    set,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  const periods = await periodsOf(query, [definition], context.scope, context, context.run);
  const known = {
    scope: context.scope,
    dialect: context.engine.dialect,
    periods: periods.filter((period) => !period.future),
    by,
    where,
    settings: context.settings,
  };
  const foreignRates = await readForeignRates(measuresOf(definition.expression), known, context.run);
  return { plan: new Plan({ ...known, foreignRates }), periods };
}

/** First and last day of a report's periods, the last one exclusive. */
export function rangeOfPeriods(periods: readonly Period[]): { from: string | null; to: string | null } {
  return { from: periods[0]?.starts ?? null, to: periods.at(-1)?.closes ?? null };
}
