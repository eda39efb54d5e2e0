import type { CoverageMeasure, PipelineMeasure, SlippageMeasure } from "../catalogue/sales-measure.ts";
import { id, join, type Sql, sql } from "../sql/sql.ts";
import { dimensionedRows } from "./deal-rows.ts";
import { planOpportunitySpans, planOpportunityStates } from "./opportunity-states.ts";
import { beforeRange, dimensionColumns, measureKey, type Plan, rangeEnd } from "./plan.ts";
import { planPeriods, planRunningDays, windowValues } from "./plan-periods.ts";
import { relation } from "./relation.ts";
import { onlyPipeline } from "./stage-visits.ts";

/** Columns of a state, `f`, that say when it holds. */
const span = [sql`f.since as since`, sql`f.until as until`] as const;

/** Whether the state of an alias holds just before a day. */
function holds(alias: string, day: Sql): Sql {
  const state = id(alias);
  return sql`${state}.since < ${day} and (${state}.until is null or ${state}.until >= ${day})`;
}

/**
 * Adds a balance of the pipeline: an amount comes on the day its state begins and goes on the day it ends, so that
 * what is open just before t1 is the sum of all changes before t1, as of `mrr_changes`.
 *
 * The weight is the probability of the deal as it stood, else that of its stage, rounded to six decimals, so that the
 * product is exact; a deal that has neither weighs nothing.
 */
export function planPipeline(plan: Plan, measure: PipelineMeasure, metric: string): void {
  const { context } = plan;
  const { scope, dialect } = context;
  const weighted = measure.of === "weighted";
  const isSplit = context.by.length > 0 || Object.keys(context.where).length > 0;
  const states = weighted || isSplit ? planOpportunityStates(plan) : planOpportunitySpans(plan);
  const rows = weighted
    ? sql`(
  select s.*, w.probability as stage_probability from (
    select t.*, coalesce(t.pipeline, only_one.only_pipeline) as stage_pipeline
    from ${id(states)} as t cross join ${onlyPipeline(plan)} as only_one
  ) as s
  left join ${relation("stages", scope, dialect)} as w on w.name = s.stage and w.pipeline = s.stage_pipeline
)`
    : id(states);
  const amount = sql`cast(f.amount as decimal(38, 6))`;
  const value = weighted
    ? sql`${amount} * cast(${dialect.rounded(sql`coalesce(f.probability, f.stage_probability, 0)`)} as decimal(9, 6))`
    : amount;
  const end = dialect.date(rangeEnd(context));
  const name = `pipeline_${measure.of}`;
  plan.cte(`${name}_rows`, "open amounts with the days between which they stood", () => {
    const subquery = dimensionedRows(plan, metric, {
      fact: "opportunities",
      rows,
      columns: [...span, sql`${value} as value`],
      where: [sql`f.amount is not null`, sql`f.since < ${end}`],
    });
    return sql`select * from ${subquery} as r`;
  });
  const columns = dimensionColumns(context);
  plan.cte(
    `${name}_changes`,
    "what comes into the pipeline and what goes",
    () => sql`select id${columns}, since as day, value as change from ${id(`${name}_rows`)}
union all
select id${columns}, until as day, -value as change from ${id(`${name}_rows`)} where until is not null and until < ${end}`,
  );
  plan.add({
    measure: measureKey(measure),
    period: sql`coalesce(p.period, ${beforeRange})`,
    n: sql`count(*)`,
    total: sql`sum(c.change)`,
    alias: "c",
    from: sql`${id(`${name}_changes`)} as c left join ${planRunningDays(plan)} as p on p.day = c.day`,
    groupBy: sql`p.period`,
  });
}

/** Open amounts that are expected to close in a period, or what was won in it before they are taken. */
export function planCoverage(plan: Plan, measure: CoverageMeasure, metric: string): void {
  const { context } = plan;
  plan.cte(
    "coverage_windows(period, taken, closes)",
    "when coverage is taken, and when the period ends",
    () => windowValues(context, ({ starts, ends, closes, running }) => [running ? ends : starts, closes]),
  );
  const open = measure.of === "open";
  const rows = open
    ? dimensionedRows(plan, metric, {
        fact: "opportunities",
        rows: id(planOpportunityStates(plan)),
        columns: [...span, sql`f.expected_close_on as expected_close_on`, sql`f.amount as value`],
        where: [sql`f.amount is not null`],
      })
    : dimensionedRows(plan, metric, {
        fact: "opportunities",
        columns: [sql`f.closed_on as closed_on`, sql`f.amount as value`],
        where: [sql`f.outcome = 'won'`],
      });
  const within = open
    ? sql`${holds("r", sql`w.taken`)} and r.expected_close_on >= p.starts and r.expected_close_on < w.closes`
    : sql`r.closed_on >= p.starts and r.closed_on < w.taken`;
  plan.add({
    measure: measureKey(measure),
    period: sql`p.period`,
    n: sql`count(*)`,
    total: sql`sum(r.value)`,
    alias: "r",
    from: sql`coverage_windows as w join ${planPeriods(plan)} as p on p.period = w.period join ${rows} as r on ${within}`,
    groupBy: sql`p.period`,
  });
}

/** Opportunities open and expected when a period begins, and those of them that are expected after it when it ends. */
export function planSlippage(plan: Plan, measure: SlippageMeasure, metric: string): void {
  const { context } = plan;
  const states = planOpportunityStates(plan);
  plan.cte("whole_periods(period, opens, closes)", "periods with their end, whatever is known", () =>
    windowValues(context, ({ starts, closes }) => [starts, closes]),
  );
  plan.cte("expected_deals", "open when a period begins, and expected to close in it", () => {
    const rows = dimensionedRows(plan, metric, {
      fact: "opportunities",
      rows: id(states),
      columns: [...span, sql`f.expected_close_on as expected_close_on`],
    });
    const columns = context.by.map((_, index) => sql`, r.${id(`d${index + 1}`)} as ${id(`d${index + 1}`)}`);
    return sql`select w.period as period, w.closes as closes, p.ends as ends, r.id as id${join(columns, "")}
from whole_periods as w join ${planPeriods(plan)} as p on p.period = w.period
join ${rows} as r on ${holds("r", sql`w.opens`)} and r.expected_close_on >= w.opens and r.expected_close_on < w.closes`;
  });
  const slipped = sql`expected_deals as e join ${id(states)} as s on s.id = e.id and ${holds("s", sql`e.ends`)} and s.expected_close_on >= e.closes`;
  plan.add({
    measure: measureKey(measure),
    period: sql`e.period`,
    n: sql`count(*)`,
    alias: "e",
    from: measure.of === "expected" ? sql`expected_deals as e` : slipped,
    groupBy: sql`e.period`,
  });
}
