import type { RenewalMeasure } from "../catalogue/measure.ts";
import { id, join, sql } from "../sql/sql.ts";
import { Dimensions } from "./dimension.ts";
import { dimensionColumns, measureKey, namedDimensionColumns, type Plan } from "./plan.ts";
import { planRates } from "./plan-mrr.ts";
import { planDays } from "./plan-periods.ts";
import { ownCurrency, ownMrr, paidUntil } from "./plan-subscriptions.ts";
import { relation } from "./relation.ts";

const aggregates = {
  due: { n: sql`sum(r.due_rows)`, total: sql`sum(r.due_mrr)` },
  renewed: {
    n: sql`sum(case when r.renewed_mrr > 0 then r.due_rows else 0 end)`,
    total: sql`sum(r.renewed_mrr)`,
  },
} as const;

/**
 * Adds the paid subscriptions that were due in a period, and what became of them.
 *
 * A row is due on its `renews_at`, unless another row of the same subscription took its place before. Its subscription,
 * or the account where it names none, renews if it pays just after that day, or pays at the end of the days of
 * `renewal.graceDays` after it. Rows of one subscription that are due on one day renew together.
 */
export function planRenewal(plan: Plan, measure: RenewalMeasure, metric: string): void {
  const { context } = plan;
  const { dialect, scope } = context;
  const dimensions = new Dimensions("subscriptions", metric, dialect, true);
  const foreign = context.foreignRates.length > 0;
  const columns = dimensionColumns(context);
  const values = context.by.map((name, index) => sql`, ${dimensions.value(name)} as ${id(`d${index + 1}`)}`);
  const mrr = foreign ? sql`${ownMrr(context, "f")} * r.rate` : ownMrr(context, "f");
  const rates = foreign
    ? sql`
  join ${id(planRates(plan))} as r on r.period = d.period and r.currency = ${ownCurrency(context, "f")}`
    : sql``;
  plan.cte(
    "due_rows",
    "paid subscriptions by the day on which they were due",
    () =>
      sql`select f.id as id, f.account_id as account_id, f.subscription_id as subscription_id, f.renews_on as due_on,
  ${paidUntil(context, "f")} as ends_on, p.period as period${join(values, "")}
from ${dimensions.source(context)}
  join ${planDays(plan)} as p on p.day = f.renews_on
where ${join([sql`${ownMrr(context, "f")} > 0`, sql`f.starts_on < f.renews_on`, ...dimensions.condition(context.where)], " and ")}`,
  );
  const ends = paidUntil(context, "f");
  const late = sql`d.due_on + cast(${context.settings["renewal.graceDays"]} as integer)`;
  const same = sql`(d.subscription_id is null or d.subscription_id = f.subscription_id)`;
  plan.cte(
    "due_outcomes",
    "what each of them paid, and what its subscription pays after",
    () =>
      sql`select d.id as id, d.account_id as account_id, d.subscription_id as subscription_id, d.due_on as due_on, d.period as period${namedDimensionColumns(context, "d")},
  sum(case when f.id = d.id then ${mrr} else 0 end) as due_mrr,
  sum(case when ${same} and f.starts_on <= d.due_on and (${ends} is null or ${ends} > d.due_on) then ${mrr} else 0 end) as on_time,
  sum(case when ${same} and f.starts_on <= ${late} and (${ends} is null or ${ends} > ${late}) then ${mrr} else 0 end) as in_grace,
  max(case when ${same} and d.ends_on < d.due_on and f.starts_on >= d.ends_on and f.starts_on < d.due_on then 1 else 0 end) as replaced
from due_rows as d
  join ${relation("subscriptions", scope, dialect)} as f on f.account_id = d.account_id${rates}
where ${ownMrr(context, "f")} <> 0
group by d.id, d.account_id, d.subscription_id, d.due_on, d.period${dimensionColumns(context, "d")}`,
  );
  plan.cte(
    "renewals",
    "the same by subscription and day",
    () =>
      sql`select account_id, subscription_id, due_on, period${columns}, count(*) as due_rows, sum(due_mrr) as due_mrr,
  max(case when on_time > 0 then on_time when in_grace > 0 then in_grace else 0 end) as renewed_mrr
from due_outcomes
where replaced = 0
group by account_id, subscription_id, due_on, period${columns}`,
  );
  plan.add({
    measure: measureKey(measure),
    period: sql`r.period`,
    ...aggregates[measure.of],
    alias: "r",
    from: sql`renewals as r`,
    groupBy: sql`r.period`,
  });
}
