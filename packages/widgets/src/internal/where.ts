/** Rows kept, as the API takes them: dimension to its alternatives. */
export type WhereClause = Record<string, (string | null)[]>;

/**
 * Reads the `where` attribute: JSON, or `dimension:value;dimension:value`, where a dimension named twice means either value.
 *
 * @throws {SyntaxError} if it starts with a brace and is not JSON
 * @example
 * parseWhere("region:EU;owner:Ann;owner:Bob"); // => { region: ["EU"], owner: ["Ann", "Bob"] }
 */
export function parseWhere(text: string | null | undefined): WhereClause {
  const where: WhereClause = {};
  if (!text?.trim()) return where;
  if (text.trim().startsWith("{")) {
    for (const [dimension, value] of Object.entries<string | null | (string | null)[]>(JSON.parse(text)))
      where[dimension] = Array.isArray(value) ? value : [value];
    return where;
  }
  for (const part of text.split(";")) {
    const [dimension, ...value] = part.split(":");
    const name = dimension?.trim();
    if (!name) continue;
    where[name] = [...(where[name] ?? []), value.join(":").trim()];
  }
  return where;
}
