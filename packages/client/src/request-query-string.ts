/** What a request by GET may hold: plain values, lists, filters and settings. */
export type RequestParams = Readonly<Record<string, unknown>>;

/**
 * Writes a request as a query string: a list repeats its name, `where` is `dimension:value` (an empty value is null),
 * `set` is `setting:value`; what is undefined or null is left out.
 *
 * @example
 * requestQueryString({ grain: "quarter", where: { owner: ["Ann", null] } }); // => "?grain=quarter&where=owner%3AAnn&where=owner%3A"
 */
export function requestQueryString(params: RequestParams): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const text of textsOf(value)) search.append(name, text);
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}

function textsOf(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map(String);
  if (typeof value !== "object") return [String(value)];
  return Object.entries(value).flatMap(([key, inner]) =>
    (Array.isArray(inner) ? inner : [inner]).map((one) => `${key}:${one ?? ""}`),
  );
}
