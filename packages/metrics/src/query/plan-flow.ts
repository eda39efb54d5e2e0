import { type DayHistogram, type FlowMeasure, filtersOf } from "../catalogue/measure.ts";
import { localDay } from "../model/tables.ts";
import { comment, id, join, type Sql, sql } from "../sql/sql.ts";
import { Dimensions } from "./dimension.ts";
import { measureKey, type Plan, planDays, rangeEnd, rangeStart } from "./plan.ts";

/** The conditions of a measure on its fact, `f`. */
function keeps(measure: FlowMeasure | DayHistogram): Sql[] {
  return filtersOf(measure).map((filter) => {
    const column = sql`${id("f")}.${id(filter.column)}`;
    if ("given" in filter) return filter.given ? sql`${column} is not null` : sql`${column} is null`;
    return sql`${column} in (${join(filter.in.map((value) => sql`${value}`))})`;
  });
}

/** Rows of a fact whose date falls into the range, with their dimensions; each fact is read on its own. */
function factRows(
  plan: Plan,
  measure: FlowMeasure | DayHistogram,
  metric: string,
  value: Sql,
  conditions: Sql[],
): Sql {
  const { context } = plan;
  const dimensions = new Dimensions(measure.fact, metric, context.dialect, false);
  const day = sql`${id("f")}.${id(localDay(measure.date))}`;
  const columns = [
    sql`f.id as id`,
    sql`${day} as day`,
    sql`${value} as value`,
    ...context.by.map((name, index) => sql`${dimensions.value(name)} as ${id(`d${index + 1}`)}`),
  ];
  const all = [
    sql`${day} >= ${context.dialect.date(rangeStart(context))}`,
    sql`${day} < ${context.dialect.date(rangeEnd(context))}`,
    ...keeps(measure),
    ...conditions,
    ...dimensions.condition(context.where),
  ];
  return sql`(
  ${comment(`${measure.fact} by ${measure.date}`)}  select ${join(columns)}
  from ${dimensions.source(context)}
  where ${join(all, " and ")}
) as r join ${planDays(plan)} as p on p.day = r.day`;
}

/** Counts and sums by the period of a date. */
export function planFlow(plan: Plan, measure: FlowMeasure, metric: string): void {
  const { aggregate } = measure;
  const column = "sum" in aggregate ? aggregate.sum : "countOf" in aggregate ? aggregate.countOf : null;
  const value = column === null ? sql`1` : sql`${id("f")}.${id(column)}`;
  plan.add({
    measure: sql`${measureKey(measure)}`,
    period: sql`p.period`,
    n: "countOf" in aggregate ? sql`count(r.value)` : sql`count(*)`,
    ...("sum" in aggregate ? { total: sql`sum(r.value)` } : {}),
    alias: "r",
    from: factRows(plan, measure, metric, value, []),
    groupBy: sql`p.period`,
  });
}

/** How many rows took how many days, by the period of a date; undated rows are left out. */
export function planDayHistogram(plan: Plan, measure: DayHistogram, metric: string): void {
  const from = sql`${id("f")}.${id(localDay(measure.from))}`;
  const to = sql`${id("f")}.${id(localDay(measure.to))}`;
  plan.add({
    measure: sql`${measureKey(measure)}`,
    period: sql`p.period`,
    bucket: sql`r.value`,
    n: sql`count(*)`,
    alias: "r",
    from: factRows(plan, measure, metric, plan.context.dialect.days(from, to), [
      sql`${from} is not null`,
      sql`${to} is not null`,
    ]),
    groupBy: sql`p.period, r.value`,
  });
}
