import type { BalanceMeasure } from "../catalogue/measure.ts";
import { id, join, sql } from "../sql/sql.ts";
import { Dimensions } from "./dimension.ts";
import { beforeRange, dimensionColumns, measureKey, type Plan, rangeEnd } from "./plan.ts";

/** Names of the relations that one reading of the subscriptions gives. */
export interface MrrRelations {
  /** account_id, d1 ... dn, day, change: the one relation that all revenue metrics read. */
  readonly changes: string;
  /** The same with `level`, the running sum at the end of the day. */
  readonly levels: string;
}

/**
 * Adds `mrr_changes` (account, day, change in MRR) and the running sums on top.
 *
 * A row adds its MRR on the day it starts and takes it away on the day it ends; so a balance just before t1 is the sum
 * of all changes before t1.
 *
 * @param accountsOnly - split by columns of the account alone, so that an account is in one part
 */
export function planMrrChanges(plan: Plan, metric: string, accountsOnly: boolean): MrrRelations {
  const { context } = plan;
  const prefix = accountsOnly ? "account" : "mrr";
  const names = { rows: `${prefix}_rows`, changes: `${prefix}_changes`, levels: `${prefix}_levels` };
  const dimensions = new Dimensions("subscriptions", metric, context.dialect, accountsOnly);
  const end = context.dialect.date(rangeEnd(context));
  const columns = dimensionColumns(context);
  const values = context.by.map((name, index) => sql`, ${dimensions.value(name)} as ${id(`d${index + 1}`)}`);
  const conditions = [sql`f.mrr <> 0`, sql`f.starts_on < ${end}`, ...dimensions.condition(context.where)];

  plan.cte(
    names.rows,
    "subscriptions that have started by the end of the range",
    () =>
      sql`select f.account_id, f.starts_on, f.ends_on, f.mrr${join(values, "")}
from ${dimensions.source(context.scope)}
where ${join(conditions, " and ")}`,
  );
  plan.cte(
    names.changes,
    "change in MRR by account and day",
    () =>
      sql`select account_id${columns}, day, sum(change) as change from (
  select account_id${columns}, starts_on as day, mrr as change from ${id(names.rows)}
  union all
  select account_id${columns}, ends_on as day, -mrr as change from ${id(names.rows)}
  where ends_on is not null and ends_on < ${end}
) as dated
group by account_id${columns}, day
having sum(change) <> 0`,
  );
  plan.cte(
    names.levels,
    "MRR of each account after each change",
    () =>
      sql`select account_id${columns}, day, change,
  sum(change) over (partition by account_id${columns} order by day) as level
from ${id(names.changes)}`,
  );
  return names;
}

/** Changes of a balance by period; what came before the range is its opening. */
export function planBalance(plan: Plan, measure: BalanceMeasure, metric: string): void {
  const { levels } = planMrrChanges(plan, metric, false);
  const change =
    measure.of === "mrr"
      ? sql`sum(c.change)`
      : sql`sum(case when c.level > 0 then 1 else 0 end - case when c.level - c.change > 0 then 1 else 0 end)`;
  plan.add({
    measure: sql`${measureKey(measure)}`,
    period: sql`coalesce(p.period, ${beforeRange})`,
    n: sql`count(*)`,
    total: change,
    alias: "c",
    from: plan.context.dialect.leftJoinRanges({
      rows: id(levels),
      rowsAs: sql`c`,
      ranges: sql`periods`,
      rangesAs: sql`p`,
      on: sql`c.day >= p.starts and c.day < p.ends`,
    }),
    groupBy: sql`p.period`,
  });
}
