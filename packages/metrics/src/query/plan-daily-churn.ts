import type { DailyChurnMeasure } from "../catalogue/measure.ts";
import { id, join, sql } from "../sql/sql.ts";
import { dimensionColumns, measureKey, type Plan } from "./plan.ts";
import { MrrRelations } from "./plan-mrr.ts";
import { planDays } from "./plan-periods.ts";

/**
 * Adds how many customers were lost on days that began with how many: the bucket is the customers at the day's
 * beginning, so that days alike are one row.
 */
export function planDailyChurn(plan: Plan, measure: DailyChurnMeasure, metric: string): void {
  const { context } = plan;
  const { levels } = new MrrRelations(plan, metric, "accounts");
  const columns = dimensionColumns(context);
  const parts = context.by.map((_, index) => id(`d${index + 1}`));
  const window = parts.length === 0 ? sql`order by day` : sql`partition by ${join(parts)} order by day`;
  plan.cte(
    "customer_days",
    "customers won and lost on each day",
    () =>
      sql`select day${columns},
  sum(case when level > 0 and level - change <= 0 then 1 else 0 end) as won,
  sum(case when level <= 0 and level - change > 0 then 1 else 0 end) as lost
from ${id(levels)}
group by day${columns}`,
  );
  plan.cte(
    "customer_losses",
    "customers at the beginning of each day",
    () =>
      sql`select day${columns}, lost, sum(won - lost) over (${window}) - (won - lost) as active from customer_days`,
  );
  plan.add({
    measure: measureKey(measure),
    period: sql`p.period`,
    bucket: sql`c.active`,
    n: sql`sum(c.lost)`,
    alias: "c",
    from: sql`customer_losses as c join ${planDays(plan)} as p on p.day = c.day and c.lost > 0`,
    groupBy: sql`p.period, c.active`,
  });
}
