import type { BalanceMeasure } from "../catalogue/measure.ts";
import { id, join, sql } from "../sql/sql.ts";
import { Dimensions } from "./dimension.ts";
import { beforeRange, dimensionColumns, measureKey, type Plan, type PlannedPart, rangeEnd } from "./plan.ts";
import { MrrRelations } from "./plan-mrr.ts";
import { planRunningDays } from "./plan-periods.ts";

/** Adds the changes in users: the seats of each paying row, one where it says none. */
function planUsers(plan: Plan, rows: string): string {
  const columns = dimensionColumns(plan.context);
  const end = plan.context.dialect.date(rangeEnd(plan.context));
  plan.cte(
    "user_changes",
    "change in users by account and day",
    () =>
      sql`select account_id${columns}, starts_on as day, users as change from ${id(rows)}
union all
select account_id${columns}, ends_on as day, -users as change from ${id(rows)}
where ends_on is not null and ends_on < ${end}`,
  );
  return "user_changes";
}

/**
 * Adds the accounts that begin or cease to pay between the ends of a period: `customers` is 1 for one more, -1 for one less.
 *
 * Where all dimensions are the account's, accounts are counted before they are split: most of them neither come nor go.
 */
function planCustomerMoves(plan: Plan, metric: string): string {
  const { context } = plan;
  const dimensions = new Dimensions("subscriptions", metric, context.dialect, false);
  const late = dimensions.areOfAccounts(context.by);
  const levels = new MrrRelations(plan, metric, late ? "none" : "rows").periodLevels;
  const columns = late ? sql`` : dimensionColumns(context);
  const moves = (explanation: string, name: string): string => {
    plan.cte(
      name,
      explanation,
      () => sql`select account_id${columns}, period, opening, closing, case when closing > 0 then 1 else -1 end as customers
from ${id(levels)} where (closing > 0) <> (opening > 0)`,
    );
    return name;
  };
  if (!late) return moves("accounts that pay at one end of the period only", "customer_moves");
  const undivided = moves("accounts that pay at one end of the period only", "undivided_moves");
  if (context.by.length === 0) return undivided;
  const values = context.by.map((name, index) => sql`${dimensions.value(name)} as ${id(`d${index + 1}`)}`);
  const own = ["account_id", "period", "opening", "closing", "customers"].map(
    (column) => sql`f.${id(column)} as ${id(column)}`,
  );
  plan.cte(
    "customer_moves",
    "the same by what their accounts are",
    () => sql`select ${join([...own, ...values])}
from ${dimensions.source({ ...context, where: {} }, id(undivided))}`,
  );
  return "customer_moves";
}

/** What changes a balance by a day: rows with `day` and `change`. */
function datedChanges(plan: Plan, of: "mrr" | "users", metric: string): string {
  const relations = new MrrRelations(plan, metric, "rows");
  if (of === "users") return planUsers(plan, relations.rows);
  return relations.foreign ? relations.changes : relations.dated;
}

/** Changes of one balance by period. */
function balancePart(plan: Plan, measure: BalanceMeasure, metric: string): PlannedPart {
  const part = { measure: measureKey(measure), n: sql`count(*)`, alias: "c" } as const;
  if (measure.of === "customers") {
    return {
      ...part,
      period: sql`c.period`,
      total: sql`sum(c.customers)`,
      from: sql`${id(planCustomerMoves(plan, metric))} as c`,
      groupBy: sql`c.period`,
    };
  }
  return {
    ...part,
    period: sql`coalesce(p.period, ${beforeRange})`,
    total: sql`sum(c.change)`,
    from: sql`${id(datedChanges(plan, measure.of, metric))} as c left join ${planRunningDays(plan)} as p on p.day = c.day`,
    groupBy: sql`p.period`,
  };
}

/**
 * Changes of balances by period; what came before the range is their opening. MRR and customers that are asked for together
 * and split alike are both read off what accounts pay at the ends of periods.
 */
export function planBalances(plan: Plan, measures: readonly BalanceMeasure[], metric: string): void {
  const { context } = plan;
  const totals = {
    mrr: sql`sum(c.change)`,
    customers: sql`sum(case when c.closing > 0 then 1 else 0 end - case when c.opening > 0 then 1 else 0 end)`,
  } as const;
  const off = measures.filter(
    (measure): measure is BalanceMeasure & { of: keyof typeof totals } => measure.of in totals,
  );
  const dimensions = new Dimensions("subscriptions", metric, context.dialect, false);
  const together = off.length > 1 && (context.by.length === 0 || !dimensions.areOfAccounts(context.by));
  for (const measure of measures) {
    const part = (): PlannedPart => balancePart(plan, measure, metric);
    if (together && measure.of in totals) plan.list(part);
    else plan.add(part());
  }
  if (!together) return;
  plan.addShared({
    period: sql`c.period`,
    alias: "c",
    from: sql`${id(new MrrRelations(plan, metric, "rows").periodLevels)} as c`,
    groupBy: sql`c.period`,
    measures: off.map((measure) => ({
      measure: measureKey(measure),
      n: sql`count(*)`,
      total: totals[measure.of],
    })),
  });
}
