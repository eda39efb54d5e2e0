import { listOf } from "./number-lists.ts";

/**
 * The names most like a misspelt one: those that contain it or are contained, then by edit distance, up to
 * half the length of the longer word.
 *
 * @returns at most three, nearest first
 */
export function closest(word: string, names: readonly string[]): string[] {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const wanted = plain(word);
  return names
    .map((name) => {
      const other = plain(name);
      const related = wanted.length > 1 && (other.includes(wanted) || wanted.includes(other));
      const distance = editDistance(wanted, other);
      return { name, near: related || distance <= Math.max(wanted.length, other.length) / 2, distance };
    })
    .filter(({ near }) => near)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

function editDistance(a: string, b: string): number {
  let row = listOf(b.length + 1, (j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
