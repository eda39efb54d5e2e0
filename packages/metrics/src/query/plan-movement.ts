import { id, type Sql, sql } from "../sql/sql.ts";
import { beforeRange, dimensionColumns, namedDimensionColumns, type Plan } from "./plan.ts";
import { type MrrRelations, planMrrChanges } from "./plan-mrr.ts";

/** account_id, d1 ... dn, period, change, fx, opening, closing, since: what moved, once for each account and period. */
function netMoves(plan: Plan, { changes }: MrrRelations): void {
  const { context } = plan;
  const columns = dimensionColumns(context);
  const foreign = context.foreignRates.length > 0;
  plan.cte(
    "account_periods",
    "net change of each account in each period",
    () =>
      sql`select c.account_id${dimensionColumns(context, "c")}, coalesce(p.period, ${beforeRange}) as period, sum(c.change) as change${foreign ? sql`, sum(c.fx) as fx` : sql``}
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
      sql`select account_id${columns}, period, change${foreign ? sql`, fx` : sql``},
  sum(change) over (partition by account_id order by period) - change as opening,
  sum(change) over (partition by account_id order by period) as closing
from account_periods`,
  );
}

/** The same, once for each account and day. */
function dailyMoves(plan: Plan, { changes }: MrrRelations): void {
  const { context } = plan;
  const foreign = context.foreignRates.length > 0;
  plan.cte(
    "account_moves",
    "MRR of the account before and after each day on which it changed",
    () =>
      sql`select account_id${dimensionColumns(context)}, day, change${foreign ? sql`, fx` : sql``},
  sum(change) over (partition by account_id order by day) - change as opening,
  sum(change) over (partition by account_id order by day) as closing
from ${id(changes)}`,
  );
}

/**
 * Adds all movements: each account's change in MRR, by what became of the account.
 *
 * By default the net change between the ends of a period; with `movements.form` events, the net change of each day, so
 * that what is won and lost within one period counts as both. What rates did to an account that pays before and after is
 * a movement of its own, and never expansion or contraction; an account that comes or goes takes its whole change.
 *
 * Only accounts with a change in a period appear in it. An account that goes from credit to deeper credit (MRR below 0
 * at both ends) counts as contraction, the other way as expansion, so that they always sum to the change in MRR.
 */
export function planMovements(plan: Plan, metric: string): void {
  const { context } = plan;
  const relations = planMrrChanges(plan, metric, true);
  const foreign = context.foreignRates.length > 0;
  const events = context.settings["movements.form"] === "events";
  if (events) dailyMoves(plan, relations);
  else netMoves(plan, relations);
  plan.cte(
    "first_paid",
    "first day on which each account had MRR",
    () =>
      sql`select account_id, min(day) as day from ${id(relations.levels)} where level > 0 group by account_id`,
  );
  const since = events ? sql`m.day` : sql`p.starts`;
  const inPeriod = events ? sql`m.day >= p.starts and m.day < p.ends` : sql`p.period = m.period`;
  const change = foreign ? sql`m.change - m.fx` : sql`m.change`;
  const moved = (movement: Sql, amount: Sql, condition: Sql): Sql =>
    sql`select m.account_id as account_id, p.period as period, ${amount} as change${namedDimensionColumns(context, "m")},
  ${movement} as movement
from account_moves as m
join periods as p on ${inPeriod}
left join first_paid as f on f.account_id = m.account_id
where ${condition}`;
  const stays = sql`(m.opening > 0) = (m.closing > 0)`;
  const amount = foreign ? sql`case when ${stays} then ${change} else m.change end` : change;
  const movement = sql`case
    when m.opening <= 0 and m.closing > 0 and f.day >= ${since} then 'movement.new'
    when m.opening <= 0 and m.closing > 0 then 'movement.reactivation'
    when m.opening > 0 and m.closing <= 0 then 'movement.churned'
    when ${change} > 0 then 'movement.expansion'
    else 'movement.contraction'
  end`;
  plan.cte("movements", "what became of each account", () => {
    const own = moved(movement, amount, foreign ? sql`${amount} <> 0` : sql`m.change <> 0`);
    if (!foreign) return own;
    return sql`${own}
union all
${moved(sql`'movement.fx'`, sql`m.fx`, sql`${stays} and m.fx <> 0`)}`;
  });
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
