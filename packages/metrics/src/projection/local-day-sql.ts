import type { ZoneOffset } from "../calendar/zone-offsets.ts";
import type { Dialect } from "../sql/dialect.ts";
import { literal, type Sql, sql } from "../sql/sql.ts";

/** How long an instant is in canonical notation, `yyyy-MM-ddTHH:mm:ss.SSSZ`: text order is time order. */
const canonicalLength = 24;

const daySeconds = 86_400;

/** `HH:mm:ss`. */
function timeOfDay(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().slice(11, 19);
}

/** How many days the clocks are ahead of the day of UTC, where they are ahead by so many seconds, less than a day: -1, 0 or 1. */
function daysAhead(instant: Sql, aheadSeconds: number, dialect: Dialect): Sql {
  if (aheadSeconds === 0) return literal(0);
  const time = sql`substr(${instant}, 12, 8)`;
  return aheadSeconds < 0
    ? sql`case when ${time} < ${dialect.text(timeOfDay(-aheadSeconds))} then -1 else 0 end`
    : sql`case when ${time} >= ${dialect.text(timeOfDay(daySeconds - aheadSeconds))} then 1 else 0 end`;
}

/** The same under the offset in force, which is found by halving: many decades have a hundred changes. */
function daysAheadUnder(instant: Sql, offsets: readonly ZoneOffset[], dialect: Dialect): Sql {
  const middle = offsets[Math.floor(offsets.length / 2)];
  if (middle === undefined) return literal(0);
  if (offsets.length === 1) return daysAhead(instant, middle.aheadSeconds, dialect);
  const before = daysAheadUnder(instant, offsets.slice(0, Math.floor(offsets.length / 2)), dialect);
  const since = daysAheadUnder(instant, offsets.slice(Math.floor(offsets.length / 2)), dialect);
  return sql`case when ${instant} < ${dialect.text(middle.from)} then ${before} else ${since} end`;
}

const endsAsInstant = (date: Sql): Sql => sql`${date} like '%Z'`;

/** Whether a date is an instant, in canonical notation. */
export function isInstant(date: Sql): Sql {
  return sql`(${endsAsInstant(date)} and length(${date}) = ${literal(canonicalLength)})`;
}

/** Whether a date is an instant in another notation, which `localDaySql` cannot read. */
export function isOtherInstant(date: Sql): Sql {
  return sql`(${endsAsInstant(date)} and length(${date}) <> ${literal(canonicalLength)})`;
}

/**
 * What `dayIn` gives for a date, or an instant in canonical notation, in SQL.
 *
 * @param offsets - those of the tenant's zone from the first instant to the last; none where its days are those of UTC
 */
export function localDaySql(date: Sql, offsets: readonly ZoneOffset[], dialect: Dialect): Sql {
  const day = sql`cast(substr(${date}, 1, 10) as ${dialect.columnType("day")})`;
  if (offsets.every(({ aheadSeconds }) => aheadSeconds === 0)) return day;
  return sql`${day} + case when ${isInstant(date)} then ${daysAheadUnder(date, offsets, dialect)} else 0 end`;
}
