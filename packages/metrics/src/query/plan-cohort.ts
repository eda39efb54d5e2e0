import type { TableName } from "@foresail/client";
import type { CohortMeasure } from "../catalogue/sales-measure.ts";
import type { Dialect } from "../sql/dialect.ts";
import { id, join, type Sql, sql } from "../sql/sql.ts";
import { dimensionedRows, factColumns } from "./deal-rows.ts";
import { planPeriodOfDay } from "./period-of-day.ts";
import { measureKey, type Plan, rangeEnd, rangeStart } from "./plan.ts";
import { relation } from "./relation.ts";
import { planStageMoves } from "./stage-visits.ts";

/** Rows with `entered_on` and `converted_on` beside the columns of their fact. */
interface Cohort {
  readonly fact: TableName;
  readonly rows: Sql;
}

/** People, converted by `converted_at` or by the first opportunity of theirs that was won, whichever came first. */
function leads(plan: Plan): Cohort {
  const { scope, dialect } = plan.context;
  return {
    fact: "people",
    rows: sql`(
  select ${join(factColumns("people", "l"))}, l.created_on as entered_on,
    case when w.won_on is null or l.converted_on <= w.won_on then l.converted_on else w.won_on end as converted_on
  from ${relation("people", scope, dialect)} as l
  left join (
    select person_id, min(closed_on) as won_on from ${relation("opportunities", scope, dialect)} as o
    where outcome = 'won' and person_id is not null group by person_id
  ) as w on w.person_id = l.id
)`,
  };
}

/** Opportunities, converted by being won. */
function deals(plan: Plan): Cohort {
  const { scope, dialect } = plan.context;
  return {
    fact: "opportunities",
    rows: sql`(
  select ${join(factColumns("opportunities", "o"))}, o.created_on as entered_on,
    case when o.outcome = 'won' then o.closed_on end as converted_on
  from ${relation("opportunities", scope, dialect)} as o
)`,
  };
}

/** The position of having been won: behind every stage. */
const last = 2_147_483_647;

/**
 * Opportunities by the stages that they entered, `stage` being the one entered, converted by reaching a later one of
 * their pipeline or by being won.
 *
 * A stage is entered on the first day on which the opportunity stood in it, or behind it: one that it jumped over counts
 * as entered and passed. Stages before the first that it ever stood in were not jumped over. Moves back take nothing away.
 */
function stages(plan: Plan): Cohort {
  const { scope, dialect } = plan.context;
  const firsts = planStageFirsts(plan);
  return {
    fact: "opportunities",
    rows: sql`(
  select ${join(factColumns("opportunities", "o", ["stage"]))}, e.stage as stage, e.entered_on as entered_on, e.converted_on as converted_on
  from ${firsts} as e join ${relation("opportunities", scope, dialect)} as o on o.id = e.id
)`,
  };
}

/** Adds `stage_firsts` (id, pipeline, stage, entered_on, converted_on): when each stage was entered, and when passed. */
export function planStageFirsts(plan: Plan): Sql {
  const { scope, dialect } = plan.context;
  const stage = relation("stages", scope, dialect);
  planStageMoves(plan);
  plan.cte(
    "stage_reaches",
    "how far each opportunity got, day by day",
    () => sql`select m.id as id, m.pipeline as pipeline, s.position as position, m.day as day, coalesce(s.outcome, 'open') as outcome
from stage_moves as m join ${stage} as s on s.pipeline = m.pipeline and s.name = m.stage
where s.position is not null and coalesce(s.outcome, 'open') <> 'lost'`,
  );
  plan.cte(
    "stage_starts",
    "the first stage in which each opportunity ever stood",
    () =>
      sql`select id, pipeline, min(position) as first_position from stage_reaches where outcome = 'open' group by id, pipeline`,
  );
  plan.cte(
    "stage_advances",
    "the same with having been won behind every stage",
    () => sql`select id, pipeline, position, day from stage_reaches
union all
select t.id as id, t.pipeline as pipeline, cast(${last} as ${dialect.columnType("integer")}) as position, o.closed_on as day
from stage_starts as t join ${relation("opportunities", scope, dialect)} as o on o.id = t.id
where o.outcome = 'won'`,
  );
  plan.cte(
    "stage_firsts",
    "when each stage was entered, and when it was passed",
    () => sql`select a.id as id, s.pipeline as pipeline, s.name as stage, min(a.day) as entered_on,
  min(case when a.position > s.position then a.day end) as converted_on
from stage_advances as a
join stage_starts as t on t.id = a.id
join ${stage} as s on s.pipeline = a.pipeline
where s.position <= a.position and s.position >= t.first_position and coalesce(s.outcome, 'open') = 'open'
group by a.id, s.pipeline, s.name`,
  );
  return sql`stage_firsts`;
}

const cohorts = { leads, deals, stages } as const;

/** The condition on a row, of an alias, that a measure counts it. */
function counts(measure: CohortMeasure, row: string, dialect: Dialect): Sql {
  const [entered, converted] = ["entered_on", "converted_on"].map((name) => sql`${id(row)}.${id(name)}`) as [
    Sql,
    Sql,
  ];
  if (measure.of === "entered") return sql`true`;
  if (measure.withinDays === undefined) return sql`${converted} is not null`;
  return sql`(${converted} is not null and ${dialect.days(entered, converted)} <= ${measure.withinDays})`;
}

/** Counts who entered in a period, or who of them converted since: within so many days, the last one included, or ever. */
export function planCohorts(plan: Plan, measures: readonly CohortMeasure[], metric: string): void {
  const { dialect } = plan.context;
  const [first] = measures;
  if (first === undefined) return;
  const { fact, rows } = cohorts[first.cohort](plan);
  const { period, columns: ofDay, join: days } = planPeriodOfDay(plan, sql`f.entered_on`);
  const entrants = (columns: readonly Sql[], where: readonly Sql[]): Sql => {
    const selected = dimensionedRows(plan, metric, {
      fact,
      rows,
      columns: [...ofDay, ...columns],
      where: [
        sql`f.entered_on >= ${dialect.date(rangeStart(plan.context))}`,
        sql`f.entered_on < ${dialect.date(rangeEnd(plan.context))}`,
        ...where,
      ],
    });
    return sql`${selected} as r${days}`;
  };
  const grouped = { period, alias: "r", groupBy: period } as const;
  for (const measure of measures) {
    plan.list(() => ({
      ...grouped,
      measure: measureKey(measure),
      n: sql`count(*)`,
      from: entrants([sql`f.converted_on as converted_on`], [counts(measure, "f", dialect)]),
    }));
  }
  const flags = measures.map((_, place) => id(`counted_${place}`));
  plan.addShared({
    ...grouped,
    from: entrants(
      measures.map(
        (measure, place) =>
          sql`case when ${counts(measure, "f", dialect)} then 1 else 0 end as ${flags[place] as Sql}`,
      ),
      [],
    ),
    measures: measures.map((measure, place) => ({
      measure: measureKey(measure),
      n: sql`sum(r.${flags[place] as Sql})`,
    })),
  });
}
