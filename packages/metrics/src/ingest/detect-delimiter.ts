/** What may separate the fields of a file. */
export type Delimiter = "," | ";" | "\t";

const delimiters: readonly Delimiter[] = [",", ";", "\t"];

/**
 * The delimiter of a file: the candidate that its header line holds most often outside quotes; a comma where it holds
 * none.
 *
 * @param text - the file, lines ending in a line feed
 * @param start - where the header line begins
 */
export function detectDelimiter(text: string, start: number): Delimiter {
  const counts = new Map<string, number>(delimiters.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  for (let index = start; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === '"') quoted = !quoted;
    if (quoted) continue;
    if (character === "\n") break;
    const count = counts.get(character);
    if (count !== undefined) counts.set(character, count + 1);
  }
  return delimiters.reduce((best, next) => ((counts.get(next) ?? 0) > (counts.get(best) ?? 0) ? next : best));
}
