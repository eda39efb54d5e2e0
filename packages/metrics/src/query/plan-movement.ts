import { id, sql } from "../sql/sql.ts";
import { beforeRange, dimensionColumns, type Plan } from "./plan.ts";
import { planMrrChanges } from "./plan-mrr.ts";

/**
 * Adds all five movements: each account's net change between the ends of a period, by what became of the account.
 *
 * Only accounts with a change in a period appear in it. An account that goes from credit to deeper credit (MRR below 0
 * at both ends) counts as contraction, the other way as expansion, so that the five always sum to the change in MRR.
 */
export function planMovements(plan: Plan, metric: string): void {
  const { context } = plan;
  const columns = dimensionColumns(context);
  const { changes, levels } = planMrrChanges(plan, metric, true);
  plan.cte(
    "account_periods",
    "net change of each account in each period",
    () =>
      sql`select c.account_id${dimensionColumns(context, "c")}, coalesce(p.period, ${beforeRange}) as period, sum(c.change) as change
from ${context.dialect.leftJoinRanges({
        rows: id(changes),
        rowsAs: sql`c`,
        ranges: sql`periods`,
        rangesAs: sql`p`,
        on: sql`c.day >= p.starts and c.day < p.ends`,
      })}
group by c.account_id${dimensionColumns(context, "c")}, p.period`,
  );
  plan.cte(
    "account_moves",
    "MRR of the account at both ends of the period",
    () =>
      sql`select account_id${columns}, period, change,
  sum(change) over (partition by account_id order by period) - change as opening,
  sum(change) over (partition by account_id order by period) as closing
from account_periods`,
  );
  plan.cte(
    "first_paid",
    "first day on which each account had MRR",
    () => sql`select account_id, min(day) as day from ${id(levels)} where level > 0 group by account_id`,
  );
  plan.cte(
    "movements",
    "what became of each account",
    () =>
      sql`select m.period, m.change${dimensionColumns(context, "m")},
  case
    when m.opening <= 0 and m.closing > 0 and f.day >= p.starts then 'movement.new'
    when m.opening <= 0 and m.closing > 0 then 'movement.reactivation'
    when m.opening > 0 and m.closing <= 0 then 'movement.churned'
    when m.change > 0 then 'movement.expansion'
    else 'movement.contraction'
  end as movement
from account_moves as m
join periods as p on p.period = m.period
left join first_paid as f on f.account_id = m.account_id
where m.change <> 0`,
  );
  plan.add({
    measure: sql`m.movement`,
    period: sql`m.period`,
    n: sql`count(*)`,
    total: sql`sum(m.change)`,
    alias: "m",
    from: sql`movements as m`,
    groupBy: sql`m.movement, m.period`,
  });
}
