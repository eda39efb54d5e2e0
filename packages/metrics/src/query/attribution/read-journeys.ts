import { addDays } from "../../calendar/day.ts";
import type { Period } from "../../calendar/spine.ts";
import type { TouchDimension } from "../../catalogue/attribution-measure.ts";
import type { Row } from "../../engine/engine.ts";
import type { Sql } from "../../sql/sql.ts";
import { type PlanContext, rangeEnd, rangeStart } from "../plan.ts";
import type { PeriodJourneys } from "./credit-journeys.ts";
import { type Journey, journeyOf, type NullPath, nullPathsOf } from "./journeys.ts";
import { type ConversionEvent, Conversions } from "./read-conversions.ts";
import { readFirstEvents } from "./read-first-events.ts";
import { readTouches } from "./read-touches.ts";
import { TouchLog } from "./touch-log.ts";

/** Which journeys to read. */
export interface JourneySelection {
  readonly event: ConversionEvent;
  /** What touches are split by; none: no touch is read. */
  readonly dimensions: readonly TouchDimension[];
  /** Whether Markov models need the ways that led to no conversion: then all touches are read. */
  readonly withNullPaths: boolean;
  /** Whether to keep what a reader calls each touch. */
  readonly named?: boolean;
  /** Named in errors. */
  readonly metric: string;
}

/** Journeys of a query, and the touches that they are made of. */
export interface ReadJourneys {
  readonly log: TouchLog;
  readonly journeys: readonly Journey[];
  /** Those of one period of the plan. */
  of(period: Period): PeriodJourneys;
}

/**
 * Reads conversions, and the touches before them: one statement for each, and one more for each 100,000 touches, so that rows
 * do not fill the memory. Joined in TypeScript by account and person, at O(touches + conversions x touches of each), with
 * about 50 bytes kept for each touch.
 *
 * @param context - `by` and `where` name dimensions of the opportunity alone
 */
export async function readJourneys(
  { event, dimensions, withNullPaths, named = false, metric }: JourneySelection,
  context: PlanContext,
  run: (statement: Sql) => Promise<Row[]>,
): Promise<ReadJourneys> {
  const lookbackDays = context.settings["attribution.lookbackDays"];
  const conversions = new Conversions(context, event, metric);
  const read = await conversions.read(run);
  const selection = {
    dimensions,
    named,
    from: addDays(rangeStart(context), -lookbackDays - 1),
    to: rangeEnd(context),
  };
  let log = new TouchLog();
  if (dimensions.length > 0 && withNullPaths) {
    const firstEvents = await readFirstEvents(event, context, run);
    log = await readTouches({ ...selection, firstEvents }, context, run);
  } else if (dimensions.length > 0 && read.length > 0) {
    log = await readTouches({ ...selection, of: conversions }, context, run);
  }
  const byPeriod = new Map<number, Journey[]>(context.periods.map(({ index }) => [index, []]));
  const journeys = read.map((conversion) => journeyOf(conversion, log, lookbackDays));
  let position = 0;
  for (const journey of [...journeys].sort((a, b) => a.conversion.moment.day - b.conversion.moment.day)) {
    while ((context.periods[position]?.ends ?? "9999") <= journey.conversion.day) position += 1;
    const period = context.periods[position];
    if (period && period.starts <= journey.conversion.day) byPeriod.get(period.index)?.push(journey);
  }
  const nullPaths = new Map<number, NullPath[]>();
  return {
    log,
    journeys,
    of: (period) => ({
      journeys: byPeriod.get(period.index) ?? [],
      kinds: log.kinds,
      nullPaths: () => {
        const found = nullPaths.get(period.index) ?? nullPathsOf(log, period);
        nullPaths.set(period.index, found);
        return found;
      },
    }),
  };
}
