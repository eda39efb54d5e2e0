import { ForecastSeries } from "@foresail/client";

/** One line of JSON lines: a series to forecast, or what is wrong with it. */
export type Line =
  | { readonly id: unknown; readonly series: ForecastSeries }
  | { readonly id: unknown; readonly error: string };

/**
 * Reads one line `{"id","values":[...],"season"?,"horizon"?}`; other fields are left alone.
 *
 * @param number - of the line, from 1, for lines without an id
 */
export function readLine(text: string, number: number): Line {
  const input = parse(text);
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return { id: null, error: `line ${number} is not a JSON object` };
  }
  const { id = null, values, season, horizon } = input as Record<string, unknown>;
  if (typeof id !== "string" && typeof id !== "number") return { id, error: `line ${number} has no id` };
  const given = Object.entries({ season, horizon }).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  const result = ForecastSeries.safeParse({ id: String(id), values, ...Object.fromEntries(given) });
  if (result.success) return { id, series: result.data };
  const issue = result.error.issues[0];
  return { id, error: `${issue?.path.join(".") || `line ${number}`}: ${issue?.message ?? "not valid"}` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
