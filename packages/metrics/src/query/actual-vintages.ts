import type { Grain, Point, Query } from "@foresail/client";
import { Calendar } from "../calendar/calendar.ts";
import { instantOf } from "../calendar/instant-of.ts";
import { limitAt } from "../calendar/spine.ts";
import type { MetricDefinition } from "../catalogue/definition.ts";
import { measuresOf } from "../catalogue/definition.ts";
import { traitsOf } from "../catalogue/measure-traits.ts";
import { ForesailError } from "../errors.ts";
import type { BatchHeader } from "../journal/batch.ts";
import type { BatchTable } from "../journal/batch-table.ts";
import { extentStatement } from "./extent.ts";
import { versions } from "./relation.ts";
import { type QueryContext, runQuery } from "./run-query.ts";

/** A delivery with which a value became known. */
export interface VintageCause {
  readonly batch: number;
  readonly table: BatchTable;
  readonly source: string;
  readonly rows: number;
  /** Whether it was dated back to when it became known. */
  readonly backfill: boolean;
}

/** What a complete period's value was said to be, since when, and why. */
export interface ActualVintage {
  readonly period: string;
  readonly value: number | null;
  /** ISO 8601 in UTC. */
  readonly knownAt: string;
  /** What was recorded at that moment and bears on the metric. */
  readonly causes: readonly VintageCause[];
}

/** Which actuals: a metric without a split, over the periods from `from` on. */
export interface ActualsRequest {
  readonly metric: string;
  readonly grain: Grain;
  readonly where: Query["where"];
  readonly from?: string;
}

/** Tables whose deliveries publish a metric, the facts that its measures count, and all that bear on it. */
function tablesOf(metric: MetricDefinition): { publish: readonly BatchTable[]; bear: readonly BatchTable[] } {
  const facts = measuresOf(metric.expression).map((measure) => traitsOf(measure).facts);
  // A corrected exchange rate restates amounts, and publishes none.
  return { publish: facts.map(([first]) => first), bear: [...facts.flat(), "fx_rates"] };
}

/**
 * From the first period that ever had data until today: also of those whose rows have all moved away since, and of those
 * in which nothing happened. Null where there never were any data.
 */
async function publishedRange(
  metric: MetricDefinition,
  { grain, from }: ActualsRequest,
  context: QueryContext,
): Promise<{ from: string; to: string } | null> {
  const { engine, settings, tenant, now } = context;
  const calendar = new Calendar(settings);
  const to = calendar.next(calendar.start(limitAt(now, settings.timeZone).day, grain), grain);
  if (from !== undefined) return from < to ? { from, to } : null;
  const scope = { tenant, asOf: null };
  const statement = extentStatement(measuresOf(metric.expression), scope, engine.dialect, versions);
  const [row] = statement === null ? [] : await engine.read((run) => run(statement));
  if (!row?.first_day) return null;
  const first = calendar.start(String(row.first_day), grain);
  return first < to ? { from: first, to } : null;
}

/**
 * Complete periods of a metric as first published and, where that was restated since, as known now.
 *
 * First published is what was known at the first delivery of the metric's facts after the period's end. When a
 * restatement became known is found by bisection over the deliveries since, so the cost is one query a period and a few
 * for each that was restated.
 *
 * @param headers - the tenant's batches, oldest first
 */
export async function actualVintages(
  request: ActualsRequest,
  context: QueryContext,
  headers: readonly BatchHeader[],
): Promise<ActualVintage[]> {
  const metric = context.catalogue.get(request.metric);
  const { publish, bear } = tablesOf(metric);
  const momentsOf = (tables: readonly BatchTable[]): string[] =>
    [
      ...new Set(headers.filter(({ table }) => tables.includes(table)).map(({ recordedAt }) => recordedAt)),
    ].sort();
  const deliveries = momentsOf(publish);
  const restatements = momentsOf(bear);
  const causesOf = (moment: string): VintageCause[] =>
    headers
      .filter(({ table, recordedAt }) => recordedAt === moment && bear.includes(table))
      .map(({ seq, table, sourceSystem, rows, backfill }) => ({
        batch: seq,
        table,
        source: sourceSystem,
        rows,
        backfill,
      }));
  const calendar = new Calendar(context.settings);
  const { grain, where } = request;
  const base: Query = { metrics: [request.metric], by: [], where, grain, asOf: null, set: {} };

  const valueAt = async (period: string, asOf: string): Promise<number | null> => {
    const range = { from: period, to: calendar.next(period, grain), asOf };
    try {
      const { series } = await runQuery({ ...base, ...range }, context);
      return series[0]?.points[0]?.value ?? null;
    } catch (error) {
      // Amounts in a currency whose rate was not known then: nothing could be published.
      if (error instanceof ForesailError && error.code === "missing_rate") return null;
      throw error;
    }
  };
  const vintagesOf = async (point: Point): Promise<ActualVintage[]> => {
    const { period } = point;
    const ends = instantOf(calendar.next(period, grain), context.settings.timeZone);
    const first = deliveries.find((delivery) => delivery >= ends);
    if (first === undefined) return [];
    const since = restatements.filter((moment) => moment >= first);
    const published = await valueAt(period, first);
    const vintages = [{ period, value: published, knownAt: first, causes: causesOf(first) }];
    if (published === point.value) return vintages;
    // The newest delivery before which the value was another than now; values between are not told apart.
    let low = 0;
    let high = since.length - 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((await valueAt(period, since[middle] as string)) === point.value) high = middle;
      else low = middle + 1;
    }
    const knownAt = since[high] as string;
    return [...vintages, { period, value: point.value, knownAt, causes: causesOf(knownAt) }];
  };

  const range = await publishedRange(metric, request, context);
  if (range === null) return [];
  const now = await runQuery({ ...base, ...range }, context);
  const complete = (now.series[0]?.points ?? []).filter((point) => !point.partial);
  const vintages: ActualVintage[] = [];
  for (const point of complete) vintages.push(...(await vintagesOf(point)));
  return vintages;
}
