import { comment, id, type Sql, sql } from "../sql/sql.ts";
import type { Plan, PlanContext } from "./plan.ts";
import { relation } from "./relation.ts";

/** The MRR of a row of `subscriptions` in its own currency. */
export function ownMrr(context: PlanContext, alias: string): Sql {
  const row = id(alias);
  return context.foreignRates.length === 0 ? sql`${row}.mrr` : sql`coalesce(${row}.original_mrr, ${row}.mrr)`;
}

/** The currency of that amount. */
export function ownCurrency(context: PlanContext, alias: string): Sql {
  const row = id(alias);
  const reporting = context.dialect.text(context.settings.reportingCurrency);
  return sql`case when ${row}.original_mrr is null then ${reporting} else ${row}.currency end`;
}

/**
 * The first day that a row no longer counts, before any grace: where what was paid for ends, or where the customer gave
 * notice if that is earlier and `churn.date` says so. Null while neither is known.
 */
export function paidUntil(context: PlanContext, alias: string): Sql {
  const row = id(alias);
  if (context.settings["churn.date"] === "period_end") return sql`${row}.ends_on`;
  return sql`case
    when ${row}.canceled_on is null or ${row}.ends_on <= ${row}.canceled_on then ${row}.ends_on
    when ${row}.canceled_on < ${row}.starts_on then ${row}.starts_on
    else ${row}.canceled_on
  end`;
}

/** How rows of `subscriptions`, `f`, come by their ends. */
export interface Ends {
  /** Joined to the rows. */
  readonly join: Sql;
  /** The first day that the row no longer counts; null for none. */
  readonly day: Sql;
}

/**
 * The ends of subscriptions with `churn.graceDays` added: a row counts for that many days more, but no longer than until
 * the account starts another one, so that a late renewal is neither a loss nor counted twice.
 */
export function endsOf(plan: Plan): Ends {
  const { context } = plan;
  const { dialect, scope, settings } = context;
  const ends = paidUntil(context, "f");
  const grace = settings["churn.graceDays"];
  if (grace === 0) return { join: sql``, day: ends };
  plan.cte(
    "successors",
    "when an account next started a subscription after one of its own had ended",
    () => sql`select e.account_id as account_id, e.ends_on as ends_on, min(s.starts_on) as starts_on
from (
  select distinct f.account_id as account_id, ${ends} as ends_on from ${relation("subscriptions", scope, dialect)} as f
) as e
join (
  select distinct f.account_id as account_id, f.starts_on as starts_on
  from ${relation("subscriptions", scope, dialect)} as f where ${ownMrr(context, "f")} > 0
) as s on s.account_id = e.account_id and s.starts_on >= e.ends_on
group by e.account_id, e.ends_on`,
  );
  const late = sql`${ends} + cast(${grace} as integer)`;
  return {
    join: sql`
  ${comment("days of grace end where a successor starts")}  left join successors as n on n.account_id = f.account_id and n.ends_on = ${ends}`,
    day: sql`case when n.starts_on is not null and n.starts_on < ${late} then n.starts_on else ${late} end`,
  };
}
