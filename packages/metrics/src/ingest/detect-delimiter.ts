/** What may separate the fields of a file. */
export type Delimiter = "," | ";" | "\t";

/** By how seldom each one stands inside a name: the first wins a tie. */
const delimiters: readonly Delimiter[] = ["\t", ",", ";"];

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
  const most = Math.max(...counts.values());
  return most === 0 ? "," : delimiters.find((delimiter) => counts.get(delimiter) === most)!;
}
