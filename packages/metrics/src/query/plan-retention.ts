import { addMonths } from "../calendar/day.ts";
import type { RetentionMeasure } from "../catalogue/measure.ts";
import { id, type Sql, sql } from "../sql/sql.ts";
import { dimensionColumns, measureKey, namedDimensionColumns, type Plan, windowValues } from "./plan.ts";
import { planMrrChanges, planRates } from "./plan-mrr.ts";

const aggregates: Readonly<Record<RetentionMeasure["of"], Sql>> = {
  opening_mrr: sql`sum(r.opening)`,
  retained_mrr: sql`sum(r.closing)`,
  retained_mrr_capped: sql`sum(least(r.opening, r.closing))`,
  opening_customers: sql`count(*)`,
  churned_customers: sql`sum(case when r.closing <= 0 then 1 else 0 end)`,
};

/**
 * Adds one sum over the accounts that paid when a window opened.
 *
 * The minimum of gross retention is taken per account, so accounts and windows meet here; only accounts that paid at
 * the opening take part. Both ends of a window are at the rate of its end, so that a rate that moves is neither a loss nor
 * a gain.
 */
export function planRetention(plan: Plan, measure: RetentionMeasure, metric: string): void {
  const { context } = plan;
  const { original } = planMrrChanges(plan, metric, true);
  const foreign = context.foreignRates.length > 0;
  const columns = dimensionColumns(context);
  const named = namedDimensionColumns(context, "s");
  const currency = foreign ? sql`, currency` : sql``;
  const windows = `${measure.window}_windows`;
  const retained = `${measure.window}_retained`;
  const months = context.settings["retention.months"];
  plan.cte(
    "account_spans",
    "each account's MRR with the days between which it held",
    () =>
      sql`select account_id${columns}${currency}, day as since,
  sum(change) over (partition by account_id${currency} order by day) as level,
  lead(day) over (partition by account_id${currency} order by day) as until
from ${id(original)}`,
  );
  plan.cte(`${windows}(period, opens, closes)`, "the windows of retention", () =>
    windowValues(context, ({ starts, ends }) => [
      measure.window === "period" ? starts : addMonths(ends, -months),
      ends,
    ]),
  );
  const level = foreign ? sql`s.level * r.rate` : sql`s.level`;
  const rates = foreign
    ? sql`
  join ${id(planRates(plan))} as r on r.currency = s.currency and r.period = w.period`
    : sql``;
  plan.cte(
    retained,
    "what accounts paid at the opening, and pay at the end",
    () =>
      sql`select account_id${columns}, period, sum(opening) as opening, sum(closing) as closing from (
  select s.account_id as account_id${named}, w.period as period,
    case when s.since < w.opens and (s.until is null or s.until >= w.opens) then ${level} else 0 end as opening,
    case when s.until is null or s.until >= w.closes then ${level} else 0 end as closing
  from ${id(windows)} as w
  join account_spans as s on s.level <> 0 and s.since < w.closes and (s.until is null or s.until >= w.opens)${rates}
) as ends
group by account_id${columns}, period
having sum(opening) > 0`,
  );
  plan.add({
    measure: sql`${measureKey(measure)}`,
    period: sql`r.period`,
    n: sql`count(*)`,
    total: aggregates[measure.of],
    alias: "r",
    from: sql`${id(retained)} as r`,
    groupBy: sql`r.period`,
  });
}
