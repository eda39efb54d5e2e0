/** Deliveries come weekly: a day more than that and one is overdue. */
export const staleAfterDays = 8;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How old the data are. */
export interface Age {
  readonly words: string;
  readonly stale: boolean;
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

/**
 * The age of the data in words, and whether a delivery is overdue.
 *
 * @example
 * ageOf(new Date("2026-11-16T06:00:00Z"), new Date("2026-11-18T09:00:00Z")); // => { words: "2 days", stale: false }
 */
export function ageOf(recorded: Date, now: Date): Age {
  const age = Math.max(0, now.getTime() - recorded.getTime());
  const days = Math.floor(age / dayMs);
  const hours = Math.floor(age / hourMs);
  const words = days > 0 ? plural(days, "day") : hours > 0 ? plural(hours, "hour") : "less than an hour";
  return { words, stale: age > staleAfterDays * dayMs };
}

/** The last period with something in it; null where all are empty. */
export function lastFilled(
  points: readonly { readonly period: string; readonly value: number | null }[],
): string | null {
  return points.findLast(({ value }) => value !== null && value !== 0)?.period ?? null;
}
