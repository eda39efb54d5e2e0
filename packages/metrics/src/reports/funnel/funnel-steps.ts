import type { TableName } from "@foresail/client";
import { ForesailError } from "../../errors.ts";
import { factColumns } from "../../query/deal-rows.ts";
import { planAmountAt } from "../../query/opportunity-states.ts";
import type { Plan } from "../../query/plan.ts";
import { planStageFirsts } from "../../query/plan-cohort.ts";
import { relation } from "../../query/relation.ts";
import { id, join, type Sql, sql } from "../../sql/sql.ts";
import type { ReportContext } from "../report.ts";

/** What goes through a funnel: one row each, with the days on which it reached the steps. */
export interface FunnelSteps {
  readonly fact: TableName;
  /** The fact's columns with `step_1` ... `step_n` (a day, null where never reached) and `value`. */
  readonly rows: Sql;
  readonly labels: readonly string[];
  /** What the value of a row is; null where rows have none. */
  readonly value: string | null;
  readonly notes: readonly string[];
}

/** A day after all others, which every engine can hold. */
const never = "2299-12-31";

/**
 * Whoever reached a later step has passed this one: the earliest of its own day and those of all later steps. The first step
 * has its own day, where it has one, whatever later ones say: it puts a row into its cohort.
 */
function reachedSteps(plan: Plan, days: readonly Sql[]): Sql[] {
  const end = plan.context.dialect.date(never);
  return days.map((day, index) => {
    const later = days.slice(index).map((one) => sql`coalesce(${one}, ${end})`);
    const earliest = later.length === 1 ? (later[0] as Sql) : sql`least(${join(later)})`;
    const own = index === 0 ? sql`coalesce(${day}, ${earliest})` : earliest;
    return sql`nullif(${own}, ${end}) as ${id(`step_${index + 1}`)}`;
  });
}

/** Created, marketing qualified, sales accepted, customer: by conversion or by a won opportunity of the person. */
function leadSteps(plan: Plan): FunnelSteps {
  const { scope, dialect } = plan.context;
  const customer = sql`case when w.won_on is null or l.converted_on <= w.won_on then l.converted_on else w.won_on end`;
  const steps = reachedSteps(plan, [sql`l.created_on`, sql`l.mql_on`, sql`l.sql_on`, customer]);
  const rows = sql`(
  select ${join([...factColumns("people", "l"), ...steps])}, coalesce(w.amount, 0) as value
  from ${relation("people", scope, dialect)} as l
  left join (
    select person_id, min(case when outcome = 'won' then closed_on end) as won_on, sum(cast(amount as decimal(38, 6))) as amount
    from ${relation("opportunities", scope, dialect)} as o
    where person_id is not null group by person_id
  ) as w on w.person_id = l.id
)`;
  return {
    fact: "people",
    rows,
    labels: ["Lead", "Marketing qualified", "Sales accepted", "Customer"],
    value: "amounts of the person's opportunities, won or not",
    notes: [
      "a person becomes a customer by conversion, or by a won opportunity of theirs, the earlier of the two",
    ],
  };
}

/** The open stages of one pipeline in their order, and having won behind them. */
async function opportunitySteps(plan: Plan, context: ReportContext): Promise<FunnelSteps> {
  const { scope, dialect } = plan.context;
  const stages = await context.run(
    sql`select pipeline, name, position from ${relation("stages", scope, dialect)} as s
where position is not null and coalesce(outcome, 'open') = 'open' order by pipeline, position, name`,
  );
  const pipelines = [...new Set(stages.map((row) => String(row.pipeline)))];
  const asked = context.options.pipeline;
  if (pipelines.length === 0) {
    throw new ForesailError(
      "invalid_query",
      "report funnel over opportunities needs the stages of a pipeline; import them with: foresail import csv:stages FILE",
    );
  }
  if (asked ? !pipelines.includes(asked) : pipelines.length > 1) {
    throw new ForesailError(
      "invalid_query",
      `option pipeline of report funnel is ${JSON.stringify(asked)}; it must be ${pipelines.join(" or ")}`,
    );
  }
  const pipeline = asked || (pipelines[0] as string);
  const names = stages.filter((row) => row.pipeline === pipeline).map((row) => String(row.name));
  const firsts = planStageFirsts(plan);
  const amounts = planAmountAt(
    plan,
    "last_amounts",
    "the last amount of each opportunity that is not 0",
    sql`v.amount <> 0 and (v.step = 0 or o.closed_on is null or o.outcome = 'open' or v.day <= o.closed_on)`,
  );
  const days = names.map(
    (name, index) =>
      sql`min(case when e.stage = ${dialect.text(name)} then e.entered_on end) as ${id(`entered_${index + 1}`)}`,
  );
  plan.cte(
    "stage_days",
    "the day on which each opportunity entered each stage",
    () =>
      sql`select e.id as id, ${join(days)} from ${firsts} as e where e.pipeline = ${dialect.text(pipeline)} group by e.id`,
  );
  const won = sql`case when o.outcome = 'won' then o.closed_on end`;
  const entered = names.map((_, index) => sql`d.${id(`entered_${index + 1}`)}`);
  const rows = sql`(
  select ${join([...factColumns("opportunities", "o"), ...reachedSteps(plan, [...entered, won])])},
    cast(coalesce(nullif(o.amount, 0), h.amount, 0) as decimal(38, 6)) as value
  from ${relation("opportunities", scope, dialect)} as o
  join stage_days as d on d.id = o.id
  left join ${id(amounts)} as h on h.id = o.id
)`;
  return {
    fact: "opportunities",
    rows,
    labels: [...names, "Won"],
    value: "amount of the opportunity, the last one that is not 0",
    notes: ["a stage that was jumped over counts as passed; moves back take nothing away"],
  };
}

const mostEvents = 12;

/** Events in an order: each after the one before, from the first of the first on. */
function eventSteps(plan: Plan, names: readonly string[]): FunnelSteps {
  const { scope, dialect } = plan.context;
  plan.cte(
    "actor_events",
    "events with the person behind an anonymous id, once it is known",
    () => sql`select e.*, coalesce(e.person_id, p.person, e.anonymous_id, e.account_id) as actor
from ${relation("events", scope, dialect)} as e
left join (
  select anonymous_id, min(id) as person from ${relation("people", scope, dialect)} as l where anonymous_id is not null group by anonymous_id
) as p on p.anonymous_id = e.anonymous_id`,
  );
  const moments = (name: string): Sql => sql`name = ${dialect.text(name)} and actor is not null`;
  names.forEach((name, index) => {
    const own = `funnel_${index + 1}`;
    plan.cte(own, `first ${index === 0 ? "event" : "event after the step before"}`, () =>
      index === 0
        ? sql`select actor, min(${id("at")}) as moment, min(at_on) as day from actor_events where ${moments(name)} group by actor`
        : sql`select e.actor as actor, min(e.${id("at")}) as moment, min(e.at_on) as day
from (select actor, ${id("at")}, at_on from actor_events where ${moments(name)}) as e
join ${id(`funnel_${index}`)} as b on b.actor = e.actor
where e.${id("at")} >= b.moment
group by e.actor`,
    );
  });
  const joins = names
    .slice(1)
    .map(
      (_, index) =>
        sql`left join ${id(`funnel_${index + 2}`)} as ${id(`n${index + 2}`)} on ${id(`n${index + 2}`)}.actor = first_event.actor`,
    );
  const days = names.map((_, index) => sql`${id(`n${index + 1}`)}.day as ${id(`step_${index + 1}`)}`);
  plan.cte(
    "first_events",
    "each actor's first event of the first step, with its columns",
    () => sql`select * from (
  select e.*, row_number() over (partition by e.actor order by e.${id("at")}, e.id) as place
  from actor_events as e where ${moments(names[0] ?? "")}
) as ranked where place = 1`,
  );
  const rows = sql`(
  select ${join([...factColumns("events", "first_event"), ...days])},
    cast(coalesce(first_event.value, 0) as decimal(38, 6)) as value
  from first_events as first_event
  join funnel_1 as n1 on n1.actor = first_event.actor
  ${join(joins, "\n  ")}
)`;
  return {
    fact: "events",
    rows,
    labels: names,
    value: null,
    notes: [
      "each event counts at or after the one before it; persons are known by their id, or by the anonymous id that became theirs",
    ],
  };
}

/** The steps that option `over` names: leads, opportunities, or events:first,second,... */
export function funnelSteps(plan: Plan, context: ReportContext): Promise<FunnelSteps> | FunnelSteps {
  const { over = "leads" } = context.options;
  if (over === "leads") return leadSteps(plan);
  if (over === "opportunities") return opportunitySteps(plan, context);
  const names = over.startsWith("events:")
    ? over
        .slice("events:".length)
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== "")
    : [];
  if (names.length < 2 || names.length > mostEvents || new Set(names).size < names.length) {
    throw new ForesailError(
      "invalid_query",
      `option over of report funnel is ${JSON.stringify(over)}; write leads, opportunities, or events: and 2 to ${mostEvents} names of events, as events:visit,signup,purchase`,
    );
  }
  return eventSteps(plan, names);
}
