import { type DayHistogram, type FlowMeasure, filtersOf } from "../catalogue/measure.ts";
import { localDay, tables } from "../model/tables.ts";
import { hasCurrency } from "../projection/stored-columns.ts";
import { comment, id, join, type Sql, sql } from "../sql/sql.ts";
import { Dimensions } from "./dimension.ts";
import { missingRates } from "./missing-rates.ts";
import { measureKey, type Plan, planDays, rangeEnd, rangeStart, type SharedMeasure } from "./plan.ts";

/** The conditions of a measure on its fact, `f`. */
function keeps(measure: FlowMeasure | DayHistogram): Sql[] {
  return filtersOf(measure).map((filter) => {
    const column = sql`${id("f")}.${id(filter.column)}`;
    if ("given" in filter) return filter.given ? sql`${column} is not null` : sql`${column} is null`;
    return sql`${column} in (${join(filter.in.map((value) => sql`${value}`))})`;
  });
}

/** Rows of a fact whose date falls into the range, `f`, as a subquery with their day and dimensions; each fact is read on its own. */
function factRows(
  plan: Plan,
  { fact, date }: Pick<FlowMeasure, "fact" | "date">,
  metric: string,
  columns: readonly Sql[],
  conditions: readonly Sql[],
): Sql {
  const { context } = plan;
  const dimensions = new Dimensions(fact, metric, context.dialect, false);
  const day = sql`${id("f")}.${id(localDay(date))}`;
  const selected = [
    sql`${day} as day`,
    ...columns,
    ...context.by.map((name, index) => sql`${dimensions.value(name)} as ${id(`d${index + 1}`)}`),
  ];
  const all = [
    sql`${day} >= ${context.dialect.date(rangeStart(context))}`,
    sql`${day} < ${context.dialect.date(rangeEnd(context))}`,
    ...conditions,
    ...dimensions.condition(context.where),
  ];
  return sql`(
  ${comment(`${fact} by ${date}`)}  select ${join(selected)}
  from ${dimensions.source(context)}
  where ${join(all, " and ")}
)`;
}

/** The column that a flow sums or counts; null where it counts rows. */
function columnOf({ aggregate }: FlowMeasure): Sql | null {
  if ("sum" in aggregate) return sql`${id("f")}.${id(aggregate.sum)}`;
  return "countOf" in aggregate ? sql`${id("f")}.${id(aggregate.countOf)}` : null;
}

/** Names the rows behind a flow. */
function listFlow(plan: Plan, measure: FlowMeasure, metric: string): void {
  const columns = [sql`f.id as id`, sql`${columnOf(measure) ?? sql`1`} as value`];
  plan.list({
    measure: measureKey(measure),
    period: sql`p.period`,
    n: "countOf" in measure.aggregate ? sql`count(r.value)` : sql`count(*)`,
    ...("sum" in measure.aggregate ? { total: sql`sum(r.value)` } : {}),
    alias: "r",
    from: sql`${factRows(plan, measure, metric, columns, keeps(measure))} as r join ${planDays(plan)} as p on p.day = r.day`,
    groupBy: sql`p.period`,
  });
}

/** What one reading of a fact's rows gives for one flow: columns of each row, and aggregates over them. */
interface FlowColumns {
  readonly columns: readonly Sql[];
  readonly conditions: readonly Sql[];
  readonly shared: readonly SharedMeasure[];
}

/**
 * The columns of a flow at a place among others.
 *
 * @param alone - all rows that are read are the flow's
 */
function flowColumns(measure: FlowMeasure, place: number, alone: boolean): FlowColumns {
  const conditions = keeps(measure);
  const own = columnOf(measure);
  const [kept, value, missing] = ["kept", "value", "missing"].map((name) => id(`${name}_${place}`)) as [
    Sql,
    Sql,
    Sql,
  ];
  const when = (then: Sql): Sql => (alone ? then : sql`case when r.${kept} then ${then} end`);
  const counted = alone ? sql`count(*)` : sql`count(${when(sql`1`)})`;
  const money = "sum" in measure.aggregate && hasCurrency(tables[measure.fact]);
  const all = conditions.length === 0 ? sql`true` : join(conditions, " and ");
  return {
    conditions,
    columns: [
      ...(alone ? [] : [sql`${all} as ${kept}`]),
      ...(own === null ? [] : [sql`${own} as ${value}`]),
      ...(money ? [sql`case when f.rate_missing then 1 else 0 end as ${missing}`] : []),
    ],
    shared: [
      {
        measure: measureKey(measure),
        n: "countOf" in measure.aggregate ? sql`count(${when(sql`r.${value}`)})` : counted,
        ...("sum" in measure.aggregate ? { total: sql`sum(${when(sql`r.${value}`)})` } : {}),
        present: counted,
      },
      ...(money
        ? [
            {
              measure: missingRates,
              n: sql`sum(${alone ? sql`r.${missing}` : sql`case when r.${kept} then r.${missing} else 0 end`})`,
            },
          ]
        : []),
    ],
  };
}

/** Rows by day, which are few, meet their periods; without dimensions, engines group days as they group small numbers. */
function byDay(
  plan: Plan,
  rows: Sql,
  measures: readonly SharedMeasure[],
): Pick<Parameters<Plan["addShared"]>[0], "from" | "measures"> {
  const names = measures.map((_, place) => ({
    n: id(`day_n_${place}`),
    total: id(`day_total_${place}`),
    present: id(`day_present_${place}`),
  }));
  const columns = measures.flatMap(({ n, total, present }, place) => {
    const name = names[place] as (typeof names)[number];
    return [
      sql`${n} as ${name.n}`,
      ...(total ? [sql`${total} as ${name.total}`] : []),
      ...(present ? [sql`${present} as ${name.present}`] : []),
    ];
  });
  return {
    from: sql`(
select r.day as day, ${join(columns)}
from ${rows} as r
group by r.day
) as d join ${planDays(plan)} as p on p.day = d.day`,
    measures: measures.map((one, place) => {
      const name = names[place] as (typeof names)[number];
      return {
        measure: one.measure,
        n: sql`sum(d.${name.n})`,
        ...(one.total ? { total: sql`sum(d.${name.total})` } : {}),
        ...(one.present ? { present: sql`sum(d.${name.present})` } : {}),
      };
    }),
  };
}

/**
 * Counts and sums by the period of a date: flows of one fact by one date, whose rows are read once.
 *
 * Beside them stands how many of the rows that were summed have no exchange rate: what they add up to is no answer.
 */
export function planFlows(plan: Plan, measures: readonly FlowMeasure[], metric: string): void {
  const [first] = measures;
  if (first === undefined) return;
  for (const measure of measures) listFlow(plan, measure, metric);
  const distinct = new Set(measures.map((measure) => JSON.stringify(filtersOf(measure))));
  const alone = distinct.size === 1;
  const flows = measures.map((measure, place) => flowColumns(measure, place, alone));
  const alternatives = flows.map(({ conditions }) => conditions);
  const conditions = alone
    ? (alternatives[0] ?? [])
    : alternatives.every((all) => all.length > 0)
      ? [
          sql`(${join(
            alternatives.map((all) => sql`(${join(all, " and ")})`),
            " or ",
          )})`,
        ]
      : [];
  const rows = factRows(
    plan,
    first,
    metric,
    flows.flatMap(({ columns }) => columns),
    conditions,
  );
  const shared = flows.flatMap((flow) => flow.shared);
  const split = plan.context.by.length > 0;
  plan.addShared({
    period: sql`p.period`,
    alias: split ? "r" : "d",
    groupBy: sql`p.period`,
    ...(split
      ? { from: sql`${rows} as r join ${planDays(plan)} as p on p.day = r.day`, measures: shared }
      : byDay(plan, rows, shared)),
  });
}

/** How many rows took how many days, by the period of a date; undated rows are left out. */
export function planDayHistogram(plan: Plan, measure: DayHistogram, metric: string): void {
  const from = sql`${id("f")}.${id(localDay(measure.from))}`;
  const to = sql`${id("f")}.${id(localDay(measure.to))}`;
  const columns = [sql`f.id as id`, sql`${plan.context.dialect.days(from, to)} as value`];
  const conditions = [...keeps(measure), sql`${from} is not null`, sql`${to} is not null`];
  plan.add({
    measure: measureKey(measure),
    period: sql`p.period`,
    bucket: sql`r.value`,
    n: sql`count(*)`,
    alias: "r",
    from: sql`${factRows(plan, measure, metric, columns, conditions)} as r join ${planDays(plan)} as p on p.day = r.day`,
    groupBy: sql`p.period, r.value`,
  });
}
