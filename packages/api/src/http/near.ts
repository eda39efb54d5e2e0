/**
 * The names closest to a mistyped one, nearest first: those that differ by a third of its letters or fewer, or that
 * begin with it.
 *
 * @example
 * nearNames("winrate", ["win_rate", "mrr", "arr"]); // => ["win_rate"]
 */
export function nearNames(name: string, names: readonly string[], limit = 3): string[] {
  const wanted = name.toLowerCase().slice(0, 100);
  const furthest = Math.max(1, Math.floor(wanted.length / 3));
  return names
    .map((candidate) => ({ candidate, distance: distanceTo(wanted, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= furthest)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

function distanceTo(wanted: string, candidate: string): number {
  return wanted.length > 2 && candidate.startsWith(wanted) ? 0.5 : editDistance(wanted, candidate);
}

/** Optimal string alignment: the fewest letters added, dropped, replaced or swapped with their neighbour. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(
        Math.min(
          replaced,
          row[j]! + 1,
          next[j - 1]! + 1,
          swapped ? before[j - 2]! + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
}

/** What to do about an unknown name: near names where there are any, else all of them. */
export function nameRemedy(suggestions: readonly string[], kind: string, names: readonly string[]): string {
  return suggestions.length > 0
    ? `did you mean ${suggestions.join(" or ")}?`
    : `${kind} are ${names.join(", ")}`;
}
