import { addMonths, type Day } from "../calendar/day.ts";
import type { Period } from "../calendar/spine.ts";
import type { RetentionMeasure } from "../catalogue/measure.ts";
import { id, type Sql, sql } from "../sql/sql.ts";
import {
  dimensionColumns,
  measureKey,
  namedDimensionColumns,
  type Plan,
  type PlanContext,
  type PlannedPart,
} from "./plan.ts";
import { MrrRelations, planRates } from "./plan-mrr.ts";
import { windowValues } from "./plan-periods.ts";

type Window = RetentionMeasure["window"];

/** First day after what an account pays at the opening of a period's window, and at its end. */
function windowOf(window: Window, { starts, ends }: Period, { settings }: PlanContext): readonly [Day, Day] {
  return [window === "period" ? starts : addMonths(ends, -settings["retention.months"]), ends];
}

/** What an account adds to a measure that pays `opening` when a window opens, and `closing` at its end. */
const contribution: Readonly<Record<RetentionMeasure["of"], (opening: Sql, closing: Sql) => Sql>> = {
  opening_mrr: (opening) => sql`case when ${opening} > 0 then ${opening} else 0 end`,
  retained_mrr: (opening, closing) => sql`case when ${opening} > 0 then ${closing} else 0 end`,
  retained_mrr_capped: (opening, closing) =>
    sql`case when ${opening} <= 0 then 0 when ${closing} < ${opening} then ${closing} else ${opening} end`,
  opening_customers: (opening) => sql`case when ${opening} > 0 then 1 else 0 end`,
  churned_customers: (opening, closing) =>
    sql`case when ${opening} > 0 and ${closing} <= 0 then 1 else 0 end`,
};

/**
 * Adds sums over the accounts that paid when a window opened.
 *
 * The minimum of gross retention is taken per account, so accounts and windows meet: each account with each of its
 * windows where rows are listed, and where they are added up each account with those windows only at whose opening or end
 * it pays something else than before.
 */
export function planRetention(plan: Plan, measures: readonly RetentionMeasure[], metric: string): void {
  const { context } = plan;
  const relations = new MrrRelations(plan, metric, "accounts");
  const [first] = measures;
  if (first === undefined) return;
  const foreign = context.foreignRates.length > 0;
  for (const measure of measures) {
    const part = (): PlannedPart => ({
      measure: measureKey(measure),
      period: sql`r.period`,
      n: sql`count(*)`,
      total: sql`sum(${contribution[measure.of](sql`r.opening`, sql`r.closing`)})`,
      alias: "r",
      from: sql`${id(planRetained(plan, first.window, relations))} as r`,
      groupBy: sql`r.period`,
    });
    if (foreign) plan.add(part());
    else plan.list(part);
  }
  // Rates move what every account paid at each opening: nothing stays as it was.
  if (!foreign) addRetentionChanges(plan, first.window, measures, relations);
}

/**
 * Adds a relation of the accounts that paid when a window opened: account_id, d1 ... dn, period, opening, closing. Both ends
 * of a window are at the rate of its end, so that a rate that moves is neither a loss nor a gain.
 */
function planRetained(plan: Plan, window: Window, { original }: MrrRelations): string {
  const { context } = plan;
  const foreign = context.foreignRates.length > 0;
  const columns = dimensionColumns(context);
  const named = namedDimensionColumns(context, "s");
  const currency = foreign ? sql`, currency` : sql``;
  const windows = `${window}_windows`;
  const retained = `${window}_retained`;
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
    windowValues(context, (period) => windowOf(window, period, context)),
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
  return retained;
}

/**
 * The rows of `mrr_changes`, `c`, with the first window before whose opening, or end, their day lies.
 *
 * @param ends - these days, one a period, in order
 */
function windowed(
  plan: Plan,
  name: string,
  explanation: string,
  dated: string,
  ends: readonly Day[],
): WindowedRows {
  const { context } = plan;
  const first = sql`cast(${context.periods[0]?.index ?? 0} as ${context.dialect.columnType("position")})`;
  const ranges = context.periods.flatMap(({ index }, position) => {
    const [starts, end] = [ends[position - 1], ends[position]];
    return starts !== undefined && end !== undefined && starts < end
      ? [{ index, first: starts, second: end }]
      : [];
  });
  if (ranges.length === 0) return { rows: sql`${id(dated)} as c`, period: first };
  plan.cte(`${name}_ranges(period, starts, ends)`, `${explanation}, as ranges`, () =>
    context.dialect.windows(ranges),
  );
  plan.cte(name, explanation, () => context.dialect.eachDay(id(`${name}_ranges`)));
  return {
    rows: sql`${id(dated)} as c left join ${id(name)} as d on d.day = c.day`,
    period: sql`coalesce(d.period, ${first})`,
  };
}

interface WindowedRows {
  readonly rows: Sql;
  readonly period: Sql;
}

/**
 * Adds retention as changes from window to window. A change in MRR moves what its account pays at the opening of the first
 * window that opens after it and of all later ones, and likewise at their ends; between these an account adds to every
 * window what it added to the one before.
 */
function addRetentionChanges(
  plan: Plan,
  window: Window,
  measures: readonly RetentionMeasure[],
  { dated }: MrrRelations,
): void {
  const { context } = plan;
  const columns = dimensionColumns(context);
  const named = namedDimensionColumns(context, "c");
  const windows = context.periods.map((period) => windowOf(window, period, context));
  const last = windows.at(-1)?.[0] ?? "";
  const nothing = sql`cast(0 as ${context.dialect.columnType("money")})`;
  const opened = windowed(
    plan,
    `${window}_opening_days`,
    "the first window that opens after a day",
    dated,
    windows.map(([opens]) => opens),
  );
  const closed = windowed(
    plan,
    `${window}_ending_days`,
    "the first window that ends after a day",
    dated,
    windows.map(([, closes]) => closes),
  );
  plan.cte(
    `${window}_changes`,
    "what an account pays more at the opening and at the end than in the window before",
    () =>
      sql`select account_id${columns}, period, sum(opened) as opened, sum(closed) as closed from (
  select c.account_id as account_id${named}, ${opened.period} as period, c.change as opened, ${nothing} as closed
  from ${opened.rows}
  where c.day < ${context.dialect.date(last)}
  union all
  select c.account_id as account_id${named}, ${closed.period} as period, ${nothing} as opened, c.change as closed
  from ${closed.rows}
) as changes
group by account_id${columns}, period`,
  );
  const levels = `${window}_levels`;
  plan.cte(
    levels,
    "what it pays at both, and paid in the window before",
    () =>
      sql`select account_id${columns}, period, opened, closed, sum(opened) over steps as opening, sum(closed) over steps as closing
from ${id(`${window}_changes`)}
window steps as (partition by account_id${columns} order by period)`,
  );
  plan.addShared(
    {
      period: sql`r.period`,
      alias: "r",
      // Most accounts of the past pay at no opening any more: they would be parts that say nothing.
      from: sql`(select period${columns}, opened, closed, opening, closing from ${id(levels)} where opening > 0 or opening > opened) as r`,
      groupBy: sql`r.period`,
      measures: measures.map((measure) => {
        const adds = contribution[measure.of];
        const [now, before] = [
          adds(sql`r.opening`, sql`r.closing`),
          adds(sql`(r.opening - r.opened)`, sql`(r.closing - r.closed)`),
        ];
        return { measure: measureKey(measure), n: sql`count(*)`, total: sql`sum(${now} - ${before})` };
      }),
    },
    { cumulative: true },
  );
}
