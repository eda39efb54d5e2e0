import type { QueryInput } from "./schemas/query.ts";

/** What GET /v1/metrics/:id/series takes: a query of one metric. */
export type SeriesParams = Omit<QueryInput, "metrics">;

/**
 * Writes the parameters of a series as a query string: `by` and `where` repeat, `where` is `dimension:value` (an empty
 * value is null), `set` is `setting:value`.
 *
 * @example
 * seriesQueryString({ grain: "quarter", where: { owner: ["Ann", null] } }); // => "?grain=quarter&where=owner%3AAnn&where=owner%3A"
 */
export function seriesQueryString(params: SeriesParams): string {
  const search = new URLSearchParams();
  for (const name of ["from", "to", "grain", "asOf", "compare"] as const) {
    const value = params[name];
    if (value !== undefined && value !== null) search.append(name, value);
  }
  for (const dimension of params.by ?? []) search.append("by", dimension);
  for (const [dimension, values] of Object.entries(params.where ?? {})) {
    for (const value of values) search.append("where", `${dimension}:${value ?? ""}`);
  }
  for (const [setting, value] of Object.entries(params.set ?? {}))
    search.append("set", `${setting}:${value}`);
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}
