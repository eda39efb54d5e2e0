import type { Grain, Snapshot } from "@foresail/client";
import { Big } from "big.js";
import { Calendar } from "../calendar/calendar.ts";
import type { Period } from "../calendar/spine.ts";
import type { ForecastRecordMeasure } from "../catalogue/sales-measure.ts";
import type { Row } from "../engine/engine.ts";
import { ForesailError } from "../errors.ts";
import { groupBy } from "../model/group-by.ts";
import { sql } from "../sql/sql.ts";
import { measureKey, type PlanContext } from "./plan.ts";
import { relation } from "./relation.ts";
import type { ListContext } from "./resolved-rows.ts";
import { statisticsRow } from "./statistics.ts";

const grains: readonly Grain[] = ["day", "week", "month", "quarter", "year"];

/** The metric whose forecasts are scored where the query names none. */
const defaultMetric = "mrr";

/** Dimensions of frozen forecasts; every other one belongs to the forecast metric. */
const own = {
  metric: ({ metric }: Snapshot) => metric,
  method: ({ kind }: Snapshot) => kind,
  label: ({ label }: Snapshot) => label,
} as const;
type OwnDimension = keyof typeof own;

const isOwn = (name: string): name is OwnDimension => name in own;

/** A frozen number, to be compared with an actual. */
interface Frozen extends Pick<Snapshot["points"][number], "lag"> {
  readonly snapshot: Snapshot;
  readonly period: string;
  readonly value: number;
}

/** A condition in one spelling, whatever the order in which it was written. */
function sorted(where: PlanContext["where"]): string {
  const entries = Object.entries(where).map(
    ([name, values]) => [name, [...values].map(String).sort()] as const,
  );
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Snapshots that the query asks for, of each metric those of one grain, in order of issue. */
async function readSnapshots({ plan, grain, run }: ListContext): Promise<Snapshot[]> {
  const { by, where, scope, dialect } = plan;
  const unknown = by.find((name) => !isOwn(name));
  if (unknown !== undefined) {
    throw new ForesailError(
      "unsupported_dimension",
      `frozen forecasts cannot be split by ${JSON.stringify(unknown)}; split them by metric, method or label, or keep those of one part with where`,
    );
  }
  const metrics = where.metric ?? (by.includes("metric") ? null : [defaultMetric]);
  const ofMetric = Object.fromEntries(Object.entries(where).filter(([name]) => !isOwn(name)));
  const rows = await run(
    sql`select s.content as content from ${relation("snapshots", scope, dialect)} as s order by s.issued_at, s.id`,
  );
  const wanted = rows
    .map((row) => JSON.parse(String(row.content)) as Snapshot)
    .filter((snapshot) => metrics === null || metrics.includes(snapshot.metric))
    .filter(({ kind }) => where.method?.includes(kind) ?? (by.includes("method") || kind !== "naive"))
    .filter(({ label }) => where.label?.includes(label) ?? true)
    .filter((snapshot) => sorted(snapshot.where) === sorted(ofMetric))
    .filter((snapshot) => grains.indexOf(snapshot.grain) <= grains.indexOf(grain));
  return [...groupBy(wanted, ({ metric }) => metric).values()].flatMap((snapshots) => {
    const coarsest = Math.max(...snapshots.map((snapshot) => grains.indexOf(snapshot.grain)));
    return snapshots.filter((snapshot) => snapshot.grain === grains[coarsest]);
  });
}

/** Numbers frozen at the lag that is scored; of several of one metric, kind and label for a period, the last issued. */
function frozenAt(snapshots: readonly Snapshot[], lag: number): Frozen[] {
  const found = new Map<string, Frozen>();
  for (const snapshot of snapshots) {
    for (const point of snapshot.points.filter((candidate) => candidate.lag === lag)) {
      const { metric, kind, label } = snapshot;
      found.set(JSON.stringify([metric, kind, label, point.period]), { snapshot, ...point });
    }
  }
  return [...found.values()];
}

const parts: Readonly<Record<ForecastRecordMeasure["of"], (actual: Big, forecast: Big) => Big>> = {
  absolute_error: (actual, forecast) => actual.minus(forecast).abs(),
  absolute_actual: (actual) => actual.abs(),
  error: (actual, forecast) => actual.minus(forecast),
  actual: (actual) => actual,
  forecast: (_, forecast) => forecast,
};

/** A frozen forecast beside its actual. */
export interface ScoredPair extends Frozen {
  readonly actual: number;
  /** The period of the query in which it counts. */
  readonly counts: Period;
}

/** Pairs of a frozen forecast and its actual that a query scores: see `resolveForecastRecord`. */
export async function scoredPairs(context: ListContext): Promise<ScoredPair[]> {
  const { plan } = context;
  const frozen = frozenAt(await readSnapshots(context), plan.settings["forecast.lag"]);
  const calendar = new Calendar(plan.settings);
  const pairs: ScoredPair[] = [];
  const scored = groupBy(frozen, ({ snapshot: { metric, grain } }) => JSON.stringify([metric, grain]));
  for (const points of scored.values()) {
    const [{ snapshot }] = points as [Frozen];
    const labels = [...new Set(points.map(({ period }) => period))].sort();
    const actuals = await context.actuals(snapshot.metric, snapshot.where, snapshot.grain, labels);
    for (const point of points) {
      const { snapshot: from, period } = point;
      const actual = actuals.get(period);
      const counts = plan.periods.find(({ starts, closes }) => period >= starts && period < closes);
      // What was frozen when its period was over is no forecast.
      const late = from.issuedAt.slice(0, 10) >= calendar.next(period, snapshot.grain);
      if (actual !== undefined && counts !== undefined && !late) pairs.push({ ...point, actual, counts });
    }
  }
  return pairs;
}

/** What a pair adds to a measure, exact. */
export function partOf({ of }: ForecastRecordMeasure, { actual, value }: ScoredPair): Big {
  return parts[of](new Big(actual), new Big(value));
}

/**
 * Sums over pairs of a frozen forecast and its actual, by the period that was forecast.
 *
 * Scored are forecasts of `where metric=...` (mrr if none is named) at the lag of the setting `forecast.lag`, against the
 * latest actual known at the query's as-of, in periods that are over. The naive benchmark counts only where the query
 * splits by method or asks for it. A coarser grain than that of the forecasts pools them; of several grains the
 * coarsest that is not coarser than the query's counts.
 */
export async function resolveForecastRecord(
  measure: ForecastRecordMeasure,
  context: ListContext,
): Promise<Row[]> {
  return (await scoredPairs(context)).map((pair) => {
    const values = context.plan.by.map((name) => own[name as OwnDimension](pair.snapshot));
    const total = partOf(measure, pair).toFixed();
    return statisticsRow(measureKey(measure), pair.counts.index, values, 1, total);
  });
}
