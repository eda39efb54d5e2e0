import { id, join, type Sql, sql } from "../sql/sql.ts";
import { factColumns } from "./deal-rows.ts";
import { historyColumns } from "./history-columns.ts";
import type { Plan } from "./plan.ts";
import { relation } from "./relation.ts";

/** The day on which an opportunity closed, of the alias `o`; null while it is open, whatever its row plans. */
export const closedOn: Sql = sql`case when o.outcome <> 'open' then o.closed_on end`;

/**
 * A value of the row of an opportunity, of the alias `o`, that says something of the time when it was open: a row is
 * overwritten when the deal closes, so that of a closed one the stage ("Won"), the probability (1) and the forecast
 * category ("Closed") are those of its end, and unknown before it.
 */
const whileOpen = (column: string): Sql => sql`case when o.outcome = 'open' then o.${id(column)} end`;

/**
 * Adds `opportunity_steps`: what each opportunity says of the time when it was open (step 0), then the state after each
 * change (step 1), in the order step, day, moment, change, each with the days on which the opportunity was created and
 * closed. The row of a closed one gives its amount and expected close only.
 *
 * Changes have no currency of their own: theirs is the opportunity's. An amount in another currency is converted at the
 * rate at which the opportunity's own amount was, the quotient of its two amounts; without such a rate it is unknown.
 */
export function planOpportunitySteps(plan: Plan): "opportunity_steps" {
  const { scope, dialect, settings } = plan.context;
  const [text, number] = [dialect.columnType("text"), dialect.columnType("number")];
  const float = (column: Sql): Sql => sql`cast(${column} as ${number})`;
  // Never 0: engines may calculate a branch of a case for rows that do not take it.
  const divisor = sql`coalesce(nullif(${float(sql`o.original_amount`)}, 0), 1)`;
  const converted = sql`case
    when o.currency is null or o.currency = ${dialect.text(settings.reportingCurrency)} then c.amount
    when c.amount = o.original_amount then o.amount
    when o.original_amount <> 0 then ${dialect.rounded(sql`${float(sql`c.amount`)} * (${float(sql`o.amount`)} / ${divisor})`)}
  end`;
  plan.cte(
    "opportunity_steps",
    "what each opportunity says of itself, and the state after each change",
    () =>
      sql`select o.id as id, 0 as step, o.created_on as day, cast('' as ${text}) as moment, o.id as change,
  o.created_on as created_on, ${closedOn} as closed_on,
  ${whileOpen("stage")} as stage, o.amount as amount, ${whileOpen("probability")} as probability,
  o.expected_close_on as expected_close_on, ${whileOpen("forecast_category")} as forecast_category
from ${relation("opportunities", scope, dialect)} as o
union all
select c.opportunity_id as id, 1 as step, c.at_on as day, c.${id("at")} as moment, c.id as change,
  o.created_on as created_on, ${closedOn} as closed_on,
  c.stage as stage, ${converted} as amount, c.probability as probability, c.expected_close_on as expected_close_on,
  c.forecast_category as forecast_category
from ${relation("opportunity_changes", scope, dialect)} as c
join ${relation("opportunities", scope, dialect)} as o on o.id = c.opportunity_id`,
  );
  return "opportunity_steps";
}

/** What a step keeps of itself when its values are filled. */
const kept = ["step", "day", "moment", "change", "created_on", "closed_on"] as const;

/** Adds `opportunity_news`: the steps that tell something of what the plan reads. */
function planOpportunityNews(plan: Plan): "opportunity_news" {
  planOpportunitySteps(plan);
  const told = plan.history.map((column) => sql` or ${id(column)} is not null`);
  plan.cte(
    "opportunity_news",
    "steps that tell something of what is read",
    () => sql`select * from opportunity_steps where step = 0${join(told, "")}`,
  );
  return "opportunity_news";
}

/** Adds `opportunity_values`: these steps with every value filled that the plan reads, and the day of the next step. */
function planOpportunityValues(plan: Plan): "opportunity_values" {
  const news = id(planOpportunityNews(plan));
  const order = ["step", "day", "moment", "change"];
  const [only, ...more] = plan.history;
  plan.cte("opportunity_values", "each step with the newest value of each column", () => {
    if (only === undefined || more.length > 0) {
      const next = { column: "day", as: "next_day" };
      return plan.context.dialect.fillForward({
        rows: news,
        of: "id",
        order,
        filled: plan.history,
        kept,
        next,
      });
    }
    // Each step tells the one column itself: nothing is left to fill.
    const columns = ["id", ...kept, only].map(id);
    return sql`select ${join(columns)}, lead(day) over (partition by id order by ${join(order.map(id))}) as next_day
from ${news}`;
  });
  return "opportunity_values";
}

/**
 * Adds `opportunity_spans`: opportunities while they are open, one row for each span of days in which nothing changes of
 * what the plan reads of their history.
 *
 * Columns: `id`, `created_on`, `closed_on`, and of its history what the plan reads, from `since` until `until` (null while
 * it lasts). A state holds just before a day t if since < t and (until is null or until >= t), as a subscription does.
 *
 * An opportunity is open from the day it was created until the day it closed; without `created_at` it is never seen
 * open. Before its first change it has the values of its own row; of a deal that is closed only amount and expected close,
 * since its stage, probability and forecast category are those of its end. Of several changes on a day the last one counts.
 */
export function planOpportunitySpans(plan: Plan): "opportunity_spans" {
  const values = planOpportunityValues(plan);
  const history = plan.history.map((name) => sql`, v.${id(name)} as ${id(name)}`);
  plan.cte(
    "opportunity_spans",
    "open opportunities as they stood from day to day",
    () => sql`select * from (
  select v.id as id, v.created_on as created_on, v.closed_on as closed_on${join(history, "")},
    case when v.day > v.created_on then v.day else v.created_on end as since,
    case when v.closed_on is not null and (v.next_day is null or v.next_day > v.closed_on) then v.closed_on
      else v.next_day end as until
  from ${id(values)} as v
  where v.created_on is not null
) as spans
where until is null or since < until`,
  );
  return "opportunity_spans";
}

/** Adds `opportunity_states`: the same with the columns of the opportunity by which it is split. */
export function planOpportunityStates(plan: Plan): "opportunity_states" {
  const spans = planOpportunitySpans(plan);
  const { scope, dialect } = plan.context;
  const own = ["created_on", "closed_on", ...plan.history, "since", "until"];
  const columns = [
    ...factColumns("opportunities", "o", historyColumns),
    ...own.map((name) => sql`s.${id(name)} as ${id(name)}`),
  ];
  plan.cte(
    "opportunity_states",
    "the same with the columns of the opportunity",
    () => sql`select ${join(columns)}
from ${id(spans)} as s join ${relation("opportunities", scope, dialect)} as o on o.id = s.id`,
  );
  return "opportunity_states";
}

/**
 * Adds a relation of each opportunity's `amount` after its last step up to a day of its own: of the steps that
 * `condition` keeps, the last one.
 *
 * @param condition - on the step, `v`, and the opportunity, `o`
 */
export function planAmountAt(plan: Plan, name: string, explanation: string, condition: Sql): string {
  planOpportunityValues(plan);
  const { scope, dialect } = plan.context;
  plan.cte(
    name,
    explanation,
    () => sql`select id, amount from (
  select v.id as id, v.amount as amount,
    row_number() over (partition by v.id order by v.step desc, v.day desc, v.moment desc, v.change desc) as place
  from opportunity_values as v
  join ${relation("opportunities", scope, dialect)} as o on o.id = v.id
  where ${condition}
) as ranked
where place = 1`,
  );
  return name;
}
