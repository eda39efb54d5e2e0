/** How far a figure is from its plan, and how fast it would have to go. */
export interface Gap {
  readonly plan: number;
  readonly actual: number;
  /** Plan minus actual; below zero the plan is beaten. */
  readonly gap: number;
  readonly daysLeft: number;
  /** Needed for each working day that is left; null once none is, 0 once the plan is met. */
  readonly needed: number | null;
  /** Made on each working day so far; null before the first. */
  readonly pace: number | null;
  /** Needed over pace; null where one of them is not above zero. */
  readonly ratio: number | null;
}

/** What a gap is computed from. */
export interface GapInput {
  readonly plan: number;
  /** What the figure was when the period began: 0 for a sum. */
  readonly start: number;
  readonly actual: number;
  /** Working days up to the last delivery. */
  readonly daysSoFar: number;
  /** Working days from the last delivery to the end of the period. */
  readonly daysLeft: number;
}

/**
 * The gap to a plan and the pace it asks for.
 *
 * @example
 * runRate({ plan: 100, start: 0, actual: 40, daysSoFar: 40, daysLeft: 20 });
 * // => { plan: 100, actual: 40, gap: 60, daysLeft: 20, needed: 3, pace: 1, ratio: 3 }
 */
export function runRate({ plan, start, actual, daysSoFar, daysLeft }: GapInput): Gap {
  const gap = plan - actual;
  const needed = gap <= 0 ? 0 : daysLeft > 0 ? gap / daysLeft : null;
  const pace = daysSoFar > 0 ? (actual - start) / daysSoFar : null;
  const ratio = needed !== null && needed > 0 && pace !== null && pace > 0 ? needed / pace : null;
  return { plan, actual, gap, daysLeft, needed, pace, ratio };
}
