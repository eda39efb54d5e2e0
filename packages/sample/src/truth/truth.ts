import type { Batch } from "../deliveries.ts";
import type { Tables } from "../rows.ts";
import { balancesAt } from "./balances.ts";
import { monthsOf, quartersOf } from "./periods.ts";
import { bookingsByRegion, pipelinePoints } from "./pipeline.ts";
import type { TruthPoint } from "./points.ts";
import { mrrBySegment, revenuePoints } from "./revenue.ts";
import { type MrrVintage, mrrVintages, type PublishedMrr, publishedMrr } from "./vintages.ts";

/** What a correct engine must answer, in exact arithmetic from the rows. */
export interface Truth {
  readonly start: string;
  readonly end: string;
  /** Values by month and by whole calendar quarter. */
  readonly points: readonly TruthPoint[];
  /** MRR of each month when first published and now. */
  readonly published: readonly PublishedMrr[];
  /** MRR by month as known after each delivery. */
  readonly vintages: readonly MrrVintage[];
}

/** The truth about the tables as they are known now, over the months [start, end). */
export function computeTruth(tables: Tables, batches: readonly Batch[], start: string, end: string): Truth {
  const months = monthsOf(start, end);
  const balances = balancesAt(tables.subscriptions, [start, ...months.map(({ to }) => to)]);
  const points = [...months, ...quartersOf(start, end)].flatMap((period) => [
    ...revenuePoints(balances, period),
    ...mrrBySegment(balances, period, tables.accounts),
    ...pipelinePoints(tables, period),
    ...bookingsByRegion(tables, period),
  ]);
  const monthEnds = months.map(({ from, to }) => [from, to] as const);
  const vintages = mrrVintages(batches, monthEnds);
  return { start, end, points, published: publishedMrr(vintages), vintages };
}

/** Which point to look up; the grain is a month and the dimensions are none unless given. */
export interface TruthKey {
  readonly metric: string;
  readonly period: string;
  readonly grain?: "month" | "quarter";
  readonly dimensions?: Readonly<Record<string, string | null>>;
}

/** The point of a metric and period, or undefined. */
export function truthPoint({ points }: Truth, key: TruthKey): TruthPoint | undefined {
  const dimensions = JSON.stringify(key.dimensions ?? {});
  const grain = key.grain ?? "month";
  return points.find(
    (point) =>
      point.metric === key.metric &&
      point.period === key.period &&
      point.grain === grain &&
      JSON.stringify(point.dimensions) === dimensions,
  );
}

/** The points of a metric's total, oldest first. */
export function truthSeries(
  { points }: Truth,
  metric: string,
  grain: "month" | "quarter" = "month",
): TruthPoint[] {
  return points.filter(
    (point) => point.metric === metric && point.grain === grain && Object.keys(point.dimensions).length === 0,
  );
}
