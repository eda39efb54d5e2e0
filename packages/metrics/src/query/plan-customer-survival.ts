import type { CustomerSurvivalMeasure } from "../catalogue/measure.ts";
import { id, type Sql, sql } from "../sql/sql.ts";
import { dimensionColumns, measureKey, namedDimensionColumns, type Plan } from "./plan.ts";
import { MrrRelations } from "./plan-mrr.ts";
import { planPeriods } from "./plan-periods.ts";

/**
 * Histograms of the ages of customers in days, for a life table with delayed entry. A span lasts from the day on which an
 * account begins to pay until the day on which it stops; one that comes back begins a new span.
 *
 * A span that began before the period comes in at the age that it had on the period's first day, and one that lasts beyond
 * it goes out of sight at its age on the last day: so each day of each span is at risk in exactly one period.
 */
export function planCustomerSurvival(plan: Plan, measure: CustomerSurvivalMeasure, metric: string): void {
  const { context } = plan;
  const { dialect } = context;
  const periods = planPeriods(plan);
  const { levels } = new MrrRelations(plan, metric, "accounts");
  const columns = dimensionColumns(context);
  plan.cte(
    "customer_turns",
    "days on which accounts begin and cease to pay",
    () => sql`select account_id${columns}, day, case when level > 0 then 1 else 0 end as pays
from ${id(levels)} where (level > 0) <> (level - change > 0)`,
  );
  plan.cte(
    "customer_spans",
    "from beginning to pay until ceasing to",
    () => sql`select * from (
  select account_id${columns}, day as since, pays, lead(day) over (partition by account_id order by day) as until
  from customer_turns
) as turns where pays = 1`,
  );
  const age = (day: Sql): Sql => dialect.days(sql`s.since`, day);
  const observed = sql`s.since < p.ends and (s.until is null or s.until >= p.starts)`;
  const shapes: Readonly<Record<CustomerSurvivalMeasure["of"], { bucket: Sql; when: Sql }>> = {
    entered: {
      bucket: sql`case when s.since < p.starts then ${age(sql`p.starts`)} else 0 end`,
      when: observed,
    },
    ended: { bucket: age(sql`s.until`), when: sql`s.until >= p.starts and s.until < p.ends` },
    censored: {
      bucket: sql`${age(sql`p.ends`)} - 1`,
      when: sql`s.since < p.ends and (s.until is null or s.until >= p.ends)`,
    },
  };
  const { bucket, when } = shapes[measure.of];
  plan.add({
    measure: measureKey(measure),
    period: sql`r.period`,
    bucket: sql`r.bucket`,
    n: sql`count(*)`,
    alias: "r",
    from: sql`(
  select s.account_id as account_id, p.period as period, ${bucket} as bucket${namedDimensionColumns(context, "s")}
  from customer_spans as s join ${periods} as p on ${when}
) as r`,
    groupBy: sql`r.period, r.bucket`,
  });
}
