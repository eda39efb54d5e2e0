import type { Grain } from "@foresail/client";
import { Big } from "big.js";
import { Calendar } from "../calendar/calendar.ts";
import type { Period } from "../calendar/spine.ts";
import type { TargetMeasure } from "../catalogue/sales-measure.ts";
import type { Row } from "../engine/engine.ts";
import { sql } from "../sql/sql.ts";
import { measureKey, type PlanContext } from "./plan.ts";
import { relation } from "./relation.ts";
import type { ResolveContext } from "./resolve-measures.ts";
import { type DimensionValues, statisticsRow } from "./statistics.ts";

/** A target as it is stored. */
interface Target {
  readonly starts: string;
  readonly grain: Grain;
  readonly value: Big;
  /** What it is for; empty: the whole. */
  readonly dimensions: Readonly<Record<string, string | null>>;
}

/** Grains whose periods make up a longer one, the longest first. Weeks make up neither months nor years. */
const finer: Readonly<Record<Grain, readonly Grain[]>> = {
  year: ["quarter", "month", "day"],
  quarter: ["month", "day"],
  month: ["day"],
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

/** Targets of a metric; of several versions of one, the one that was recorded last. */
async function readTargets(measure: TargetMeasure, { plan, run }: ResolveContext): Promise<Target[]> {
  const { scope, dialect } = plan;
  const text = dialect.columnType("text");
  const rows = await run(
    sql`select cast(t.period_start_on as ${text}) as starts, t.grain as grain, t.value as value,
  cast(t.dimensions as ${text}) as dimensions
from ${relation("targets", scope, dialect)} as t
where t.metric = ${measure.metric} and t.period_start_on is not null
order by t.recorded_at, t.seq, t.version nulls first, t.id`,
  );
  const newest = new Map<string, Target>();
  for (const row of rows) {
    const dimensions = dimensionsOf(row.dimensions);
    const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
    const target: Target = {
      starts: String(row.starts),
      grain: String(row.grain) as Grain,
      value: new Big(String(row.value)),
      dimensions,
    };
    newest.set(JSON.stringify([target.starts, target.grain, sorted]), target);
  }
  return [...newest.values()];
}

/** The target of a whole period, from targets that are all for the same: its own, else those of shorter periods in it. */
function targetOf(
  targets: readonly Target[],
  period: Period,
  grain: Grain,
  { combine }: TargetMeasure,
  calendar: Calendar,
): Big | null {
  const end = calendar.next(period.label, grain);
  const own = targets.find((target) => target.grain === grain && target.starts === period.label);
  if (own) return own.value;
  for (const part of finer[grain]) {
    const parts = targets
      .filter(({ grain: of, starts }) => of === part && starts >= period.label && starts < end)
      .sort((a, b) => (a.starts < b.starts ? -1 : 1));
    if (parts.length === 0) continue;
    if (combine === "last") return parts.at(-1)?.value ?? null;
    return parts.reduce((sum, { value }) => sum.plus(value), new Big(0));
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

/** Sums what several parts aim at; null where none of them has a target. */
function sumOf(values: readonly (Big | null)[]): Big | null {
  const given = values.filter((value) => value !== null);
  return given.length === 0 ? null : given.reduce((sum, value) => sum.plus(value), new Big(0));
}

/**
 * Targets of a metric by period.
 *
 * A period's target is the one of its own grain, else the sum of those of shorter periods inside it (of a balance: the
 * last). A split takes the targets that name exactly its dimensions. The total takes the targets without dimensions; where
 * a period has none, the sum over the parts of the split by one dimension (the first by name, where there are several).
 */
export async function resolveTargets(measure: TargetMeasure, context: ResolveContext): Promise<Row[]> {
  const { plan, grain } = context;
  const targets = await readTargets(measure, context);
  const calendar = new Calendar(plan.settings);
  const over = (parts: readonly Target[][], period: Period): Big | null =>
    sumOf(parts.map((part) => targetOf(part, period, grain, measure, calendar)));
  const rows: Row[] = [];
  const add = (values: DimensionValues, period: Period, value: Big | null): void => {
    if (value === null) return;
    rows.push(statisticsRow(measureKey(measure), period.index, values, 1, value.toFixed()));
  };
  for (const [values, parts] of groups(targets, plan)) {
    for (const period of plan.periods)
      add(JSON.parse(values) as DimensionValues, period, over(parts, period));
  }
  if (plan.by.length > 0 || Object.keys(plan.where).length > 0) return rows;
  const answered = new Set(rows.map((row) => row.period));
  const splits = [
    ...new Set(
      targets
        .map(({ dimensions }) => Object.keys(dimensions))
        .filter((keys) => keys.length === 1)
        .map(([key]) => key as string),
    ),
  ].sort();
  for (const period of plan.periods.filter(({ index }) => !answered.has(index))) {
    const sums = splits.map((split) => {
      const parts = groups(targets, { ...plan, by: [split] });
      return sumOf([...parts.values()].map((part) => over(part, period)));
    });
    add([], period, sums.find((sum) => sum !== null) ?? null);
  }
  return rows;
}
