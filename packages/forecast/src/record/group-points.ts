import { groupBy } from "../internal/group-by.ts";
import { instant } from "../internal/instant.ts";

/** Points gathered so that what depends on each other stays together, in time order. */
export interface PointGroups<Point> {
  readonly groups: readonly (readonly Point[])[];
  /** Neighbouring groups that share errors: to be resampled together. */
  readonly blockLength: number;
}

/** What grouping needs to know of a point. */
export interface GroupablePoint {
  /** Data cut-off as an ISO date, or the number of observations known. */
  readonly origin: string | number;
  readonly position: number;
  readonly lag: number;
}

/**
 * Groups points by origin, since all lags of one origin share what it did not know. Forecasts of consecutive
 * origins for the same period share its surprise, so blocks are as long as the longest lag, up to a third of
 * the groups. With fewer than 8 origins (a plan issued once a year) points are grouped by period instead.
 */
export function groupPoints<Point extends GroupablePoint>(points: readonly Point[]): PointGroups<Point> {
  const origins = gather(points, ({ origin }) => origin, timeOf);
  const groups = origins.length >= 8 ? origins : gather(points, ({ position }) => position, Number);
  const longest = points.reduce((most, { lag }) => Math.max(most, lag), 1);
  const usual = Math.ceil(groups.length ** (1 / 3));
  return {
    groups,
    blockLength: Math.max(1, Math.min(Math.max(longest, usual), Math.floor(groups.length / 3))),
  };
}

function timeOf(origin: string | number): number {
  return typeof origin === "number" ? origin : instant(origin);
}

function gather<Point, Key>(
  points: readonly Point[],
  key: (point: Point) => Key,
  time: (key: Key) => number,
): Point[][] {
  return [...groupBy(points, key)]
    .map(([at, group]) => ({ at: time(at), group }))
    .sort((a, b) => a.at - b.at)
    .map(({ group }) => group);
}
