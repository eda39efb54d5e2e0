import type { Day } from "../calendar/day.ts";
import type { Period } from "../calendar/spine.ts";
import { id, type Sql } from "../sql/sql.ts";
import { type Plan, type PlanContext, rangeStart } from "./plan.ts";

/**
 * Adds `days` (day, period): each day of the spine. A row meets its period by an equality, which costs an engine a look-up;
 * two comparisons cost it a search.
 */
export function planDays(plan: Plan): Sql {
  const periods = planPeriods(plan);
  plan.cte("days", "the period of each day", () => plan.context.dialect.eachDay(periods));
  return id("days");
}

/**
 * Adds the same for what runs on from period to period: a day counts in the first period that ends after it. It differs
 * where periods do not follow each other day by day, as beside a leap year, of whose days one has no counterpart.
 */
export function planRunningDays(plan: Plan): Sql {
  const { periods } = plan.context;
  const follows = ({ starts }: Period, position: number): boolean =>
    position === 0 || starts === periods[position - 1]?.ends;
  if (periods.every(follows)) return planDays(plan);
  plan.cte(
    "running_periods(period, starts, ends)",
    "the spine, each period from the end of the one before",
    () => {
      let end = rangeStart(plan.context);
      return plan.context.dialect.windows(
        periods.flatMap(({ index, ends }) => {
          if (ends <= end) return [];
          const window = { index, first: end, second: ends };
          end = ends;
          return [window];
        }),
      );
    },
  );
  plan.cte("running_days", "the first period that ends after each day", () =>
    plan.context.dialect.eachDay(id("running_periods")),
  );
  return id("running_days");
}

/** Adds `periods` (period, starts, ends): the spine. */
export function planPeriods(plan: Plan): Sql {
  plan.cte("periods(period, starts, ends)", "the spine", () =>
    windowValues(plan.context, ({ starts, ends }) => [starts, ends]),
  );
  return id("periods");
}

/** A table of values: each period's index with two of its days. */
export function windowValues(context: PlanContext, days: (period: Period) => readonly [Day, Day]): Sql {
  const windows = context.periods.map((period) => {
    const [first, second] = days(period);
    return { index: period.index, first, second };
  });
  return context.dialect.windows(windows);
}
