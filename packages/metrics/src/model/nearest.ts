import { distance } from "fastest-levenshtein";

/** Known names that look like a mistyped one, nearest first: at most three, and none that is quite another word. */
export function nearest(name: string, known: readonly string[]): string[] {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, "");
  return known
    .map((candidate) => {
      const other = candidate.toLowerCase().replace(/[^a-z0-9]/g, "");
      const contained = plain.length >= 3 && (other.includes(plain) || plain.includes(other));
      return { candidate, edits: contained ? 1 : distance(plain, other) };
    })
    .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}
