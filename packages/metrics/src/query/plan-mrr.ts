import type { BalanceMeasure } from "../catalogue/measure.ts";
import { id, join, type Sql, sql } from "../sql/sql.ts";
import { Dimensions } from "./dimension.ts";
import {
  beforeRange,
  dimensionColumns,
  measureKey,
  namedDimensionColumns,
  type Plan,
  planDays,
  rangeEnd,
  rangeStart,
} from "./plan.ts";
import { endsOf, ownCurrency, ownMrr } from "./plan-subscriptions.ts";

/** Names of the relations that one reading of the subscriptions gives. */
export interface MrrRelations {
  /** account_id, d1 ... dn, starts_on, ends_on, mrr, users: the subscriptions themselves. */
  readonly rows: string;
  /** account_id, d1 ... dn, day, change, currency where there is a foreign one: the same as beginnings and ends. */
  readonly dated: string;
  /** The same by account and day: changes in the currency paid in. */
  readonly original: string;
  /** account_id, d1 ... dn, day, change, fx where there is a foreign currency: the one relation of revenue metrics. */
  readonly changes: string;
  /** The same with `level`, the running sum at the end of the day. */
  readonly levels: string;
}

/** A day before all others, which every engine can hold. */
const firstDay = "1900-01-01";

/** The exact type of an amount times a rate. */
const valued = sql`decimal(38, 16)`;

/**
 * Adds `mrr_rates`: what each currency was worth in each period, the reporting currency 1, and by how much that differs
 * from the period before.
 */
export function planRates(plan: Plan): string {
  const { context } = plan;
  const names = ["currency", "period", "starts", "ends", "rate", "previous"] as const;
  plan.cte(`rate_values(${names.join(", ")})`, "rates just before the ends of periods", () => {
    const { periods, settings, foreignRates } = context;
    const reporting = { currency: settings.reportingCurrency, before: "1", closing: periods.map(() => "1") };
    const rows = [reporting, ...foreignRates].flatMap(({ currency, before, closing }) => [
      [currency, String(beforeRange), firstDay, rangeStart(context), before, before],
      ...periods.map(({ index, starts, ends }, position) => {
        const rate = closing[position] ?? before;
        return [currency, String(index), starts, ends, rate, closing[position - 1] ?? before];
      }),
    ]);
    return context.dialect.values(["text", "integer", "day", "day", "text", "text"], rows);
  });
  plan.cte(
    "mrr_rates",
    "the same, exact",
    () =>
      sql`select currency, period, starts, ends, cast(rate as decimal(38, 10)) as rate,
  cast(rate as decimal(38, 10)) - cast(previous as decimal(38, 10)) as step
from rate_values`,
  );
  return "mrr_rates";
}

/** Changes at the rate of their period's end, and at its beginning what was there before at the change in the rate. */
function valuedChanges(plan: Plan, original: string): Sql {
  const { context } = plan;
  const rates = id(planRates(plan));
  const columns = namedDimensionColumns(context, "o");
  const grouped = dimensionColumns(context, "o");
  return sql`select account_id${dimensionColumns(context)}, day, sum(change) as change, sum(fx) as fx from (
  select o.account_id as account_id${columns}, o.day as day, cast(o.change * r.rate as ${valued}) as change, cast(0 as ${valued}) as fx
  from ${id(original)} as o join ${rates} as r on r.currency = o.currency and o.day >= r.starts and o.day < r.ends
  union all
  select o.account_id as account_id${columns}, r.starts as day,
    cast(sum(o.change) * r.step as ${valued}) as change, cast(sum(o.change) * r.step as ${valued}) as fx
  from ${id(original)} as o join ${rates} as r on r.currency = o.currency and o.day < r.starts
  where r.step <> 0
  group by o.account_id${grouped}, o.currency, r.starts, r.step
) as dated
group by account_id${dimensionColumns(context)}, day
having sum(change) <> 0 or sum(fx) <> 0`;
}

/**
 * Adds `mrr_changes` (account, day, change in MRR) and the running sums on top.
 *
 * A row adds its MRR on the day it starts and takes it away on the day it ends; so a balance just before t1 is the sum
 * of all changes before t1. Amounts in foreign currencies count at the rate of the end of the period in which they
 * change, and what an account had before a period is revalued on its first day: so the sum is right at every period's
 * end, and `fx` says how much of it rates have done.
 *
 * @param accountsOnly - split by columns of the account alone, so that an account is in one part
 */
export function planMrrChanges(plan: Plan, metric: string, accountsOnly: boolean): MrrRelations {
  const { context } = plan;
  const prefix = accountsOnly ? "account" : "mrr";
  const foreign = context.foreignRates.length > 0;
  const changes = `${prefix}_changes`;
  const names = {
    rows: `${prefix}_rows`,
    dated: `${prefix}_dated`,
    original: foreign ? `${prefix}_original_changes` : changes,
    changes,
    levels: `${prefix}_levels`,
  };
  const dimensions = new Dimensions("subscriptions", metric, context.dialect, accountsOnly);
  const end = context.dialect.date(rangeEnd(context));
  const columns = dimensionColumns(context);
  const mrr = ownMrr(context, "f");
  const currency = foreign ? sql`, currency` : sql``;

  plan.cte(names.rows, "subscriptions that have started by the end of the range", () => {
    const ends = endsOf(plan);
    const selected = [
      sql`f.account_id as account_id`,
      sql`f.starts_on as starts_on`,
      sql`${ends.day} as ends_on`,
      sql`${mrr} as mrr`,
      sql`case when ${mrr} > 0 then coalesce(cast(f.quantity as decimal(18, 6)), 1) else 0 end as users`,
      ...(foreign ? [sql`${ownCurrency(context, "f")} as currency`] : []),
      ...context.by.map((name, index) => sql`${dimensions.value(name)} as ${id(`d${index + 1}`)}`),
    ];
    const conditions = [sql`${mrr} <> 0`, sql`f.starts_on < ${end}`, ...dimensions.condition(context.where)];
    return sql`select ${join(selected)}
from ${dimensions.source(context)}${ends.join}
where ${join(conditions, " and ")}`;
  });
  plan.cte(
    names.dated,
    "what begins and what ends",
    () =>
      sql`select account_id${columns}${currency}, starts_on as day, mrr as change from ${id(names.rows)}
union all
select account_id${columns}${currency}, ends_on as day, -mrr as change from ${id(names.rows)}
where ends_on is not null and ends_on < ${end}`,
  );
  plan.cte(
    names.original,
    "change in MRR by account and day",
    () =>
      sql`select account_id${columns}${currency}, day, sum(change) as change from ${id(names.dated)} as dated
group by account_id${columns}${currency}, day
having sum(change) <> 0`,
  );
  if (foreign) {
    const body = valuedChanges(plan, names.original);
    plan.cte(changes, "the same in the reporting currency, with what rates did", () => body);
  }
  plan.cte(
    names.levels,
    "MRR of each account after each change",
    () =>
      sql`select account_id${columns}, day, change${foreign ? sql`, fx` : sql``},
  sum(change) over (partition by account_id${columns} order by day) as level
from ${id(changes)}`,
  );
  return names;
}

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

const totals = {
  mrr: sql`sum(c.change)`,
  customers: sql`sum(case when c.level > 0 then 1 else 0 end - case when c.level - c.change > 0 then 1 else 0 end)`,
  users: sql`sum(c.change)`,
} as const satisfies Record<BalanceMeasure["of"], Sql>;

/** Changes of a balance by period; what came before the range is its opening. */
export function planBalance(plan: Plan, measure: BalanceMeasure, metric: string): void {
  const { rows, dated, changes, levels } = planMrrChanges(plan, metric, false);
  const sources = {
    mrr: () => (plan.context.foreignRates.length > 0 ? changes : dated),
    customers: () => levels,
    users: () => planUsers(plan, rows),
  } as const satisfies Record<BalanceMeasure["of"], () => string>;
  plan.add({
    measure: sql`${measureKey(measure)}`,
    period: sql`coalesce(p.period, ${beforeRange})`,
    n: sql`count(*)`,
    total: totals[measure.of],
    alias: "c",
    from: sql`${id(sources[measure.of]())} as c left join ${planDays(plan)} as p on p.day = c.day`,
    groupBy: sql`p.period`,
  });
}
