import type {
  ChangedRows,
  ExplainedInput,
  ExplainRequest,
  Explanation,
  Query,
  RowBehind,
  RowsBehind,
} from "@foresail/client";
import { Calendar } from "../calendar/calendar.ts";
import type { Day } from "../calendar/day.ts";
import { instantOf } from "../calendar/instant-of.ts";
import type { Period } from "../calendar/spine.ts";
import { definitionName } from "../catalogue/catalogue.ts";
import {
  chosenBy,
  type Expression,
  type Input,
  type MetricDefinition,
  measuresOf,
  splitBy,
} from "../catalogue/definition.ts";
import type { Measure } from "../catalogue/measure.ts";
import { traitsOf } from "../catalogue/measure-traits.ts";
import type { Row } from "../engine/engine.ts";
import { comment, render } from "../sql/sql.ts";
import { calculationOf, formulaIn, numberText, withNumbers } from "./calculation.ts";
import { exactOf } from "./decimal.ts";
import { type EvaluationContext, evaluate, formulaInputs, type Value } from "./evaluate.ts";
import { evaluateFormula } from "./evaluate-formula.ts";
import { measureName } from "./measure-name.ts";
import { measureKey } from "./plan.ts";
import { numberOf } from "./quantity.ts";
import type { Scope } from "./relation.ts";
import { isResolved } from "./resolve-measures.ts";
import { type ListContext, resolvedRows } from "./resolved-rows.ts";
import { columnsOf, rowsBehind, shownRows } from "./rows-behind.ts";
import { type Answered, answer, periodsOf, type QueryContext, type Run, seriesWithin } from "./run-query.ts";
import { planOf } from "./statement.ts";

/** In the place of SQL, of credits, targets and scores. */
const noStatement = "no statement gives this number: it is computed from the rows that are listed";

/** Rows of each measure that a comparison over time reads at most. */
const mostComparedRows = 10_000;

/** A measure as it is explained, with every row that was read. */
interface Behind {
  readonly measure: Measure;
  readonly value: number | null;
  readonly total: number;
  readonly rows: readonly RowBehind[];
}

/** One period of one metric as it was known at a moment. */
interface Known {
  readonly period: Period;
  readonly value: Value;
  readonly answered: Answered;
  readonly behind: readonly Behind[];
}

/**
 * Explains one number: in words, with its formula and the numbers in it, its inputs, the SQL that was run, the rows behind
 * it and, if asked, what changed since a moment.
 *
 * The rows come from the plan that gave the number, without its aggregate: added up they are the number. Of what is
 * computed in TypeScript they are credits with their touches, targets, and frozen forecasts beside their actuals.
 */
export async function explain(request: ExplainRequest, context: QueryContext): Promise<Explanation> {
  const defined = splitBy(context.catalogue.get(request.metric), Object.keys(request.where));
  const metric = { ...defined, expression: chosenBy(context.settings, defined.expression) };
  const { timeZone } = context.settings;
  const asOf = request.asOf === null ? null : instantOf(request.asOf, timeZone);
  return context.engine.read(async (run) => {
    const label = await periodLabel(request, metric, { tenant: context.tenant, asOf }, context, run);
    const readAt = (at: string | null, limit: number) =>
      read(request, metric, label, { tenant: context.tenant, asOf: at }, limit, context, run);
    const since = request.since === null ? null : instantOf(request.since, timeZone);
    const now = await readAt(asOf, since === null ? request.limit : mostComparedRows);
    const then = since === null ? null : await readAt(since, mostComparedRows);
    return describe(request, metric, now, then, context);
  });
}

/** First day of the period asked for, or of the newest one that is over. */
async function periodLabel(
  request: ExplainRequest,
  metric: MetricDefinition,
  scope: Scope,
  context: QueryContext,
  run: Run,
): Promise<Day> {
  const calendar = new Calendar(context.settings);
  if (request.period !== undefined) return calendar.start(request.period, request.grain);
  const periods = await periodsOf(queryOf(request), [metric], scope, context, run);
  return (periods.findLast(({ partial }) => !partial) ?? periods.at(-1))?.label ?? "";
}

function queryOf({ metric, grain, where, asOf, set }: ExplainRequest): Query {
  return { metrics: [metric], by: [], where, grain, asOf, set };
}

async function read(
  request: ExplainRequest,
  metric: MetricDefinition,
  label: Day,
  scope: Scope,
  limit: number,
  context: QueryContext,
  run: Run,
): Promise<Known> {
  const calendar = new Calendar(context.settings);
  const query = { ...queryOf(request), from: label, to: calendar.next(label, request.grain) };
  const asked = await periodsOf(query, [metric], scope, context, run);
  const answered = await answer(asked, query, [metric], scope, context, run);
  const evaluation = evaluationOf(answered, request, context);
  const last = answered.spine.before;
  const [period, value] = [answered.spine.periods[last], evaluate(metric.expression, evaluation)[last]];
  if (period === undefined || value === undefined) throw new Error("a period has a value");
  const behind: Behind[] = [];
  const list: ListContext = {
    plan: answered.plan,
    grain: request.grain,
    run,
    actuals: (...of) => actualsOf(of, scope, context, run),
  };
  for (const measure of new Map(
    measuresOf(metric.expression).map((one) => [measureKey(one), one]),
  ).values()) {
    behind.push(await readBehind(metric, measure, answered, period, limit, list));
  }
  return { period, value, answered, behind };
}

/** Values of a metric in those of the periods named that are over, by their first days. */
async function actualsOf(
  [metric, where, grain, labels]: Parameters<ListContext["actuals"]>,
  { asOf }: Scope,
  context: QueryContext,
  run: Run,
): Promise<ReadonlyMap<Day, number>> {
  const [from, last] = [labels[0], labels.at(-1)];
  if (from === undefined || last === undefined) return new Map();
  const to = new Calendar(context.settings).next(last, grain);
  const query: Query = { metrics: [metric], by: [], where, grain, from, to, asOf, set: {} };
  const points = (await seriesWithin(query, context, run)).flatMap((one) => one.points);
  return new Map(
    points.flatMap(({ period, value, partial }) =>
      value === null || partial ? [] : [[period, value] as const],
    ),
  );
}

function evaluationOf(answered: Answered, request: ExplainRequest, context: QueryContext): EvaluationContext {
  const { spine, statistics } = answered;
  return { statistics, values: [], periods: spine.periods, grain: request.grain, settings: context.settings };
}

async function readBehind(
  metric: MetricDefinition,
  measure: Measure,
  { plan: context, statistics }: Answered,
  period: Period,
  limit: number,
  list: ListContext,
): Promise<Behind> {
  const { run } = list;
  if (period.future) return { measure, value: null, total: 0, rows: [] };
  if (isResolved(measure)) {
    const cell = statistics.periods(measureKey(measure), []).get(period.index);
    const sum = cell?.total ?? 0n;
    const { total, list: rowsOf } = await resolvedRows(measure, list, period, sum);
    const isUndefined = cell === undefined && traitsOf(measure).undefinedWithoutRows === true;
    return { measure, value: isUndefined ? null : numberOf(sum), total, rows: rowsOf(limit) };
  }
  const statements = rowsBehind(planOf([metric], context), measure, period.index);
  const { value: kind } = traitsOf(measure);
  const rows: Row[] = [];
  let total = 0;
  let sum = 0n;
  for (const { count, rows: list } of statements) {
    const [counted] = await run(count);
    total += Number(counted?.rows_behind ?? 0);
    sum += exactOf((kind === "count" ? counted?.n : counted?.total) ?? 0);
    if (rows.length < limit) rows.push(...(await run(list(limit - rows.length))));
  }
  return { measure, value: numberOf(sum), total, rows: shownRows(rows) };
}

function describe(
  request: ExplainRequest,
  metric: MetricDefinition,
  now: Known,
  then: Known | null,
  context: QueryContext,
): Explanation {
  const { engine, settings, dataVersion } = context;
  const { period, value, answered } = now;
  const number = numberOf(value.value);
  const calculation = `${calculationText(metric, now, request, context)} = ${numberText(value.value)}`;
  const currency = metric.unit === "currency" ? settings.reportingCurrency : undefined;
  const planned = planOf([metric], answered.plan);
  const statement = render(planned.empty ? comment(noStatement) : planned.statement(), {
    placeholder: engine.dialect.placeholder,
    table: ({ text }) => text.join(""),
  });
  return {
    metric: metric.id,
    definition: definitionName(metric, settings),
    label: metric.label,
    question: metric.question,
    words: `${metric.label} of the ${request.grain} that begins on ${period.label}${period.partial ? ", which is not complete," : ""} is ${number === null ? "undefined" : `${number}${currency ? ` ${currency}` : ""}`}: ${metric.formula}; ${calculation}.`,
    formula: metric.formula,
    calculation,
    source: metric.source ?? null,
    unit: metric.unit,
    ...(currency === undefined ? {} : { currency }),
    direction: metric.direction,
    grain: request.grain,
    period: { starts: period.starts, ends: period.ends, partial: period.partial },
    timeZone: settings.timeZone,
    value: number,
    numerator: numberOf(value.numerator),
    denominator: numberOf(value.denominator),
    inputs: inputsOf(metric, now, request, context),
    settings: Object.fromEntries((metric.settings ?? []).map((key) => [key, settings[key]])),
    measures: now.behind.map((behind) => shown(behind, request.limit)),
    sql: { dialect: engine.dialect.name, text: statement.text, parameters: [...statement.values] },
    asOf: request.asOf,
    dataVersion,
    changes: then && changesOf(request, now, then),
  };
}

function shown({ measure, value, total, rows }: Behind, limit: number): RowsBehind {
  const { facts, bucket } = traitsOf(measure);
  const kept = rows.slice(0, limit);
  return {
    measure: measureName(measure),
    facts: [...facts],
    bucket,
    value,
    total,
    columns: columnsOf(kept),
    rows: kept,
  };
}

function calculationText(
  metric: MetricDefinition,
  now: Known,
  request: ExplainRequest,
  context: QueryContext,
): string {
  const { expression } = metric;
  if (expression.kind !== "formula") {
    const rows = now.behind.reduce((sum, { total }) => sum + total, 0);
    return calculationOf(expression, now.value, rows);
  }
  const inputs = formulaInputs(expression, evaluationOf(now.answered, request, context));
  return withNumbers(formulaIn(expression), (part) =>
    evaluateFormula(part, inputs, now.answered.spine.before),
  );
}

function inputsOf(
  metric: MetricDefinition,
  now: Known,
  request: ExplainRequest,
  context: QueryContext,
): ExplainedInput[] {
  const { expression } = metric;
  if (expression.kind !== "formula") {
    return now.behind.map(({ measure, value }) => ({
      name: measureName(measure),
      value,
      from: fromText({ kind: "total", measure }),
    }));
  }
  const inputs = formulaInputs(expression, evaluationOf(now.answered, request, context));
  const at = now.answered.spine.before;
  return Object.entries(expression.inputs ?? {}).map(([name, input]) => ({
    name,
    value: numberOf(inputs.values.get(name)?.[at] ?? null),
    from: fromText(input),
  }));
}

function fromText(input: Input): string {
  if (input.kind === "setting") return `setting ${input.key}`;
  const measures = measuresOf(input as Expression).map((measure) => {
    const { facts, reads = facts.join(" and "), bucket } = traitsOf(measure);
    return `${reads}, ${bucket}`;
  });
  return [...new Set(measures)].join("; ");
}

function changesOf({ since, limit }: ExplainRequest, now: Known, then: Known): Explanation["changes"] {
  const [before, after] = [numberOf(then.value.value), numberOf(now.value.value)];
  return {
    since: since ?? "",
    value: before,
    change: before === null || after === null ? null : after - before,
    measures: now.behind.map((behind, index) => changedRows(behind, then.behind[index], limit)),
  };
}

/** Rows of which one side has more than the other; a changed row is one removed and one added. */
function changedRows(now: Behind, then: Behind | undefined, limit: number): ChangedRows {
  const rest = new Map<string, number>();
  for (const row of then?.rows ?? []) rest.set(JSON.stringify(row), (rest.get(JSON.stringify(row)) ?? 0) + 1);
  const added = now.rows.filter((row) => {
    const key = JSON.stringify(row);
    const count = rest.get(key) ?? 0;
    if (count > 0) rest.set(key, count - 1);
    return count === 0;
  });
  const removed = [...rest].flatMap(([key, count]) =>
    Array.from({ length: count }, () => JSON.parse(key) as RowBehind),
  );
  const complete = now.total <= mostComparedRows && (then?.total ?? 0) <= mostComparedRows;
  return {
    measure: measureName(now.measure),
    before: then?.value ?? null,
    after: now.value,
    addedTotal: added.length,
    removedTotal: removed.length,
    added: added.slice(0, limit),
    removed: removed.slice(0, limit),
    complete,
  };
}
