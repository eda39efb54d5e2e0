import { instantOf } from "../calendar/instant-of.ts";
import type { CommitmentMeasure } from "../catalogue/measure.ts";
import { id, join, type Sql, sql } from "../sql/sql.ts";
import { Dimensions } from "./dimension.ts";
import { measureKey, namedDimensionColumns, type Plan } from "./plan.ts";
import { planRates } from "./plan-mrr.ts";
import { ownCurrency, ownMrr, paidUntil } from "./plan-subscriptions.ts";
import { relation, versions } from "./relation.ts";

/**
 * Adds what was signed or ending just before each period's end, as was known then.
 *
 * A row's version counts if it was recorded before the end, and not replaced by then. Signed: it starts at the end or
 * later, without a known end. Ending: it is in MRR, and its end is known; what it leaves is what MRR holds of it now, so
 * that a version which was corrected since is not counted twice.
 */
export function planCommitment(plan: Plan, measure: CommitmentMeasure, metric: string): void {
  const { context } = plan;
  const { dialect, scope } = context;
  const dimensions = new Dimensions("subscriptions", metric, dialect, false);
  const foreign = context.foreignRates.length > 0;
  plan.cte("commitment_windows(period, closes, known_by)", "what was known when periods ended", () =>
    dialect.values(
      ["integer", "day", "timestamp"],
      context.periods.map(({ index, ends }) => [
        String(index),
        ends,
        instantOf(ends, context.settings.timeZone).replace("Z", ""),
      ]),
    ),
  );
  const values = context.by.map((name, index) => sql`${dimensions.value(name)} as ${id(`d${index + 1}`)}`);
  const active = (alias: string): Sql => {
    const ends = paidUntil(context, alias);
    return sql`(${id(alias)}.starts_on < w.closes and (${ends} is null or ${ends} >= w.closes))`;
  };
  const ends = paidUntil(context, "f");
  const signed = sql`(f.starts_on >= w.closes and ${ends} is null and (now_known.id is null or not ${active("now_known")}))`;
  const ending = sql`(f.starts_on < w.closes and ${ends} >= w.closes and now_known.id is not null and ${active("now_known")})`;
  const columns = [
    sql`w.period as period`,
    sql`f.id as id`,
    sql`case when f.starts_on < w.closes then -${ownMrr(context, "now_known")} else ${ownMrr(context, "f")} end as change`,
    ...(foreign
      ? [
          sql`case when f.starts_on < w.closes then ${ownCurrency(context, "now_known")} else ${ownCurrency(context, "f")} end as currency`,
        ]
      : []),
    ...values,
  ];
  const conditions = [
    sql`${ownMrr(context, "f")} <> 0`,
    sql`(${signed} or ${ending})`,
    ...dimensions.condition(context.where),
  ];
  plan.cte(
    "commitments",
    "subscriptions signed and not started, or with a known end, as was known when each period ended",
    () =>
      sql`select ${join(columns)}
from ${dimensions.source(context, versions("subscriptions", scope, dialect))}
  left join ${relation("subscriptions", scope, dialect)} as now_known on now_known.id = f.id
  join commitment_windows as w on f.recorded_at < w.known_by and (f.superseded_at is null or f.superseded_at >= w.known_by)
where ${join(conditions, " and ")}`,
  );
  if (foreign) {
    const rates = id(planRates(plan));
    plan.cte(
      "valued_commitments",
      "the same in the reporting currency",
      () =>
        sql`select c.period as period, c.id as id, c.change * r.rate as change${namedDimensionColumns(context, "c")}
from commitments as c join ${rates} as r on r.currency = c.currency and r.period = c.period`,
    );
  }
  plan.add({
    measure: measureKey(measure),
    period: sql`c.period`,
    n: sql`count(*)`,
    total: sql`sum(c.change)`,
    alias: "c",
    from: sql`${id(foreign ? "valued_commitments" : "commitments")} as c`,
    groupBy: sql`c.period`,
  });
}
