import type { Grain } from "@foresail/client";
import { Big } from "big.js";
import { Calendar } from "../calendar/calendar.ts";
import type { Day } from "../calendar/day.ts";
import type { Period } from "../calendar/spine.ts";
import type { TargetMeasure } from "../catalogue/sales-measure.ts";
import type { Row } from "../engine/engine.ts";
import { sql } from "../sql/sql.ts";
import { measureKey, type PlanContext } from "./plan.ts";
import { relation } from "./relation.ts";
import type { ListContext } from "./resolved-rows.ts";
import { type DimensionValues, statisticsRow } from "./statistics.ts";

/** A target as it is stored. */
export interface Target {
  readonly id: string;
  readonly version: string | null;
  /** First day of the period that it is for, the one that holds the day it is stored with. */
  readonly starts: Day;
  readonly grain: Grain;
  readonly value: Big;
  /** What it is for; empty: the whole. */
  readonly dimensions: Readonly<Record<string, string | null>>;
}

/** Grains whose periods may make up a longer one, the longest first. Weeks do where both its ends are those of weeks. */
const finer: Readonly<Record<Grain, readonly Grain[]>> = {
  year: ["quarter", "month", "week", "day"],
  quarter: ["month", "week", "day"],
  month: ["week", "day"],
  week: ["day"],
  day: [],
};

function dimensionsOf(json: Row[string] | undefined): Record<string, string | null> {
  if (json === null || json === undefined || json === "") return {};
  const parsed: unknown = typeof json === "string" ? JSON.parse(json) : json;
  const entries = Object.entries((parsed ?? {}) as Record<string, unknown>);
  const text = (value: unknown): string | null => (value === null ? null : String(value));
  return Object.fromEntries(entries.map(([key, value]) => [key, text(value)]));
}

const keysOf = (dimensions: Readonly<Record<string, string | null>>): string =>
  JSON.stringify(Object.keys(dimensions).sort());

/** Targets of a metric; of several for the same period, the one that was recorded last. */
async function readTargets(
  measure: TargetMeasure,
  { plan, run }: ListContext,
  calendar: Calendar,
): Promise<Target[]> {
  const { scope, dialect } = plan;
  const text = dialect.columnType("text");
  const rows = await run(
    sql`select t.id as id, t.version as version, cast(t.period_start_on as ${text}) as starts, t.grain as grain, t.value as value,
  cast(t.dimensions as ${text}) as dimensions
from ${relation("targets", scope, dialect)} as t
where t.metric = ${measure.metric} and t.period_start_on is not null
order by t.recorded_at, t.seq, t.version nulls first, t.id`,
  );
  const newest = new Map<string, Target>();
  for (const row of rows) {
    const dimensions = dimensionsOf(row.dimensions);
    const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
    const grain = String(row.grain) as Grain;
    const version = row.version ?? null;
    const target: Target = {
      id: String(row.id),
      version: version === null ? null : String(version),
      starts: calendar.start(String(row.starts), grain),
      grain,
      value: new Big(String(row.value)),
      dimensions,
    };
    newest.set(JSON.stringify([target.starts, target.grain, sorted]), target);
  }
  return [...newest.values()];
}

/** Consecutive days, half open. */
interface Span {
  readonly start: Day;
  readonly end: Day;
}

/** What is aimed at: the targets whose values add up to it. */
type Aim = readonly Target[];

/** Aims together; null where there is none, or one is unknown. */
function together(aims: readonly (Aim | null)[]): Aim | null {
  const known = aims.filter((aim) => aim !== null);
  return known.length === 0 || known.length < aims.length ? null : known.flat();
}

function sumOf(aim: Aim): Big {
  return aim.reduce((sum, { value }) => sum.plus(value), new Big(0));
}

/**
 * What is aimed at for a span, from what is for the periods of a shorter grain: their sum, if they make up the span and
 * none is unknown; of a balance the one that ends with it.
 */
function fromParts(
  { start, end }: Span,
  grain: Grain,
  { combine }: TargetMeasure,
  calendar: Calendar,
  targetIn: (part: Span) => Aim | null,
): Aim | null {
  const values: Aim[] = [];
  let day = combine === "last" ? calendar.shift(end, grain, -1) : start;
  // Months do not begin with a week, nor end with one.
  if (calendar.start(day, grain) !== day) return null;
  while (day < end) {
    const next = calendar.next(day, grain);
    const value = next > end ? null : targetIn({ start: day, end: next });
    if (value === null) return null;
    values.push(value);
    day = next;
  }
  return together(values);
}

/**
 * The target of a whole period, from targets that are all for the same: its own, else those of shorter periods of one
 * grain, the longest that make it up.
 */
function targetOf(
  targets: readonly Target[],
  span: Span,
  grain: Grain,
  measure: TargetMeasure,
  calendar: Calendar,
): Aim | null {
  const own = (of: Grain, { start }: Span): Aim | null => {
    const found = targets.find((target) => target.grain === of && target.starts === start);
    return found === undefined ? null : [found];
  };
  const value = own(grain, span);
  if (value !== null) return value;
  for (const part of finer[grain]) {
    const sum = fromParts(span, part, measure, calendar, (shorter) => own(part, shorter));
    if (sum !== null) return sum;
  }
  return null;
}

/** Whether some target is for a part of a span, or for a longer period that holds it. */
function touches(targets: readonly Target[], { start, end }: Span, calendar: Calendar): boolean {
  return targets.some((target) => target.starts < end && calendar.next(target.starts, target.grain) > start);
}

/**
 * The target of several parts together. One that aims at nothing in the period adds nothing; where one aims at some of it
 * only, as a seller who came in July, the parts are added up by the shorter periods first.
 */
function targetOfAll(
  parts: readonly (readonly Target[])[],
  span: Span,
  grain: Grain,
  measure: TargetMeasure,
  calendar: Calendar,
): Aim | null {
  const ofAll = (of: Grain, within: Span): Aim | null =>
    together(
      parts
        .filter((part) => touches(part, within, calendar))
        .map((part) => targetOf(part, within, of, measure, calendar)),
    );
  const value = ofAll(grain, span);
  if (value !== null || parts.length < 2 || !parts.some((part) => touches(part, span, calendar)))
    return value;
  for (const part of finer[grain]) {
    const sum = fromParts(span, part, measure, calendar, (shorter) => ofAll(part, shorter));
    if (sum !== null) return sum;
  }
  return null;
}

/** Targets that answer a query, by the values of its dimensions: those that name exactly the dimensions that it does. */
function groups(targets: readonly Target[], plan: PlanContext): Map<string, Target[][]> {
  const asked = [...new Set([...plan.by, ...Object.keys(plan.where)])].sort();
  const kept = targets.filter(({ dimensions }) =>
    Object.entries(plan.where).every(
      ([name, values]) => !(name in dimensions) || values.includes(dimensions[name] ?? null),
    ),
  );
  const matching = kept.filter(({ dimensions }) => keysOf(dimensions) === JSON.stringify(asked));
  const found = new Map<string, Map<string, Target[]>>();
  const put = (target: Target): void => {
    const values = JSON.stringify(plan.by.map((name) => target.dimensions[name] ?? null));
    const parts = found.get(values) ?? new Map<string, Target[]>();
    found.set(values, parts);
    const part = JSON.stringify(asked.map((name) => target.dimensions[name] ?? null));
    parts.set(part, [...(parts.get(part) ?? []), target]);
  };
  matching.forEach(put);
  return new Map([...found].map(([values, parts]) => [values, [...parts.values()]]));
}

/** The targets of each period that answer a query, by the values of its dimensions: see `resolveTargets`. */
export async function aimsOf(
  measure: TargetMeasure,
  context: ListContext,
): Promise<{ readonly values: DimensionValues; readonly period: Period; readonly aim: Aim }[]> {
  const { plan, grain } = context;
  const calendar = new Calendar(plan.settings);
  const targets = await readTargets(measure, context, calendar);
  const over = (parts: readonly Target[][], { label }: Period): Aim | null =>
    targetOfAll(parts, { start: label, end: calendar.next(label, grain) }, grain, measure, calendar);
  const found: { values: DimensionValues; period: Period; aim: Aim }[] = [];
  const add = (values: DimensionValues, period: Period, aim: Aim | null): void => {
    if (aim !== null) found.push({ values, period, aim });
  };
  for (const [values, parts] of groups(targets, plan)) {
    for (const period of plan.periods)
      add(JSON.parse(values) as DimensionValues, period, over(parts, period));
  }
  if (plan.by.length > 0 || Object.keys(plan.where).length > 0) return found;
  const answered = new Set(found.map(({ period }) => period.index));
  const splits = [
    ...new Set(
      targets
        .map(({ dimensions }) => Object.keys(dimensions))
        .filter((keys) => keys.length === 1)
        .map(([key]) => key as string),
    ),
  ].sort();
  for (const period of plan.periods.filter(({ index }) => !answered.has(index))) {
    const aims = splits.map((split) => {
      const parts = groups(targets, { ...plan, by: [split] });
      return over([...parts.values()].flat(), period);
    });
    add([], period, aims.find((aim) => aim !== null) ?? null);
  }
  return found;
}

/**
 * Targets of a metric by period.
 *
 * A period's target is the one of its own grain, else the sum of those of shorter periods of one grain, if they cover it
 * without a gap (of a balance: the one that ends with it); it is never that of a part of it. Of several grains that cover it
 * the longest counts. A target belongs to the period of its grain that holds its day: one of a month dated 15 April is
 * April's.
 *
 * A split takes the targets that name exactly its dimensions. The total takes the targets without dimensions; where a period
 * has none, the sum over the parts of the split by one dimension (the first by name, where there are several). Parts without
 * any target in the period add nothing; where a part has some for a piece of it, the sum is that of the shorter periods, and
 * unknown where one of those is.
 */
export async function resolveTargets(measure: TargetMeasure, context: ListContext): Promise<Row[]> {
  return (await aimsOf(measure, context)).map(({ values, period, aim }) =>
    statisticsRow(measureKey(measure), period.index, values, 1, sumOf(aim).toFixed()),
  );
}
