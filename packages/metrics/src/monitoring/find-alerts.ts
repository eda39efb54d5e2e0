import type {
  Alert,
  AlertList,
  AlertSegment,
  AlertsRequest,
  Grain,
  MetricDescription,
  Point,
  Query,
  QueryResult,
  Series,
  Watched,
} from "@foresail/client";
import { alertText } from "./alert-text.ts";
import { mostTied, recentPeriods } from "./change-threshold.ts";
import { type Change, detectChanges } from "./detect-changes.ts";
import { explainChange, type SegmentSides, type Side } from "./explain-change.ts";
import { normalTail } from "./normal-tail.ts";

/** Where series come from: a store, as one tenant. */
export interface AlertSource {
  query(query: Query): Promise<QueryResult>;
  describe(metric: string): MetricDescription;
}

interface Watch {
  readonly seasonLength: number;
  readonly leastReference: number;
  readonly referencePeriods: number;
}

/** How each grain is watched. Seasons: the days of a week, else a year. */
const watches: Readonly<Record<Grain, Watch>> = {
  day: { seasonLength: 7, leastReference: 56, referencePeriods: 182 },
  week: { seasonLength: 52, leastReference: 26, referencePeriods: 156 },
  month: { seasonLength: 12, leastReference: 18, referencePeriods: 60 },
  quarter: { seasonLength: 4, leastReference: 12, referencePeriods: 40 },
  year: { seasonLength: 1, leastReference: 10, referencePeriods: 40 },
};

/** Periods before a change with which it is compared, segment by segment. */
const comparedPeriods = 26;

function evidenceOf(z: number): Alert["evidence"] {
  const size = Math.abs(z);
  return size >= 6 ? "very strong" : size >= 4.5 ? "strong" : "clear";
}

/** What a point rests on: its count, or its rate's denominator; null where its unit tells nothing. */
function volumeOf({ value, denominator }: Point, { unit }: Pick<Series, "unit">): number | null {
  if (denominator !== null) return denominator;
  return unit === "count" ? value : null;
}

function sideOf(points: readonly Point[]): Side {
  const sum = (pick: (point: Point) => number | null): number | null => {
    const given = points.map(pick).filter((value) => value !== null);
    return given.length === 0 ? null : given.reduce((total, value) => total + value, 0);
  };
  const value = sum((point) => point.value);
  return {
    value: value === null ? null : value / points.length,
    numerator: sum(({ numerator }) => numerator),
    denominator: sum(({ denominator }) => denominator),
  };
}

/** A series before and since a change. */
function sidesOf(points: readonly Point[], start: string, found: string): { before: Side; after: Side } {
  const at = points.findIndex(({ period }) => period === start);
  const end = points.findIndex(({ period }) => period === found);
  return {
    before: sideOf(points.slice(Math.max(0, at - comparedPeriods), at)),
    after: sideOf(points.slice(at, end + 1)),
  };
}

/** The segment, of all dimensions asked for, that makes most of a change beyond its usual part. */
function segmentOf(
  whole: Series,
  splits: ReadonlyMap<string, readonly Series[]>,
  start: string,
  found: string,
): AlertSegment | null {
  const candidates = [...splits].flatMap(([dimension, series]) => {
    const segments = series.map(
      ({ dimensions, points }): SegmentSides => ({
        value: dimensions[dimension] ?? null,
        ...sidesOf(points, start, found),
      }),
    );
    return explainChange(dimension, segments, sidesOf(whole.points, start, found)) ?? [];
  });
  return candidates.sort((a, b) => b.share - b.usual - (a.share - a.usual))[0] ?? null;
}

function alertOf(
  change: Change,
  series: Series,
  { label, direction: good }: MetricDescription,
  splits: ReadonlyMap<string, readonly Series[]>,
): Alert {
  const start = series.points[change.start]!.period;
  const found = series.points[change.found]!.period;
  const words = {
    label,
    unit: series.unit,
    ...(series.currency === undefined ? {} : { currency: series.currency }),
    grain: series.grain,
    direction: change.direction,
    start,
    expected: change.expected,
    level: change.level,
    z: change.z,
    p: 2 * normalTail(Math.abs(change.z)),
    evidence: evidenceOf(change.z),
    segment: segmentOf(series, splits, start, found),
  };
  return {
    id: `${series.metric}:${series.grain}:${found}:${change.direction}`,
    metric: series.metric,
    definition: series.definition,
    ...words,
    good: good === "neutral" ? null : good === change.direction,
    found,
    size: change.size,
    reference: change.reference,
    state: change.state,
    text: alertText(words),
  };
}

/** The change of a balance from the period before: its level wanders, and wandering is no change. */
function differenced(points: readonly Point[]): Point[] {
  return points.map((point, index) => {
    const before = points[index - 1]?.value ?? null;
    return { ...point, value: point.value === null || before === null ? null : point.value - before };
  });
}

function noteOf(
  points: readonly Point[],
  needed: number,
  volumes: readonly (number | null)[],
  least: number,
): string | null {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length < needed) return `too early to say: ${values.length} periods of ${needed}`;
  if (values.every((value) => value === values[0])) return "always the same value";
  const newest = values.slice(-needed);
  const tied = Math.max(...newest.map((value) => newest.filter((other) => other === value).length));
  if (tied > mostTied * newest.length)
    return `${tied} of ${newest.length} periods have the same value; watch a longer grain`;
  const given = volumes
    .filter((volume) => volume !== null)
    .slice(-needed)
    .sort((a, b) => a - b);
  const median = given[Math.floor(given.length / 2)];
  return median !== undefined && median < least ? `mute: a volume of ${median} is less than ${least}` : null;
}

/**
 * Changes of level in metrics: what changed, since when, how sure, and in which segment. Only periods that are over
 * count. Of a balance, as MRR, its change from period to period is watched. See `detectChanges` for the method, and docs/monitoring.md for how often it is wrong.
 *
 * @throws {ForesailError} what the query throws, for unknown metrics and dimensions
 */
export async function findAlerts(request: AlertsRequest, source: AlertSource): Promise<AlertList> {
  const { metrics, by, since, minVolume, ...rest } = request;
  const watch = watches[request.grain];
  const needed = watch.leastReference + recentPeriods;
  const result = await source.query({ metrics, by: [], ...rest });
  const alerts: Alert[] = [];
  const watched: Watched[] = [];
  for (const series of result.series) {
    const description = source.describe(series.metric);
    const balance = description.kind === "balance";
    const over = series.points.filter(({ partial }) => !partial);
    const volumes = over.map((point) => volumeOf(point, series));
    const points = balance ? differenced(over) : over;
    const values = points.map(({ value }) => value);
    const note = noteOf(points, needed, volumes, minVolume);
    watched.push({
      metric: series.metric,
      periods: values.filter((value) => value !== null).length,
      needed,
      note,
    });
    const changes = detectChanges(values, { ...watch, volumes, minimumVolume: minVolume }).filter(
      ({ found }) => since === undefined || points[found]!.period >= since,
    );
    if (changes.length === 0) continue;
    const splits = new Map<string, readonly Series[]>();
    for (const dimension of by) {
      const split = await source.query({ metrics: [series.metric], by: [dimension], ...rest });
      const parts = split.series.map((part) =>
        balance ? { ...part, points: differenced(part.points) } : part,
      );
      splits.set(dimension, parts);
    }
    const label = balance ? `${description.label}, change a ${series.grain},` : description.label;
    alerts.push(
      ...changes.map((change) => alertOf(change, { ...series, points }, { ...description, label }, splits)),
    );
  }
  alerts.sort((a, b) => (a.found === b.found ? (a.id < b.id ? -1 : 1) : a.found > b.found ? -1 : 1));
  return { alerts, watched, asOf: result.asOf, dataVersion: result.dataVersion };
}
