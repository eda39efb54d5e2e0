/** A window of the newest periods, and how far their mean must lie from what is expected. */
export interface ChangeWindow {
  readonly periods: number;
  /** Standard errors, were the spread known exactly. */
  readonly bound: number;
}

/**
 * The windows of a look. Found by simulation: of the sets tried, this one finds a shift of two spreads within four
 * periods most often at 0.1 false alarms a metric and year of weekly looks. Shorter windows find large shifts sooner; one
 * of eight periods would find small ones sooner, and cost a hundredth of that power.
 */
export const changeWindows: readonly ChangeWindow[] = [
  { periods: 2, bound: 3.67 },
  { periods: 3, bound: 3.26 },
  { periods: 4, bound: 3.06 },
];

/** The newest periods, which serve no reference, so that a change that is under way does not count as the past. */
export const recentPeriods = 8;

/**
 * A series of which more than this part is one value, most often 0, is intermittent: its spread is that of two kinds of
 * periods. Counts of 5 rarely have so much of one value in 26 periods, so they are still watched.
 */
export const mostTied: number = 1 / 3;

/**
 * The normal deviate with the same probability as a Student deviate.
 *
 * z = u sqrt(v ln(1 + t^2 / v)), u = (8v + 1) / (8v + 3)
 *
 * @param freedom - v, degrees of freedom, above 0
 * @see Wallace (1959), Annals of Mathematical Statistics 30(4): within 0.02 for v of 5 and more
 */
export function normalDeviate(t: number, freedom: number): number {
  const size = ((8 * freedom + 1) / (8 * freedom + 3)) * Math.sqrt(freedom * Math.log1p((t * t) / freedom));
  return t < 0 ? -size : size;
}
