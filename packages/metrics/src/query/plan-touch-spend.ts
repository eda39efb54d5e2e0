import type { TouchSpendMeasure } from "../catalogue/attribution-measure.ts";
import { localDay, tables } from "../model/tables.ts";
import { id, join, sql } from "../sql/sql.ts";
import { Dimensions } from "./dimension.ts";
import { planPeriodOfDay } from "./period-of-day.ts";
import { measureKey, type Plan, rangeEnd, rangeStart } from "./plan.ts";

/** Whether spend has a column of that name. */
const hasColumn = (name: string): boolean => tables.spend.columns.some((column) => column.name === name);

/** Spend by its date. It has no medium: split by that, all of it is unallocated. */
export function planTouchSpend(plan: Plan, measure: TouchSpendMeasure, metric: string): void {
  const { context } = plan;
  const { dialect, by, where } = context;
  const dimensions = new Dimensions("spend", metric, dialect, false);
  const isMissing = (name: string): boolean => name === "medium" && !hasColumn(name);
  const none = sql`cast(null as ${dialect.columnType("text")})`;
  const day = sql`f.${id(localDay("date"))}`;
  const columns = by.map(
    (name, index) => sql`${isMissing(name) ? none : dimensions.value(name)} as ${id(`d${index + 1}`)}`,
  );
  const known = Object.fromEntries(Object.entries(where).filter(([name]) => !isMissing(name)));
  const hasNoRow = Object.entries(where).some(([name, values]) => isMissing(name) && !values.includes(null));
  const conditions = [
    sql`${day} >= ${dialect.date(rangeStart(context))}`,
    sql`${day} < ${dialect.date(rangeEnd(context))}`,
    ...dimensions.condition(known),
    ...(hasNoRow ? [sql`1 = 0`] : []),
  ];
  const { period, columns: ofDay, join: days } = planPeriodOfDay(plan, day);
  plan.add({
    measure: measureKey(measure),
    period,
    n: sql`count(*)`,
    total: sql`sum(r.value)`,
    alias: "r",
    from: sql`(
  select ${join([sql`f.id as id`, ...ofDay, sql`f.amount as value`, ...columns])}
  from ${dimensions.source(context)}
  where ${join(conditions, " and ")}
) as r${days}`,
    groupBy: period,
  });
}
