import { ForecastSeries } from "@foresail/client";

/** One line of JSON lines: a series to forecast, or what is wrong with it. */
export type Line =
  | { readonly id: unknown; readonly series: ForecastSeries }
  | { readonly id: unknown; readonly error: string };

/**
 * Reads one line `{"id","values":[...],"season"?,"horizon"?}`; other fields are left alone. A line that is no JSON
 * for NaN or Infinity alone keeps its id.
 *
 * @param number - of the line, from 1, for lines without an id
 */
export function readLine(text: string, number: number): Line {
  const { input, token } = parse(text);
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return { id: null, error: `line ${number} is not a JSON object` };
  }
  const { id = null, values, season, horizon } = input as Record<string, unknown>;
  if (typeof id !== "string" && typeof id !== "number") return { id, error: `line ${number} has no id` };
  if (token !== null) return { id, error: `${token} is not JSON; write null for a missing value` };
  const given = Object.entries({ season, horizon }).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  const result = ForecastSeries.safeParse({ id: String(id), values, ...Object.fromEntries(given) });
  if (result.success) return { id, series: result.data };
  const issue = result.error.issues[0];
  return { id, error: `${issue?.path.join(".") || `line ${number}`}: ${issue?.message ?? "not valid"}` };
}

/** JSON, or what it would be if its bare NaN or Infinity, which is how Python writes them, were null. */
function parse(text: string): { readonly input: unknown; readonly token: string | null } {
  const input = jsonOf(text);
  if (input !== undefined) return { input, token: null };
  const tokens: string[] = [];
  const repaired = text.replace(stringOrToken, (match, token: string | undefined) => {
    if (token === undefined) return match;
    tokens.push(token);
    return "null";
  });
  return { input: tokens.length > 0 ? jsonOf(repaired) : undefined, token: tokens[0] ?? null };
}

/** A string, which is left alone, or a token that is a number to Python and nothing to JSON. */
const stringOrToken = /"[^"\\]*(?:\\.[^"\\]*)*"?|(NaN|-?Infinity)/g;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
