import type { Point, Query, QueryResult, Series, Settings } from "@foresail/client";
import { Calendar } from "../calendar/calendar.ts";
import { addDays, type Day, earlier } from "../calendar/day.ts";
import { instantOf } from "../calendar/instant-of.ts";
import { type Limit, limitAt, type Period, spine } from "../calendar/spine.ts";
import { type Catalogue, definitionName } from "../catalogue/catalogue.ts";
import { chosenBy, type MetricDefinition, measuresOf, splitBy } from "../catalogue/definition.ts";
import type { Engine, Row } from "../engine/engine.ts";
import { ForesailError } from "../errors.ts";
import type { Sql } from "../sql/sql.ts";
import { compared, comparisonSpine } from "./comparison.ts";
import { pointsOf } from "./evaluate.ts";
import { type Extent, extentStatement } from "./extent.ts";
import { readForeignRates } from "./foreign-rates.ts";
import { lookbackOf, withLookback } from "./lookback.ts";
import { requireRates } from "./missing-rates.ts";
import type { PlanContext } from "./plan.ts";
import type { Scope } from "./relation.ts";
import { resolveMeasures } from "./resolve-measures.ts";
import { planOf } from "./statement.ts";
import { type DimensionValues, Statistics } from "./statistics.ts";

export { instantOf };

/** What a query needs beside itself. */
export interface QueryContext {
  readonly tenant: string;
  /** The tenant's settings with those that the query sets for itself. */
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  readonly engine: Engine;
  readonly now: Date;
  readonly dataVersion: string;
}

/** More series than anyone reads: a dimension of almost as many values as rows. */
const maxSeries = 5_000;

/** Runs one statement. */
export type Run = (statement: Sql) => Promise<Row[]>;

/** The range that a query leaves open: from the first period with data to the last, or the current one if data reach it. */
function rangeOf(
  query: Query,
  calendar: Calendar,
  limit: Limit,
  extent: Extent | null,
): { from: Day; to: Day } {
  const { grain } = query;
  const current = calendar.start(limit.day, grain);
  const last = extent === null ? limit.day : earlier(extent.last, limit.day);
  const lastStart = calendar.start(last, grain);
  const live = extent === null || calendar.next(lastStart, grain) >= current;
  const to = query.to ?? calendar.next(live ? current : lastStart, grain);
  const first = extent === null ? calendar.shift(current, grain, -11) : calendar.start(extent.first, grain);
  const from = query.from ?? (first < to ? first : calendar.shift(calendar.start(to, grain), grain, -1));
  return { from, to: query.to ?? (to <= from ? calendar.next(calendar.start(from, grain), grain) : to) };
}

/** Where knowledge ends: at the as-of, or now. */
function limitOf(scope: Scope, context: QueryContext): Limit {
  const asOf = scope.asOf === null ? context.now : new Date(scope.asOf);
  const known = new Date(Math.min(asOf.getTime(), context.now.getTime()));
  return limitAt(known, context.settings.timeZone);
}

/** The periods that a query asks for. */
export async function periodsOf(
  query: Query,
  metrics: readonly MetricDefinition[],
  scope: Scope,
  context: QueryContext,
  run: Run,
): Promise<Period[]> {
  const calendar = new Calendar(context.settings);
  const limit = limitOf(scope, context);
  let extent: Extent | null = null;
  if (query.from === undefined || query.to === undefined) {
    const measures = metrics.flatMap((metric) => measuresOf(metric.expression));
    const statement = extentStatement(measures, scope, context.engine.dialect);
    const [row] = statement === null ? [] : await run(statement);
    if (row?.first_day && row.last_day) extent = { first: String(row.first_day), last: String(row.last_day) };
  }
  const { from, to } = rangeOf(query, calendar, limit, extent);
  return spine(calendar, query.grain, from, to, limit);
}

async function statisticsOf(
  metrics: readonly MetricDefinition[],
  plan: PlanContext,
  run: Run,
  resolved: readonly Row[],
): Promise<Statistics> {
  if (plan.periods.length === 0) return new Statistics([], plan.by.length);
  const measures = metrics.flatMap((metric) => measuresOf(metric.expression));
  // Flows say themselves whether they summed any such row.
  const [flows, others] = [true, false].map((flow) =>
    measures.filter(({ kind }) => (kind === "flow") === flow),
  );
  await requireRates(others ?? [], plan, run);
  const planned = planOf(metrics, plan);
  const rows = planned.empty ? [] : await run(planned.statement());
  const statistics = new Statistics(resolved, plan.by.length);
  if (planned.wide) statistics.addWide(rows, planned.wide);
  else statistics.add(rows, planned.measures);
  statistics.accumulate(planned.cumulative, plan.periods);
  if (planned.unconverted(rows)) await requireRates(flows ?? [], plan, run);
  return statistics;
}

/** Points of a metric that gives those who entered some days: partial where the last who did have had less time than that. */
function matured(points: Point[], days: number, periods: readonly Period[], limit: Limit): Point[] {
  return points.map((point, index) =>
    addDays(periods[index]?.closes ?? point.period, days) > limit.day ? { ...point, partial: true } : point,
  );
}

function seriesOf(
  metric: MetricDefinition,
  query: Query,
  spineOf: ReturnType<typeof withLookback>,
  statistics: Statistics,
  settings: Settings,
  limit: Limit,
): Series[] {
  const found = statistics.combinations();
  const combinations = found.length > 0 ? found : [query.by.map(() => null)];
  if (combinations.length > maxSeries) {
    throw new ForesailError(
      "invalid_query",
      `${metric.id} by ${query.by.join(", ")} has ${combinations.length} series, more than ${maxSeries}; split by less or keep fewer rows with where`,
    );
  }
  const { periods, before } = spineOf;
  const { expression, maturesAfterDays } = metric;
  const pointsIn = (values: DimensionValues): Point[] => {
    const context = { statistics, values, periods, grain: query.grain, settings };
    const points = pointsOf(expression, context, before);
    if (maturesAfterDays === undefined) return points;
    return matured(points, maturesAfterDays, periods.slice(before), limit);
  };
  return combinations.map((values) => ({
    metric: metric.id,
    definition: definitionName(metric, settings),
    unit: metric.unit,
    ...(metric.unit === "currency" ? { currency: settings.reportingCurrency } : {}),
    grain: query.grain,
    timeZone: settings.timeZone,
    dimensions: Object.fromEntries(query.by.map((name, index) => [name, values[index] ?? null])),
    points: pointsIn(values),
  }));
}

/** One statement over one spine, run: what series are evaluated from. */
export interface Answered {
  /** The spine with what formulas look back to, and how many periods that is. */
  readonly spine: ReturnType<typeof withLookback>;
  readonly plan: PlanContext;
  readonly statistics: Statistics;
}

/** Runs the statement of some metrics over a spine. */
export async function answer(
  asked: readonly Period[],
  query: Query,
  metrics: readonly MetricDefinition[],
  scope: Scope,
  context: QueryContext,
  run: Run,
): Promise<Answered> {
  const { settings } = context;
  const lookback = Math.max(...metrics.map((metric) => lookbackOf(metric.expression, query.grain, settings)));
  const whole = withLookback(asked, lookback, new Calendar(settings), query.grain);
  const known = {
    scope,
    dialect: context.engine.dialect,
    periods: whole.periods.filter((period) => !period.future),
    by: query.by,
    where: query.where,
    settings,
  };
  const measures = metrics.flatMap((metric) => measuresOf(metric.expression));
  const plan: PlanContext = { ...known, foreignRates: await readForeignRates(measures, known, run) };
  const resolved = await resolveMeasures(plan.periods.length === 0 ? [] : measures, {
    plan,
    grain: query.grain,
    run,
    actuals: (metric, where, grain, labels) =>
      actualsOf({ metric, where, grain }, labels, scope, context, run),
  });
  const statistics = await statisticsOf(metrics, plan, run, resolved);
  return { spine: whole, plan, statistics };
}

/** Values of a metric in those of the periods named that are over, by their first days. */
async function actualsOf(
  of: Pick<Query, "where" | "grain"> & { readonly metric: string },
  labels: readonly Day[],
  scope: Scope,
  context: QueryContext,
  run: Run,
): Promise<ReadonlyMap<Day, number>> {
  const { grain, where } = of;
  const calendar = new Calendar(context.settings);
  const [from, last] = [labels[0], labels.at(-1)];
  if (from === undefined || last === undefined) return new Map();
  const whole = spine(calendar, grain, from, calendar.next(last, grain), limitOf(scope, context));
  const query: Query = { metrics: [of.metric], by: [], where, grain, asOf: scope.asOf, set: {} };
  const metric = metricsOf(query, context);
  const series = await seriesOver(whole, query, metric, scope, context, run);
  const points = series.flatMap((one) => one.points).filter(({ partial }) => !partial);
  return new Map(points.flatMap(({ period, value }) => (value === null ? [] : [[period, value] as const])));
}

async function seriesOver(
  asked: readonly Period[],
  query: Query,
  metrics: readonly MetricDefinition[],
  scope: Scope,
  context: QueryContext,
  run: Run,
): Promise<Series[]> {
  const { spine: whole, statistics } = await answer(asked, query, metrics, scope, context, run);
  return metrics.flatMap((metric) =>
    seriesOf(metric, query, whole, statistics, context.settings, limitOf(scope, context)),
  );
}

/** The same series over another spine, beside the first. A combination that only the other spine has gets no series. */
function beside(series: readonly Series[], counterparts: readonly Series[]): Series[] {
  const key = ({ metric, dimensions }: Series): string => JSON.stringify([metric, dimensions]);
  const others = new Map(counterparts.map((one) => [key(one), one.points]));
  return series.map((one) => ({
    ...one,
    points: one.points.map((point, index) => {
      const counterpart = others.get(key(one))?.[index];
      return counterpart ? compared(point, counterpart) : point;
    }),
  }));
}

/** The metrics of a query as its settings choose them. */
function metricsOf({ metrics, by, where }: Query, { catalogue, settings }: QueryContext): MetricDefinition[] {
  return metrics
    .map((id) => splitBy(catalogue.get(id), [...by, ...Object.keys(where)]))
    .map((metric) => ({ ...metric, expression: chosenBy(settings, metric.expression) }));
}

/** The series of a query, read by statements of a transaction that is open already. */
export async function seriesWithin(query: Query, context: QueryContext, run: Run): Promise<Series[]> {
  const metrics = metricsOf(query, context);
  const asOf = query.asOf === null ? null : instantOf(query.asOf, context.settings.timeZone);
  const scope: Scope = { tenant: context.tenant, asOf };
  const periods = await periodsOf(query, metrics, scope, context, run);
  return seriesOver(periods, query, metrics, scope, context, run);
}

/** Answers a query: one statement over all its metrics, quotients and quantiles on top of what it returns. */
export async function runQuery(query: Query, context: QueryContext): Promise<QueryResult> {
  const metrics = metricsOf(query, context);
  const asOf = query.asOf === null ? null : instantOf(query.asOf, context.settings.timeZone);
  const scope: Scope = { tenant: context.tenant, asOf };
  return context.engine.read(async (run) => {
    const periods = await periodsOf(query, metrics, scope, context, run);
    const over = (spineOf: readonly Period[]) => seriesOver(spineOf, query, metrics, scope, context, run);
    const series = await over(periods);
    const result = { asOf: query.asOf, dataVersion: context.dataVersion };
    if (!query.compare) return { series, ...result };
    const calendar = new Calendar(context.settings);
    const others = comparisonSpine(periods, query.grain, query.compare, calendar);
    return { series: beside(series, await over(others)), ...result };
  });
}
