import type { Grain } from "@foresail/client";
import { ForesailError } from "../errors.ts";
import type { Calendar } from "./calendar.ts";
import { addDays, type Day, earlier, later } from "./day.ts";
import { clockOf } from "./zone-clock.ts";

/** One period of a query, half open. */
export interface Period {
  /** Position in the spine, from 0. */
  readonly index: number;
  /** First day of the whole period: its label. */
  readonly label: Day;
  /** First day that counts: later than the label where the range clips the period. */
  readonly starts: Day;
  /** First day that no longer counts: where the period, the range or what is known ends. */
  readonly ends: Day;
  /** First day after the period, or after the range where that clips it, whatever is known. */
  readonly closes: Day;
  /** Set where not all of it is known, as on its last day. */
  readonly running?: true;
  /** Clipped by the range, or not over at the limit. */
  readonly partial: boolean;
  /** Begins after all that is known: its values are undefined. */
  readonly future: boolean;
}

/** The moment at which knowledge ends, as days of the tenant. */
export interface Limit {
  /** The day on which it falls. */
  readonly day: Day;
  /** First day of which nothing is known: the day itself at its first moment, else the next. */
  readonly ends: Day;
}

/** More periods than a chart can show or a client wants to read. */
export const maxPeriods = 5_000;

/** The last instant that was asked for in each zone: a query asks for one several times, and to format it takes longer. */
const lastLimits = new Map<string, { readonly time: number; readonly limit: Limit }>();

/** The limit that an instant sets in a time zone. */
export function limitAt(instant: Date, timeZone: string): Limit {
  const time = instant.getTime();
  const last = lastLimits.get(timeZone);
  if (last?.time === time) return last.limit;
  const limit = findLimit(instant, timeZone);
  lastLimits.set(timeZone, { time, limit });
  return limit;
}

function findLimit(instant: Date, timeZone: string): Limit {
  const parts = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const day = `${parts.year}-${parts.month}-${parts.day}`;
  const midnight =
    `${parts.hour}${parts.minute}${parts.second}` === "000000" && instant.getUTCMilliseconds() === 0;
  return { day, ends: midnight ? day : addDays(day, 1) };
}

/**
 * The periods of a range, without gaps: the spine on which all measures meet.
 *
 * @throws {ForesailError} `invalid_query` where `to` is not after `from`, or the range has more than 5,000 periods
 */
export function spine(calendar: Calendar, grain: Grain, from: Day, to: Day, limit: Limit): Period[] {
  if (to <= from) {
    throw new ForesailError(
      "invalid_query",
      `to is ${to}, which is not after from, ${from}; to is exclusive`,
    );
  }
  const periods: Period[] = [];
  let label = calendar.start(from, grain);
  while (label < to) {
    if (periods.length === maxPeriods) {
      throw new ForesailError(
        "invalid_query",
        `from ${from} to ${to} has more than ${maxPeriods} periods of one ${grain}; ask for a shorter range or a coarser grain`,
      );
    }
    const end = calendar.next(label, grain);
    const starts = later(label, from);
    const closes = earlier(end, to);
    const period: Period = {
      index: periods.length,
      label,
      starts,
      ends: later(starts, earlier(closes, limit.ends)),
      closes,
      partial: label < from || end > to || end > limit.day,
      future: starts >= limit.ends,
    };
    periods.push(closes > limit.day ? { ...period, running: true } : period);
    label = end;
  }
  return periods;
}
