/**
 * The days of a variant such as `within30d`.
 *
 * @returns null where the text is no such variant
 *
 * @example
 * withinDays("within30d"); // => 30
 */
export function withinDays(variant: string): number | null {
  const days = /^within([1-9]\d{0,3})d$/.exec(variant)?.[1];
  return days === undefined ? null : Number(days);
}

/** How variants of a cohort are written. */
export const withinPattern = "within<N>d";
