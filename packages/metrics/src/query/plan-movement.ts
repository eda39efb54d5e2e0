import type { MovementMeasure } from "../catalogue/measure.ts";
import { id, type Sql, sql } from "../sql/sql.ts";
import { beforeRange, dimensionColumns, namedDimensionColumns, type Plan } from "./plan.ts";
import { MrrRelations } from "./plan-mrr.ts";
import { planDays, planPeriods, planRunningDays } from "./plan-periods.ts";

/** What may become of an account in a period. */
const movements = [
  "new",
  "expansion",
  "contraction",
  "churned",
  "reactivation",
  "fx",
] as const satisfies MovementMeasure["of"][];

/** The first day of an account's MRR up to a row's, which its whole past needs: equal to the row's own for a new account. */
const firstPaid = (day: Sql, within: Sql): Sql =>
  sql`min(${day}) over (partition by account_id order by ${within})`;

/** account_id, d1 ... dn, period, change, opening, closing, first_paid: what moved, once for each account and period. */
function netMoves(plan: Plan, relations: MrrRelations): void {
  const levels = relations.periodLevels;
  const starts = planFirstPaid(plan, relations);
  plan.cte(
    "account_moves",
    "MRR of the account at both ends of the period, and the first day of any",
    () =>
      sql`select l.account_id as account_id${namedDimensionColumns(plan.context, "l")}, l.period as period, l.change as change,
  l.opening as opening, l.closing as closing, coalesce(e.first_paid, s.first_paid) as first_paid
from ${id(levels)} as l
left join ${id(starts.plain)} as s on s.account_id = l.account_id
left join ${id(starts.exceptional)} as e on e.account_id = l.account_id`,
  );
}

/**
 * Adds the first day on which each account had MRR above 0: in `plain` by its rows, of which the first is that day, unless a
 * credit, or a row that ends before it starts, stands against it; in `exceptional` by its level, where one does.
 */
function planFirstPaid(plan: Plan, { rows, dated }: MrrRelations): { plain: string; exceptional: string } {
  plan.cte(
    "account_starts",
    "the first day on which anything paid began",
    () => sql`select account_id, min(starts_on) as first_paid from ${id(rows)}
where mrr > 0 and (ends_on is null or ends_on > starts_on) group by account_id`,
  );
  plan.cte(
    "account_exceptions",
    "accounts with credits, or rows that end before they start",
    () => sql`select distinct account_id from ${id(rows)} where mrr < 0 or ends_on < starts_on`,
  );
  plan.cte(
    "exceptional_levels",
    "their MRR after each change",
    () =>
      sql`select account_id, day, sum(change) over (partition by account_id order by day) as level from (
  select d.account_id as account_id, d.day as day, sum(d.change) as change
  from ${id(dated)} as d join account_exceptions as x on x.account_id = d.account_id
  group by d.account_id, d.day
) as changes`,
  );
  plan.cte(
    "exceptional_starts",
    "the first day on which they paid",
    () =>
      sql`select account_id, min(day) as first_paid from exceptional_levels where level > 0 group by account_id`,
  );
  return { plain: "account_starts", exceptional: "exceptional_starts" };
}

/** The same where rates count: an account may pay in several currencies, of which one outweighs the credit in another. */
function valuedMoves(plan: Plan, { levels }: MrrRelations): void {
  const { context } = plan;
  const columns = dimensionColumns(context);
  plan.cte(
    "valued_periods",
    "net change of each account in each period, and the first day in it with MRR",
    () =>
      sql`select c.account_id${dimensionColumns(context, "c")}, coalesce(p.period, ${beforeRange}) as period, sum(c.change) as change, sum(c.fx) as fx,
  min(case when c.level > 0 then c.day end) as paid_on
from ${id(levels)} as c left join ${planRunningDays(plan)} as p on p.day = c.day
group by c.account_id${dimensionColumns(context, "c")}, p.period`,
  );
  plan.cte(
    "account_moves",
    "MRR of the account at both ends of the period",
    () =>
      sql`select account_id${columns}, period, change, fx,
  sum(change) over (partition by account_id order by period) - change as opening,
  sum(change) over (partition by account_id order by period) as closing,
  ${firstPaid(sql`paid_on`, sql`period`)} as first_paid
from valued_periods`,
  );
}

/** The same, once for each account and day. */
function dailyMoves(plan: Plan, { levels }: MrrRelations): void {
  const { context } = plan;
  const foreign = context.foreignRates.length > 0;
  plan.cte(
    "account_moves",
    "MRR of the account before and after each day on which it changed",
    () =>
      sql`select account_id${dimensionColumns(context)}, day, change${foreign ? sql`, fx` : sql``},
  level - change as opening, level as closing,
  ${firstPaid(sql`case when level > 0 then day end`, sql`day`)} as first_paid
from ${id(levels)}`,
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
 *
 * @param measures - what is asked for; all movements if nothing is
 */
export function planMovements(plan: Plan, metric: string, measures: readonly MovementMeasure[] = []): void {
  const { context } = plan;
  const relations = new MrrRelations(plan, metric, "accounts");
  const foreign = context.foreignRates.length > 0;
  const events = context.settings["movements.form"] === "events";
  if (events) dailyMoves(plan, relations);
  else if (foreign) valuedMoves(plan, relations);
  else netMoves(plan, relations);
  const since = events ? sql`m.day` : sql`p.starts`;
  const inPeriod = events
    ? sql`${planDays(plan)} as p on p.day = m.day`
    : sql`${planPeriods(plan)} as p on p.period = m.period`;
  const change = foreign ? sql`m.change - m.fx` : sql`m.change`;
  const moved = (movement: Sql, amount: Sql, condition: Sql): Sql =>
    sql`select m.account_id as account_id, p.period as period, ${amount} as change${namedDimensionColumns(context, "m")},
  ${movement} as movement
from account_moves as m
join ${inPeriod}
where ${condition}`;
  const stays = sql`(m.opening > 0) = (m.closing > 0)`;
  const amount = foreign ? sql`case when ${stays} then ${change} else m.change end` : change;
  const movement = sql`case
    when m.opening <= 0 and m.closing > 0 and m.first_paid >= ${since} then 'movement.new'
    when m.opening <= 0 and m.closing > 0 then 'movement.reactivation'
    when m.opening > 0 and m.closing <= 0 then 'movement.churned'
    when ${change} > 0 then 'movement.expansion'
    else 'movement.contraction'
  end`;
  // Split, the accounts that moved otherwise say which series there are.
  const onlyWon = context.by.length === 0 && measures.length > 0 && measures.every(({ of }) => of === "new");
  const asked = onlyWon ? sql` and m.opening <= 0 and m.closing > 0` : sql``;
  plan.cte("movements", "what became of each account", () => {
    const own = moved(movement, amount, sql`${foreign ? amount : sql`m.change`} <> 0${asked}`);
    if (!foreign) return own;
    return sql`${own}
union all
${moved(sql`'movement.fx'`, sql`m.fx`, sql`${stays} and m.fx <> 0`)}`;
  });
  plan.add({
    measure: { column: sql`m.movement`, keys: movements.map((of) => `movement.${of}`) },
    period: sql`m.period`,
    n: sql`count(*)`,
    total: sql`sum(m.change)`,
    alias: "m",
    from: sql`movements as m`,
    groupBy: sql`m.movement, m.period`,
  });
}
