import type { Period } from "../../calendar/spine.ts";
import { dayNumber, daysBetween, type Moment } from "./moment.ts";
import type { Conversion } from "./read-conversions.ts";
import type { TouchLog } from "./touch-log.ts";

/** The way to one conversion: its touches, oldest first, each with what models look at. */
export interface Journey {
  readonly conversion: Conversion;
  /** Kinds of the touches, by number in the log. */
  readonly kinds: readonly number[];
  /** The touches themselves, by number in the log, where it keeps what readers call them. */
  readonly touches?: readonly number[];
  /** Days from each touch to the conversion. */
  readonly daysBefore: readonly number[];
  /** Position of the last touch at or before the creation of the lead, of the opportunity; -1 where there is none. */
  readonly leadCreation: number;
  readonly opportunityCreation: number;
}

/** Whether something is not later than something else: by day, where one of both has no time of day. */
const notAfter = (a: Moment, b: Moment): boolean => daysBetween(a, b) >= 0;

/**
 * The way to a conversion: touches of its account, of the people of that and of its own person, not later than the conversion
 * and at most so many days before, to the millisecond and inclusive.
 */
export function journeyOf(conversion: Conversion, log: TouchLog, lookbackDays: number): Journey {
  const { moment, account, person, leadCreation, opportunityCreation } = conversion;
  const touches = log
    // One day more: the day on which the window opens may be another one where clocks change.
    .touchesOf(account, person, moment.day - lookbackDays - 1, moment.day)
    .filter((index) => {
      const days = daysBetween(log.momentOf(index), moment);
      return days >= 0 && days <= lookbackDays;
    });
  const lastBefore = (milestone: Moment | null): number =>
    milestone === null ? -1 : touches.findLastIndex((index) => notAfter(log.momentOf(index), milestone));
  return {
    conversion,
    kinds: touches.map((index) => log.kindOf(index)),
    ...(log.isNamed ? { touches } : {}),
    daysBefore: touches.map((index) => daysBetween(log.momentOf(index), moment)),
    leadCreation: lastBefore(leadCreation),
    opportunityCreation: lastBefore(opportunityCreation),
  };
}

/** Ways that led to no conversion, with how many went each. */
export interface NullPath {
  readonly kinds: readonly number[];
  readonly count: number;
}

/**
 * Ways of a period that led to no conversion: the touches in it of each account (else person, else visitor) that had not
 * converted by its end.
 */
export function nullPathsOf(log: TouchLog, { starts, ends }: Pick<Period, "starts" | "ends">): NullPath[] {
  const [first, end] = [dayNumber(starts), dayNumber(ends)];
  const { from, to } = log.range(first, end);
  const ways = new Map<number, number[]>();
  for (let index = from; index < to; index++) {
    const journey = log.journeyOf(index);
    if ((log.convertsOn[journey] as number) < end) continue;
    const way = ways.get(journey);
    if (way) way.push(log.kindOf(index));
    else ways.set(journey, [log.kindOf(index)]);
  }
  const paths = new Map<string, { kinds: number[]; count: number }>();
  for (const kinds of ways.values()) {
    const key = kinds.join();
    const known = paths.get(key);
    if (known) known.count += 1;
    else paths.set(key, { kinds, count: 1 });
  }
  return [...paths.values()];
}
