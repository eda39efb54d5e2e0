import { addMonths } from "../calendar/day.ts";
import type { RetentionMeasure } from "../catalogue/measure.ts";
import { id, type Sql, sql } from "../sql/sql.ts";
import { dimensionColumns, measureKey, namedDimensionColumns, type Plan, windowValues } from "./plan.ts";
import { planMrrChanges } from "./plan-mrr.ts";

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
 * the opening take part.
 */
export function planRetention(plan: Plan, measure: RetentionMeasure, metric: string): void {
  const { context } = plan;
  const { levels } = planMrrChanges(plan, metric, true);
  const windows = `${measure.window}_windows`;
  const retained = `${measure.window}_retained`;
  plan.cte(
    "account_spans",
    "each account's MRR with the days between which it held",
    () =>
      sql`select account_id${dimensionColumns(context)}, level, day as since,
  lead(day) over (partition by account_id order by day) as until
from ${id(levels)}`,
  );
  plan.cte(`${windows}(period, opens, closes)`, "the windows of retention", () =>
    windowValues(context, ({ starts, ends }) => [
      measure.window === "period" ? starts : addMonths(ends, -12),
      ends,
    ]),
  );
  plan.cte(
    retained,
    "what accounts paid at the opening, and pay at the end",
    () =>
      sql`select w.period${namedDimensionColumns(context, "b")}, b.level as opening, coalesce(e.level, 0) as closing
from ${id(windows)} as w
join account_spans as b on b.level > 0 and b.since < w.opens and (b.until is null or b.until >= w.opens)
left join account_spans as e
  on e.account_id = b.account_id and e.since < w.closes and (e.until is null or e.until >= w.closes)`,
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
