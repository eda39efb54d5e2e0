import { distance } from "fastest-levenshtein";

/**
 * Known names that look like a mistyped one, nearest first: at most three, and none that is quite another word. One that
 * differs in signs and capitals alone is the only one.
 */
export function nearest(name: string, known: readonly string[]): string[] {
  const plainOf = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const plain = plainOf(name);
  const same = known.find((candidate) => plainOf(candidate) === plain);
  if (same !== undefined) return [same];
  return known
    .map((candidate) => {
      const other = plainOf(candidate);
      const contained = plain.length >= 3 && (other.includes(plain) || plain.includes(other));
      return { candidate, edits: contained ? 1 : distance(plain, other) };
    })
    .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}
