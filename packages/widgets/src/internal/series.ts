import type { QueryResult, Series } from "@foresail/client";

/**
 * The series in an answer, or in data given by the page (an answer, some series, or one), oldest point first; only those of `metric` where it is named.
 *
 * @throws {TypeError} if there is none to find
 */
export function seriesOf(value: unknown, metric?: string | null): Series[] {
  const data = value as Partial<QueryResult & Series>;
  const list: unknown = Array.isArray(value) ? value : (data?.series ?? [value]);
  if (!Array.isArray(list) || !list.every((one) => Array.isArray(one?.points)))
    throw new TypeError("The data holds no series with points");
  const all: Series[] = list;
  const named = all.filter((series) => series.metric === metric);
  return named.length > 0 ? named : all;
}
