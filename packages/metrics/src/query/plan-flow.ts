import { type DayHistogram, type FlowMeasure, filtersOf } from "../catalogue/measure.ts";
import { localDay, tables } from "../model/tables.ts";
import { hasCurrency } from "../projection/stored-columns.ts";
import type { Dialect } from "../sql/dialect.ts";
import { comment, id, join, type Sql, sql } from "../sql/sql.ts";
import { Dimensions } from "./dimension.ts";
import { periodOfEachDay, planPeriodOfDay } from "./period-of-day.ts";
import {
  measureKey,
  type Plan,
  type PlannedPart,
  rangeEnd,
  rangeStart,
  type SharedMeasure,
  type SharedPart,
} from "./plan.ts";
import { knownRows } from "./relation.ts";

/** The conditions of a measure on its fact, `f`. */
function keeps(measure: FlowMeasure | DayHistogram): Sql[] {
  return filtersOf(measure).map((filter) => {
    const column = sql`${id("f")}.${id(filter.column)}`;
    if ("given" in filter) return filter.given ? sql`${column} is not null` : sql`${column} is null`;
    return sql`${column} in (${join(filter.in.map((value) => sql`${value}`))})`;
  });
}

/** The day of a row, `f`, by one of its dates. */
function dayOf(date: string): Sql {
  return sql`${id("f")}.${id(localDay(date))}`;
}

/** Rows of a fact whose date falls into the range, `f`, as a subquery with their dimensions; each fact is read on its own. */
function factRows(
  plan: Plan,
  { fact, date }: Pick<FlowMeasure, "fact" | "date">,
  metric: string,
  columns: readonly Sql[],
  conditions: readonly Sql[],
): Sql {
  const { context } = plan;
  const dimensions = new Dimensions(fact, metric, context.dialect, false);
  const day = dayOf(date);
  const selected = [
    ...columns,
    ...context.by.map((name, index) => sql`${dimensions.value(name)} as ${id(`d${index + 1}`)}`),
  ];
  const { table, known } = knownRows(fact, context.scope, context.dialect, "f");
  const all = [
    known,
    sql`${day} >= ${context.dialect.date(rangeStart(context))}`,
    sql`${day} < ${context.dialect.date(rangeEnd(context))}`,
    ...conditions,
    ...dimensions.condition(context.where),
  ];
  return sql`(
  ${comment(`${fact} by ${date}`)}  select ${join(selected)}
  from ${dimensions.source(context, table)}
  where ${join(all, " and ")}
)`;
}

/** The column that a flow sums or counts; null where it counts rows. */
function columnOf({ aggregate }: FlowMeasure): Sql | null {
  if ("sum" in aggregate) return sql`${id("f")}.${id(aggregate.sum)}`;
  return "countOf" in aggregate ? sql`${id("f")}.${id(aggregate.countOf)}` : null;
}

/** The rows behind a flow. */
function listed(plan: Plan, measure: FlowMeasure, metric: string): PlannedPart {
  const { period, columns: ofDay, join: days } = planPeriodOfDay(plan, dayOf(measure.date));
  const columns = [sql`f.id as id`, ...ofDay, sql`${columnOf(measure) ?? sql`1`} as value`];
  return {
    measure: measureKey(measure),
    period,
    n: "countOf" in measure.aggregate ? sql`count(r.value)` : sql`count(*)`,
    ...("sum" in measure.aggregate ? { total: sql`sum(r.value)` } : {}),
    alias: "r",
    from: sql`${factRows(plan, measure, metric, columns, keeps(measure))} as r${days}`,
    groupBy: period,
  };
}

/** What one reading of a fact's rows gives for one flow: columns of each row, and aggregates over them. */
interface FlowColumns {
  readonly columns: readonly Sql[];
  readonly shared: SharedMeasure;
}

/**
 * The columns of a flow at a place among others.
 *
 * @param alone - all rows that are read are the flow's
 */
function flowColumns(measure: FlowMeasure, place: number, alone: boolean, dialect: Dialect): FlowColumns {
  const { aggregate } = measure;
  const conditions = keeps(measure);
  const column = columnOf(measure);
  const [kept, value, missing] = [id(`kept_${place}`), id(`value_${place}`), id(`missing_${place}`)];
  const when = (then: Sql): Sql => (alone ? then : sql`case when r.${kept} = 1 then ${then} end`);
  const rows = alone ? sql`count(*)` : sql`count(${when(sql`1`)})`;
  const money = "sum" in aggregate && hasCurrency(tables[measure.fact]);
  const all =
    conditions.length === 0 ? sql`1` : sql`case when ${join(conditions, " and ")} then 1 else 0 end`;
  return {
    columns: [
      ...(alone ? [] : [sql`${all} as ${kept}`]),
      ...(column === null ? [] : [sql`${column} as ${value}`]),
      ...(money ? [sql`f.rate_missing as ${missing}`] : []),
    ],
    shared: {
      measure: measureKey(measure),
      ...("countOf" in aggregate ? { n: sql`count(${when(sql`r.${value}`)})` } : {}),
      ...("sum" in aggregate || "countOf" in aggregate ? { present: rows } : { n: rows }),
      ...("sum" in aggregate ? { total: sql`sum(${when(sql`r.${value}`)})` } : {}),
      ...(money ? { unconverted: dialect.any(when(sql`r.${missing}`)) } : {}),
    },
  };
}

/** Aggregates of a measure that the days of a period are added up from. */
const added = ["n", "total", "unconverted", "present"] as const;

/** Rows added up by day before they meet their periods: days are few, and engines group them as they group small numbers. */
function byDay(plan: Plan, rows: Sql, measures: readonly SharedMeasure[]): SharedPart {
  const { period, columns: ofDay, join: days } = planPeriodOfDay(plan, sql`r.day`, "d");
  const { dialect } = plan.context;
  const names = measures.map((_, place) => (name: string) => id(`${name}_${place}`));
  const columns = measures.flatMap((one, place) =>
    added.flatMap((name) => {
      const aggregate = one[name];
      return aggregate === undefined ? [] : [sql`${aggregate} as ${names[place]?.(name) ?? null}`];
    }),
  );
  return {
    period,
    alias: "d",
    from: sql`(
select ${join([...ofDay, ...columns])}
from ${rows} as r
group by r.day
) as d${days}`,
    groupBy: period,
    measures: measures.map((one, place) => ({
      measure: one.measure,
      ...Object.fromEntries(
        added
          .filter((name) => one[name] !== undefined)
          .map((name) => {
            const daily = sql`d.${names[place]?.(name) as Sql}`;
            return [name, name === "unconverted" ? dialect.any(daily) : sql`sum(${daily})`] as const;
          }),
      ),
    })),
  };
}

/**
 * Counts and sums by the period of a date: flows of one fact by one date, whose rows are read once.
 *
 * A sum is null where any of its rows has no exchange rate: what the others add up to is no answer.
 */
export function planFlows(plan: Plan, measures: readonly FlowMeasure[], metric: string): void {
  const [first] = measures;
  if (first === undefined) return;
  for (const measure of measures) plan.list(() => listed(plan, measure, metric));
  const distinct = new Set(measures.map((measure) => JSON.stringify(filtersOf(measure))));
  const alone = distinct.size === 1;
  const flows = measures.map((measure, place) => flowColumns(measure, place, alone, plan.context.dialect));
  const rows = (ofDay: readonly Sql[]): Sql =>
    factRows(
      plan,
      first,
      metric,
      [...ofDay, ...flows.flatMap((flow) => flow.columns)],
      alone ? keeps(first) : anyOf(measures),
    );
  const shared = flows.map((flow) => flow.shared);
  const day = dayOf(first.date);
  const ofEachDay = periodOfEachDay(plan.context, sql`r.day`);
  if (ofEachDay !== null) {
    const from = sql`${rows([sql`${day} as day`])} as r`;
    plan.addShared({ period: ofEachDay, alias: "r", from, groupBy: sql`r.day`, measures: shared });
    return;
  }
  if (plan.context.by.length === 0) {
    plan.addShared(byDay(plan, rows([sql`${day} as day`]), shared));
    return;
  }
  const { period, columns, join: days } = planPeriodOfDay(plan, day);
  const from = sql`${rows(columns)} as r${days}`;
  plan.addShared({ period, alias: "r", from, groupBy: period, measures: shared });
}

/** The condition that a row counts in any of some flows; none where one of them takes all rows. */
function anyOf(measures: readonly FlowMeasure[]): Sql[] {
  const alternatives = measures.map(keeps);
  if (alternatives.some((all) => all.length === 0)) return [];
  return [
    sql`(${join(
      alternatives.map((all) => sql`(${join(all, " and ")})`),
      " or ",
    )})`,
  ];
}

/** How many rows took how many days, by the period of a date; undated rows are left out. */
export function planDayHistogram(plan: Plan, measure: DayHistogram, metric: string): void {
  const from = sql`${id("f")}.${id(localDay(measure.from))}`;
  const to = sql`${id("f")}.${id(localDay(measure.to))}`;
  const { period, columns: ofDay, join: days } = planPeriodOfDay(plan, dayOf(measure.date));
  const columns = [
    sql`f.id as id`,
    ...ofDay,
    sql`cast(${plan.context.dialect.days(from, to)} as ${plan.context.dialect.columnType("position")}) as value`,
  ];
  const conditions = [...keeps(measure), sql`${from} is not null`, sql`${to} is not null`];
  plan.add({
    measure: measureKey(measure),
    period,
    bucket: sql`r.value`,
    n: sql`count(*)`,
    alias: "r",
    from: sql`${factRows(plan, measure, metric, columns, conditions)} as r${days}`,
    groupBy: sql`${period}, r.value`,
  });
}
