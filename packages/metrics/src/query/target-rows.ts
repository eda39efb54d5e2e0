import type { RowBehind } from "@foresail/client";
import { Calendar } from "../calendar/calendar.ts";
import type { Period } from "../calendar/spine.ts";
import type { TargetMeasure } from "../catalogue/sales-measure.ts";
import { dayNumber } from "./attribution/moment.ts";
import { aimsOf } from "./resolve-targets.ts";
import type { ListContext, ResolvedRows } from "./resolved-rows.ts";

/**
 * The targets that one period's was made of: its own, or those of the shorter periods that it was added up from, of each
 * part where it is the sum of parts. `share` is how much of the period's days each is for. Their values add up to the
 * number; of a balance it is the one that ends with the period.
 */
export async function targetRowsBehind(
  measure: TargetMeasure,
  context: ListContext,
  period: Period,
): Promise<ResolvedRows> {
  const calendar = new Calendar(context.plan.settings);
  const days = (start: string, end: string): number => dayNumber(end) - dayNumber(start);
  const whole = days(period.label, calendar.next(period.label, context.grain));
  const aims = await aimsOf(measure, { ...context, plan: { ...context.plan, periods: [period] } });
  const targets = aims.flatMap(({ aim }) => aim);
  const shown = ({ id, version, starts, grain, value, dimensions }: (typeof targets)[number]): RowBehind => {
    const ends = calendar.next(starts, grain);
    const isWhole = Object.keys(dimensions).length === 0;
    return {
      target_id: id,
      metric: measure.metric,
      starts,
      ends,
      grain,
      dimensions: isWhole ? null : JSON.stringify(dimensions),
      version,
      share: days(starts, ends) / whole,
      value: value.toFixed(),
    };
  };
  return { total: targets.length, list: (limit) => targets.slice(0, limit).map(shown) };
}
