import { clockOf } from "./zone-clock.ts";

/** From an instant on, a zone's clocks are ahead of UTC by so much. */
export interface ZoneOffset {
  /** ISO 8601 in UTC with milliseconds: text order is time order. */
  readonly from: string;
  /** Whole seconds; negative where the clocks are behind. */
  readonly aheadSeconds: number;
}

const secondMs = 1_000;
const dayMs = 86_400_000;

/** @param at - milliseconds since 1970, a whole second */
function aheadAt(clock: Intl.DateTimeFormat, at: number): number {
  const text = clock.format(at);
  return (Date.parse(`${text.slice(0, 10)}T${text.slice(-8)}Z`) - at) / secondMs;
}

/** The first second at which the clocks are `after` ahead, of those between one before it and one at which they are. */
function changeBetween(clock: Intl.DateTimeFormat, from: number, to: number, after: number): number {
  let [before, since] = [from, to];
  while (since - before > secondMs) {
    const middle = before + Math.floor((since - before) / (2 * secondMs)) * secondMs;
    if (aheadAt(clock, middle) === after) since = middle;
    else before = middle;
  }
  return since;
}

/** The offset at which a year of UTC begins, and each change in it. */
function findOffsetsOf(timeZone: string, year: number): readonly ZoneOffset[] {
  const clock = clockOf(timeZone);
  const starts = Date.UTC(year, 0, 1);
  const ends = Date.UTC(year + 1, 0, 1);
  let ahead = aheadAt(clock, starts);
  const offsets = [{ from: new Date(starts).toISOString(), aheadSeconds: ahead }];
  // Day by day: the changes that lie closest, those of Freetown in 1939, are four days apart.
  for (let at = starts; at < ends; at += dayMs) {
    const after = aheadAt(clock, at + dayMs);
    if (after === ahead) continue;
    const change = changeBetween(clock, at, at + dayMs, after);
    if (change < ends) offsets.push({ from: new Date(change).toISOString(), aheadSeconds: after });
    ahead = after;
  }
  return offsets;
}

/** Years by zone: a year takes some hundred formatted times. */
const knownYears = new Map<string, Map<number, readonly ZoneOffset[]>>();

function offsetsOf(timeZone: string, year: number): readonly ZoneOffset[] {
  const years = knownYears.get(timeZone) ?? new Map<number, readonly ZoneOffset[]>();
  knownYears.set(timeZone, years);
  const found = years.get(year) ?? findOffsetsOf(timeZone, year);
  years.set(year, found);
  return found;
}

/**
 * How far a zone's clocks are ahead of UTC between two instants: the offset in force at the first, and each change until
 * the last, exact to the second.
 *
 * @param first - ISO 8601 in UTC, of the years 0100 to 9999, as is `last`
 * @returns ascending, one or more; the first begins at `first` or earlier
 */
export function zoneOffsets(timeZone: string, first: string, last: string): readonly ZoneOffset[] {
  const offsets: ZoneOffset[] = [];
  for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year += 1) {
    for (const offset of offsetsOf(timeZone, year)) {
      if (offset.from > last) break;
      const before = offsets.at(-1);
      if (before !== undefined && offset.from <= first) offsets.pop();
      if (offset.aheadSeconds !== offsets.at(-1)?.aheadSeconds) offsets.push(offset);
    }
  }
  return offsets;
}
