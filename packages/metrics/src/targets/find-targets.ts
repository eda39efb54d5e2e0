import type {
  MetricDescription,
  Query,
  QueryResult,
  Settings,
  TargetSeries,
  TargetsRequest,
  TargetsResult,
} from "@foresail/client";
import { Calendar } from "../calendar/calendar.ts";
import { instantOf } from "../calendar/instant-of.ts";
import { limitAt } from "../calendar/spine.ts";
import { targetSuffix } from "../catalogue/target-metric.ts";
import { settingsForQuery } from "../settings/settings.ts";
import { gapToTarget } from "./gap-to-target.ts";

/** Where values and targets come from: a store, as one tenant. */
export interface TargetSource {
  query(query: Query): Promise<QueryResult>;
  describe(metric: string): MetricDescription;
  /** The tenant's settings: calendar and time zone. */
  readonly settings: Settings;
  readonly now: Date;
}

/** Kinds to whose value, or to whose change, days add up. */
const additiveKinds: readonly string[] = ["flow", "movement", "balance"];

/** A range widened to whole periods: a part of a period has no target. */
function wholePeriods({ from, to, grain }: TargetsRequest, calendar: Calendar): Pick<Query, "from" | "to"> {
  const first = from === undefined ? {} : { from: calendar.start(from, grain) };
  if (to === undefined) return first;
  const start = calendar.start(to, grain);
  return { ...first, to: start === to ? to : calendar.next(start, grain) };
}

/**
 * A metric beside its targets, period by period: gap, days left, run rate. Days are those of the tenant's time zone.
 *
 * @throws {ForesailError} what the query throws
 */
export async function findTargets(request: TargetsRequest, source: TargetSource): Promise<TargetsResult> {
  const { metric, ...rest } = request;
  const settings = settingsForQuery(source.settings, request.set);
  const { now } = source;
  const calendar = new Calendar(settings);
  const target = `${metric}${targetSuffix}`;
  const query = { metrics: [metric, target], ...rest, ...wholePeriods(request, calendar) };
  const { series, ...known } = await source.query(query);
  const { direction, kind, unit } = source.describe(metric);
  const asOf = request.asOf === null ? now : new Date(instantOf(request.asOf, settings.timeZone));
  const today = limitAt(new Date(Math.min(asOf.getTime(), now.getTime())), settings.timeZone).day;
  const key = (dimensions: TargetSeries["dimensions"]): string => JSON.stringify(dimensions);
  const aims = new Map(
    series.filter((one) => one.metric === target).map((one) => [key(one.dimensions), one.points]),
  );
  const own = series.filter((one) => one.metric === metric);
  return {
    series: own.map(({ points, currency, ...one }) => ({
      metric,
      definition: one.definition,
      unit: one.unit,
      ...(currency === undefined ? {} : { currency }),
      direction,
      grain: one.grain,
      timeZone: one.timeZone,
      dimensions: one.dimensions,
      points: points.map((point, index) => {
        return gapToTarget({
          period: point.period,
          ends: calendar.next(point.period, request.grain),
          today,
          value: point.value,
          target: aims.get(key(one.dimensions))?.[index]?.value ?? null,
          direction,
          additive: additiveKinds.includes(kind) && (unit === "currency" || unit === "count"),
          partial: point.partial,
        });
      }),
    })),
    ...known,
  };
}
