import type { ReportColumn, ReportRequest, ReportRow, ReportTable } from "@foresail/client";
import { addDays, type Day } from "../../calendar/day.ts";
import { limitAt } from "../../calendar/spine.ts";
import { defineFact } from "../../catalogue/define-fact.ts";
import { defineMetric } from "../../catalogue/define-metric.ts";
import type { MetricDefinition } from "../../catalogue/definition.ts";
import type { Row } from "../../engine/engine.ts";
import { ForesailError } from "../../errors.ts";
import { dimensionedRows } from "../../query/deal-rows.ts";
import { type Exact, exactOf, toNumber } from "../../query/decimal.ts";
import { dimensionColumns, type Plan, rangeEnd, rangeStart } from "../../query/plan.ts";
import { quantile } from "../../query/quantile.ts";
import { id, join, type Sql, sql } from "../../sql/sql.ts";
import type { ReportBody, ReportContext, ReportDefinition } from "../report.ts";
import { rangeOfPeriods, reportPlan } from "../report-plan.ts";
import { type FunnelSteps, funnelSteps } from "./funnel-steps.ts";

/** Fewer entries than this make no rate that one would act on. */
const fewestForDropOff = 30;

/** One step of one group: who reached it, and after how many days. */
interface Reached {
  count: number;
  value: Exact;
  readonly days: Map<number, number>;
}

/**
 * Rows step, days, n, value, d1 ...: everyone who reached a step, by the days since the step before. A cohort is followed as
 * far as anything is known.
 *
 * @param known - first day of which nothing is known
 */
function reachedStatement(
  plan: Plan,
  steps: FunnelSteps,
  form: "cohort" | "snapshot",
  within: number | null,
  known: Day,
): Sql {
  const { context } = plan;
  const { dialect } = context;
  const [from, to] = [dialect.date(rangeStart(context)), dialect.date(rangeEnd(context))];
  const step = (k: number): Sql => id(`step_${k}`);
  const selected = dimensionedRows(plan, "funnel", {
    fact: steps.fact,
    rows: steps.rows,
    columns: [
      ...steps.labels.map((_, index) => sql`f.${step(index + 1)} as ${step(index + 1)}`),
      sql`f.value as value`,
    ],
  });
  plan.cte(
    "funnel_rows",
    "who goes through the funnel, with the day of each step",
    () => sql`select * from ${selected} as r`,
  );
  const integer = dialect.columnType("integer");
  // Dates that contradict each other, such as a conversion before the creation, are no time at all.
  const daysBetween = (a: Sql, b: Sql): Sql =>
    sql`case when ${b} < ${a} then 0 else ${dialect.days(a, b)} end`;
  const selects = steps.labels.map((_, index) => {
    const k = index + 1;
    const days =
      k === 1 ? sql`cast(null as ${integer})` : daysBetween(sql`r.${step(k - 1)}`, sql`r.${step(k)}`);
    const entry = form === "cohort" ? sql`r.step_1` : sql`r.${step(k)}`;
    const conditions = [
      sql`${entry} >= ${from}`,
      sql`${entry} < ${to}`,
      sql`r.${step(k)} < ${dialect.date(known)}`,
      ...(within === null ? [] : [sql`${dialect.days(sql`r.step_1`, sql`r.${step(k)}`)} <= ${within}`]),
    ];
    return sql`select cast(${k} as ${integer}) as step, cast(${days} as ${integer}) as days, cast(count(*) as ${integer}) as n,
  cast(coalesce(sum(r.value), 0) as decimal(38, 16)) as value${dimensionColumns(context, "r")}
from funnel_rows as r where ${join(conditions, " and ")}
group by ${days}${dimensionColumns(context, "r")}`;
  });
  return plan.with(join(selects, "\nunion all\n"));
}

type Groups = Map<string, { readonly values: readonly (string | null)[]; readonly steps: Reached[] }>;

function groupsOf(rows: readonly Row[], by: readonly string[], count: number): Groups {
  const groups: Groups = new Map();
  const empty = (): Reached[] =>
    Array.from({ length: count }, () => ({ count: 0, value: 0n, days: new Map() }));
  if (by.length === 0) groups.set("[]", { values: [], steps: empty() });
  for (const row of rows) {
    const values = by.map((_, index) => (row[`d${index + 1}`] ?? null) as string | null);
    const key = JSON.stringify(values);
    const group = groups.get(key) ?? { values, steps: empty() };
    groups.set(key, group);
    const reached = group.steps[Number(row.step) - 1];
    if (!reached) continue;
    reached.count += Number(row.n);
    reached.value += exactOf(row.value);
    if (row.days !== null && row.days !== undefined) {
      reached.days.set(Number(row.days), (reached.days.get(Number(row.days)) ?? 0) + Number(row.n));
    }
  }
  return groups;
}

/** Steps after which most is lost, by share and by value, of those that enough have entered; -1 for none. */
function worstSteps(steps: readonly Reached[]): { byRate: number; byValue: number } {
  let byRate = -1;
  let byValue = -1;
  let [worstRate, worstValue] = [0, 0n];
  steps.slice(0, -1).forEach((step, index) => {
    if (step.count < fewestForDropOff) return;
    const next = steps[index + 1] as Reached;
    const rate = 1 - next.count / step.count;
    const value = step.value - next.value;
    if (rate > worstRate) [byRate, worstRate] = [index, rate];
    if (value > worstValue) [byValue, worstValue] = [index, value];
  });
  return { byRate, byValue };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function stepsTable(groups: Groups, steps: FunnelSteps, by: readonly string[]): ReportTable {
  const rows = [...groups.values()]
    .sort((a, b) => (JSON.stringify(a.values) < JSON.stringify(b.values) ? -1 : 1))
    .flatMap(({ values, steps: reached }) => {
      const worst = worstSteps(reached);
      const entered = reached[0]?.count ?? 0;
      return reached.map((one, index): ReportRow => {
        const next = reached[index + 1];
        const before = reached[index - 1];
        return {
          ...Object.fromEntries(by.map((name, place) => [name, values[place] ?? null])),
          step: index + 1,
          label: steps.labels[index] ?? "",
          reached: one.count,
          from_previous: before === undefined ? null : share(one.count, before.count),
          from_first: share(one.count, entered),
          median_days: quantile(one.days, 0.5),
          dropped: next === undefined ? null : one.count - next.count,
          drop_off_rate: next === undefined ? null : share(one.count - next.count, one.count),
          value: steps.value === null ? null : toNumber(one.value),
          lost_value: steps.value === null || next === undefined ? null : toNumber(one.value - next.value),
          drop_off: [
            ...(worst.byRate === index ? ["by rate"] : []),
            ...(worst.byValue === index && steps.value !== null ? ["by value"] : []),
          ].join(", "),
        };
      });
    });
  return {
    id: "steps",
    title: "The funnel, step by step",
    columns: [
      ...by.map((name): ReportColumn => ({ id: name, label: name, unit: "text" })),
      { id: "step", label: "Step", unit: "count" },
      { id: "label", label: "What", unit: "text" },
      { id: "reached", label: "Reached", unit: "count" },
      { id: "from_previous", label: "From previous", unit: "fraction" },
      { id: "from_first", label: "From first", unit: "fraction" },
      { id: "median_days", label: "Median days since previous", unit: "days" },
      { id: "dropped", label: "Dropped", unit: "count" },
      { id: "drop_off_rate", label: "Drop-off", unit: "fraction" },
      { id: "value", label: "Value", unit: "currency" },
      { id: "lost_value", label: "Value not kept", unit: "currency" },
      { id: "drop_off", label: "Largest drop-off", unit: "text" },
    ],
    rows,
  };
}

function withinOf({ options }: ReportContext): number | null {
  const { within = "" } = options;
  if (within === "") return null;
  if (!/^\d{1,4}$/.test(within)) {
    throw new ForesailError(
      "invalid_query",
      `option within of report funnel is ${JSON.stringify(within)}; write a number of days`,
    );
  }
  return Number(within);
}

/** The metric whose data an open range reaches over. */
function entriesOf(over: string): MetricDefinition | string {
  if (over === "leads") return "leads";
  if (over === "opportunities") return "opportunities_created";
  return defineMetric({
    id: "events",
    version: 1,
    label: "Events",
    question: "How many events were there?",
    formula: "count of events by at",
    unit: "count",
    direction: "neutral",
    expression: {
      kind: "total",
      measure: defineFact({ name: "events", table: "events", date: "at" }).count(),
    },
  });
}

async function compute(request: ReportRequest, context: ReportContext): Promise<ReportBody> {
  const { over = "leads" } = context.options;
  const form = context.options.form === "snapshot" ? "snapshot" : "cohort";
  const within = withinOf(context);
  const { plan, periods } = await reportPlan(request, context, entriesOf(over));
  const range = rangeOfPeriods(periods);
  if (plan.context.periods.length === 0) {
    return { ...range, tables: [], notes: ["the whole range lies after all that is known"] };
  }
  const steps = await funnelSteps(plan, context);
  const asOf = context.scope.asOf === null ? context.now : new Date(context.scope.asOf);
  const limit = limitAt(asOf, context.settings.timeZone);
  const rows = await context.run(reachedStatement(plan, steps, form, within, limit.ends));
  const groups = groupsOf(rows, request.by, steps.labels.length);
  const young = within !== null && range.to !== null && addDays(range.to, within) > limit.ends;
  return {
    ...range,
    tables: [stepsTable(groups, steps, request.by)],
    notes: [
      form === "cohort"
        ? `a cohort: who reached the first step in the range, followed ${within === null ? "as far as is known, so rates may still rise" : `for ${within} days`}`
        : "a snapshot: who reached each step in the range, whenever they began; a rate may exceed 100 %",
      ...(young ? [`the cohort is not complete: its last members have had less than ${within} days`] : []),
      ...steps.notes,
      ...(steps.value === null ? [] : [`value: ${steps.value}`]),
      `the largest drop-off is named where at least ${fewestForDropOff} reached a step`,
    ],
  };
}

/** Where leads, deals or visitors drop: step and cumulative conversion, time between steps, drop-off by rate and value. */
export const funnelReport: ReportDefinition = {
  report: "funnel",
  version: 1,
  title: "Funnel",
  question: "Where do we lose leads, deals or visitors?",
  takes: { by: true, where: true },
  options: [
    { name: "over", description: "leads, opportunities, or events:first,second,...", initial: "leads" },
    {
      name: "form",
      description: "who began in the range, or what happened in it",
      values: ["cohort", "snapshot"],
      initial: "cohort",
    },
    { name: "within", description: "days after the first step in which later ones count" },
    { name: "pipeline", description: "whose stages, where there are several pipelines" },
  ],
  compute,
};
