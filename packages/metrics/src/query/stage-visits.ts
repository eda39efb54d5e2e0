import { join, type Sql, sql } from "../sql/sql.ts";
import { factColumns } from "./deal-rows.ts";
import { closedOn, planOpportunitySteps } from "./opportunity-states.ts";
import type { Plan } from "./plan.ts";
import { relation } from "./relation.ts";

/** One row with the only pipeline that has stages; null where there are several or none. */
export function onlyPipeline({ context }: Plan): Sql {
  return sql`(
  select case when min(pipeline) = max(pipeline) then min(pipeline) end as only_pipeline
  from ${relation("stages", context.scope, context.dialect)} as s
)`;
}

/**
 * Adds `stage_moves`: each opportunity's entries into stages, in order, with its `pipeline`.
 *
 * The row of an opportunity says where it is, so it is an entry on the day of creation only of an opportunity whose
 * history has no stage, and that is open: step 0 of a closed one has no stage. Opportunities without a pipeline belong to the only one, where there is only one.
 */
export function planStageMoves(plan: Plan): "stage_moves" {
  const { scope, dialect } = plan.context;
  planOpportunitySteps(plan);
  plan.cte(
    "stage_moves",
    "entries into stages",
    () => sql`select v.id as id, v.step as step, v.day as day, v.moment as moment, v.change as change, v.stage as stage,
  coalesce(o.pipeline, only_one.only_pipeline) as pipeline, o.created_on as created_on, o.closed_on as closed_on
from opportunity_steps as v
join (
  select id, pipeline, created_on, ${closedOn} as closed_on from ${relation("opportunities", scope, dialect)} as o
) as o on o.id = v.id
left join (select distinct opportunity_id from ${relation("opportunity_changes", scope, dialect)} as c where stage is not null) as h on h.opportunity_id = v.id
cross join ${onlyPipeline(plan)} as only_one
where v.stage is not null and v.day is not null
  and (v.step = 1 or h.opportunity_id is null)`,
  );
  return "stage_moves";
}

/**
 * Adds `stage_visits`: the days from which an opportunity was in a stage until it moved to another one or closed
 * (null while it lasts), with the columns of the opportunity, `stage` being the one visited.
 *
 * Stages whose outcome is won or lost are no visits, and neither is a stage that is entered on the day of closing or
 * after it. A stage that is entered and left on one day is a visit of 0 days.
 */
export function planStageVisits(plan: Plan): "stage_visits" {
  const { scope, dialect } = plan.context;
  planStageMoves(plan);
  plan.cte(
    "stage_entries",
    "moves into another stage than the one before",
    () => sql`select *, lead(day) over (partition by id order by step, day, moment, change) as next_day
from (
  select m.*, lag(m.stage) over (partition by m.id order by m.step, m.day, m.moment, m.change) as previous
  from stage_moves as m
) as moves
where previous is null or previous <> stage`,
  );
  plan.cte(
    "stage_visits",
    "from entering a stage to leaving it",
    () => sql`select ${join(factColumns("opportunities", "o", ["stage"]))}, e.stage as stage, e.day as since,
  case when e.closed_on is not null and (e.next_day is null or e.next_day > e.closed_on) then e.closed_on
    else e.next_day end as until
from stage_entries as e
join ${relation("opportunities", scope, dialect)} as o on o.id = e.id
left join ${relation("stages", scope, dialect)} as s on s.name = e.stage and s.pipeline = e.pipeline
where coalesce(s.outcome, 'open') = 'open'
  and (e.closed_on is null or e.day < e.closed_on or e.next_day <= e.closed_on)`,
  );
  return "stage_visits";
}
