import type { SurvivalMeasure } from "../catalogue/sales-measure.ts";
import { id, join, type Sql, sql } from "../sql/sql.ts";
import { dimensionedRows, factColumns } from "./deal-rows.ts";
import { measureKey, type Plan } from "./plan.ts";
import { planPeriods } from "./plan-periods.ts";
import { relation } from "./relation.ts";
import { planStageVisits } from "./stage-visits.ts";

/** Days from the creation or the first touch of an opportunity until it closed; won is the event, lost is not. */
function salesCycles(plan: Plan, start: SurvivalMeasure["start"]): Sql {
  const { scope, dialect } = plan.context;
  const opportunities = relation("opportunities", scope, dialect);
  const columns = sql`${join(factColumns("opportunities", "o"))}, o.created_on as begins_on,
  case when o.outcome <> 'open' then o.closed_on end as left_on, case when o.outcome = 'won' then 1 else 0 end as event`;
  if (start === "created")
    return sql`(select ${columns}, o.created_on as start_on from ${opportunities} as o)`;
  const touches = relation("touchpoints", scope, dialect);
  plan.cte(
    "first_touches",
    "the first touch of each account and of each person",
    () => sql`select 'account' as subject, coalesce(t.account_id, l.account_id) as subject_id, min(t.at_on) as day
from ${touches} as t left join ${relation("people", scope, dialect)} as l on l.id = t.person_id
where coalesce(t.account_id, l.account_id) is not null
group by coalesce(t.account_id, l.account_id)
union all
select 'person' as subject, t.person_id as subject_id, min(t.at_on) as day
from ${touches} as t where t.person_id is not null group by t.person_id`,
  );
  return sql`(
  select ${columns},
    case
      when a.day < o.created_on and (l.day is null or a.day <= l.day) then a.day
      when l.day < o.created_on then l.day
      else o.created_on
    end as start_on
  from ${opportunities} as o
  left join (select * from first_touches where subject = 'account') as a on a.subject_id = o.account_id
  left join (select * from first_touches where subject = 'person') as l on l.subject_id = o.person_id
)`;
}

/** Visits of stages; leaving one, whichever way, is the event. */
function stageVisits(plan: Plan): Sql {
  return sql`(
  select ${join(factColumns("opportunities", "v"))}, v.since as begins_on, v.until as left_on, 1 as event, v.since as start_on
  from ${id(planStageVisits(plan))} as v
)`;
}

/**
 * Histograms of ages in days, for a life table with delayed entry: who is observed from when to when while a period lasts.
 *
 * A span that began before the period comes in at the age that it had on the period's first day, one that begins inside
 * it at 0. A span that lasts beyond the period goes out of sight at its age on the last day. So each day of each span is
 * at risk in exactly one period, and the tables of periods add up to that of all.
 */
export function planSurvival(plan: Plan, measure: SurvivalMeasure, metric: string): void {
  const { dialect } = plan.context;
  const rows = measure.subject === "sales_cycle" ? salesCycles(plan, measure.start) : stageVisits(plan);
  const selected = dimensionedRows(plan, metric, {
    fact: "opportunities",
    rows,
    columns: ["start_on", "begins_on", "left_on", "event"].map(
      (column) => sql`f.${id(column)} as ${id(column)}`,
    ),
    where: [sql`f.begins_on is not null`, sql`(f.left_on is null or f.left_on >= f.begins_on)`],
  });
  const age = (day: Sql): Sql => dialect.days(sql`r.start_on`, day);
  const observed = sql`r.begins_on < p.ends and (r.left_on is null or r.left_on >= p.starts)`;
  const shapes: Readonly<Record<SurvivalMeasure["of"], { bucket: Sql; when: Sql }>> = {
    entered: {
      bucket: sql`case when r.begins_on < p.starts then ${age(sql`p.starts`)} else 0 end`,
      when: observed,
    },
    ended: {
      bucket: age(sql`r.left_on`),
      when: sql`r.left_on >= p.starts and r.left_on < p.ends and r.event = 1`,
    },
    censored: {
      bucket: sql`case when r.left_on < p.ends then ${age(sql`r.left_on`)} else ${age(sql`p.ends`)} - 1 end`,
      when: sql`${observed} and (r.left_on is null or r.left_on >= p.ends or r.event = 0)`,
    },
  };
  const { bucket, when } = shapes[measure.of];
  plan.add({
    measure: measureKey(measure),
    period: sql`p.period`,
    bucket,
    n: sql`count(*)`,
    alias: "r",
    from: sql`${selected} as r join ${planPeriods(plan)} as p on ${when}`,
    groupBy: sql`p.period, ${bucket}`,
  });
}
