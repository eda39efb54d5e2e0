import type { DealCountMeasure, DealValueMeasure } from "../catalogue/sales-measure.ts";
import { id, sql } from "../sql/sql.ts";
import { dimensionedRows } from "./deal-rows.ts";
import { planAmountAt } from "./opportunity-states.ts";
import { planPeriodOfDay } from "./period-of-day.ts";
import { measureKey, type Plan, rangeEnd, rangeStart } from "./plan.ts";
import { planPeriods } from "./plan-periods.ts";
import { relation } from "./relation.ts";

/** Sums of amounts that the history knows, by the day on which opportunities closed or were created. */
export function planDealValue(plan: Plan, measure: DealValueMeasure, metric: string): void {
  const { context } = plan;
  const { scope, dialect } = context;
  const created = measure.of === "created";
  const amounts = created
    ? planAmountAt(
        plan,
        "amounts_at_creation",
        "amount after the last step of the day of creation",
        sql`v.step = 0 or v.day <= o.created_on`,
      )
    : planAmountAt(
        plan,
        "last_amounts",
        "the last amount before an opportunity closed",
        sql`v.amount <> 0 and (v.step = 0 or v.day <= o.closed_on)`,
      );
  const rows = sql`(
  select o.*, h.amount as historical_amount from ${relation("opportunities", scope, dialect)} as o
  left join ${id(amounts)} as h on h.id = o.id
)`;
  const day = created ? sql`f.created_on` : sql`f.closed_on`;
  const value = {
    won: sql`f.amount`,
    lost: sql`coalesce(nullif(f.amount, 0), f.historical_amount)`,
    created: sql`f.historical_amount`,
  }[measure.of];
  const { period, columns: ofDay, join: days } = planPeriodOfDay(plan, day);
  const selected = dimensionedRows(plan, metric, {
    fact: "opportunities",
    rows,
    columns: [...ofDay, sql`${value} as value`],
    where: [
      sql`${day} >= ${dialect.date(rangeStart(context))}`,
      sql`${day} < ${dialect.date(rangeEnd(context))}`,
      ...(created ? [] : [sql`f.outcome = ${measure.of}`]),
    ],
  });
  plan.add({
    measure: measureKey(measure),
    period,
    n: sql`count(*)`,
    total: sql`sum(r.value)`,
    alias: "r",
    from: sql`${selected} as r${days}`,
    groupBy: period,
  });
}

/** Counts opportunities that were open at some moment of a period, or that are just before it ends. */
export function planDealCount(plan: Plan, measure: DealCountMeasure, metric: string): void {
  const selected = dimensionedRows(plan, metric, {
    fact: "opportunities",
    columns: [
      sql`f.created_on as created_on`,
      sql`case when f.outcome <> 'open' then f.closed_on end as closed_on`,
    ],
  });
  const until = measure.of === "worked" ? sql`p.starts` : sql`p.ends`;
  plan.add({
    measure: measureKey(measure),
    period: sql`p.period`,
    n: sql`count(*)`,
    alias: "r",
    from: sql`${selected} as r join ${planPeriods(plan)} as p on r.created_on < p.ends and (r.closed_on is null or r.closed_on >= ${until})`,
    groupBy: sql`p.period`,
  });
}
