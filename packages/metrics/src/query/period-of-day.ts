import { addDays, addMonths, type Day, daysBetween, monthsBetween } from "../calendar/day.ts";
import type { Period } from "../calendar/spine.ts";
import type { Dialect } from "../sql/dialect.ts";
import { id, literal, type Sql, sql } from "../sql/sql.ts";
import type { Plan, PlanContext } from "./plan.ts";
import { planDays } from "./plan-periods.ts";

/** The period of each row of a relation. */
export interface PeriodOfDay {
  /** The period's position in the spine. */
  readonly period: Sql;
  /** Columns that each row needs for it: its `day`, and its `period` where that follows from the day. */
  readonly columns: readonly Sql[];
  /** The join to the days of the spine, where it needs one. */
  readonly join: Sql;
}

/** Steps of one length, one for each period of a spine. */
interface Steps {
  readonly unit: "day" | "month";
  readonly size: number;
  /** First day of the first step. */
  readonly first: Day;
  /** The position of that period. */
  readonly index: number;
}

/** Whether no period is empty, and each begins where the one before it ends. */
function areWithoutGaps(periods: readonly Period[]): boolean {
  let end = periods[0]?.starts;
  let index = periods[0]?.index ?? 0;
  return periods.every((period) => {
    const follows = period.starts === end && period.starts < period.ends && period.index === index;
    end = period.ends;
    index += 1;
    return follows;
  });
}

/** Whether each period lies within its own step; they are without gaps. */
function fits({ unit, size, first }: Steps, periods: readonly Period[]): boolean {
  // As many days as periods, none of which is empty: each is one day.
  if (unit === "day" && size === 1)
    return daysBetween(first, periods.at(-1)?.ends ?? first) === periods.length;
  const stepOf = (position: number): Day =>
    unit === "day" ? addDays(first, size * position) : addMonths(first, size * position);
  return periods.every(
    ({ starts, ends }, position) => stepOf(position) <= starts && ends <= stepOf(position + 1),
  );
}

/** The steps of spines whose periods have been gone through: each measure of a statement asks. */
const known = new WeakMap<readonly Period[], Steps | null>();

/** The steps of a spine; null where its periods differ in length, as months of whole weeks do, or leave days out. */
function stepsOf(periods: readonly Period[]): Steps | null {
  const found = known.get(periods);
  if (found !== undefined) return found;
  const steps = findSteps(periods);
  known.set(periods, steps);
  return steps;
}

function findSteps(periods: readonly Period[]): Steps | null {
  const [one, two] = periods;
  if (one === undefined || !areWithoutGaps(periods)) return null;
  const first = one.label;
  const { index } = one;
  const next = two?.label ?? one.ends;
  const inDays: Steps = { unit: "day", size: daysBetween(first, next), first, index };
  const inMonths: Steps = { unit: "month", size: monthsBetween(first, next), first, index };
  const candidates = first.endsWith("-01") ? [inMonths, inDays] : [inDays];
  return candidates.find((steps) => steps.size > 0 && fits(steps, periods)) ?? null;
}

/** The position of a day's period by arithmetic. */
function positionOf(day: Sql, { unit, size, first, index }: Steps, dialect: Dialect): Sql {
  const position = dialect.steps(first, day, unit, size);
  return index === 0 ? position : sql`${position} + ${literal(index)}`;
}

/**
 * Finds the period of rows by a day that lies within the spine.
 *
 * Where periods are of one length, it is arithmetic on the day, and costs an engine neither a join nor the planning of
 * one; else the day is looked up among those of the spine.
 *
 * @param day - the day, where the rows of the relation are selected
 * @param alias - the relation's
 */
export function planPeriodOfDay(plan: Plan, day: Sql, alias = "r"): PeriodOfDay {
  const { periods, dialect } = plan.context;
  const steps = stepsOf(periods);
  const own = sql`${day} as day`;
  if (steps !== null) {
    const position = sql`${positionOf(day, steps, dialect)} as period`;
    return { period: sql`${id(alias)}.period`, columns: [own, position], join: sql`` };
  }
  return {
    period: sql`p.period`,
    columns: [own],
    join: sql` join ${planDays(plan)} as p on p.day = ${id(alias)}.day`,
  };
}

/**
 * The period of a day on its own, where each period is one day: rows can be grouped by the day itself, as which engines group
 * faster than by what they calculate from it. Null where periods are longer.
 */
export function periodOfEachDay({ periods, dialect }: PlanContext, day: Sql): Sql | null {
  const steps = stepsOf(periods);
  return steps?.unit === "day" && steps.size === 1 ? positionOf(day, steps, dialect) : null;
}
