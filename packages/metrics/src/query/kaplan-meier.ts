import type { Histogram } from "./quantile.ts";

/** How old spans were, in whole days, when they came under observation, when the event happened, and when they went out of sight without it. */
export interface LifeTable {
  /** Absent: all from age 0. */
  readonly entered?: Histogram;
  readonly ended: Histogram;
  readonly censored: Histogram;
}

/** One step of a survival curve. */
export interface SurvivalStep {
  readonly age: number;
  readonly atRisk: number;
  readonly events: number;
  /** Share for which the event has not happened by the end of this age. */
  readonly survival: number;
}

/** Products of fractions miss a half by some 1e-16 a step; a curve that reaches it exactly must count as there. */
const tolerance = 1e-12;

/**
 * Kaplan-Meier estimate of survival, with delayed entry: S(t) = product over the ages u <= t of 1 - d(u) / n(u).
 *
 * d(u) are the events at age u; n(u) those at risk: entered at an age <= u, and neither ended nor censored before u. One
 * that is censored at the age of an event was at risk. Where all at risk leave, S is 0 and stays 0. Events at an age at
 * which nobody is at risk are left out.
 *
 * @returns the ages at which events happened, ascending; survival is in [0, 1] and never rises
 * @see Kaplan and Meier (1958), Journal of the American Statistical Association 53(282)
 * @see Klein and Moeschberger (2003), Survival Analysis, section 4.6, on left-truncated data
 *
 * @example
 * kaplanMeier({ ended: new Map([[2, 1], [5, 1]]), censored: new Map([[3, 1], [6, 1]]) }).map(({ survival }) => survival); // => [0.75, 0.375]
 */
export function kaplanMeier({ entered, ended, censored }: LifeTable): SurvivalStep[] {
  const left = new Map(ended);
  for (const [age, count] of censored) left.set(age, (left.get(age) ?? 0) + count);
  const total = (counts: Iterable<number>): number => [...counts].reduce((sum, count) => sum + count, 0);
  const entries = [...(entered ?? new Map([[0, total(left.values())]]))].sort(([a], [b]) => a - b);
  const exits = [...left].sort(([a], [b]) => a - b);
  const steps: SurvivalStep[] = [];
  let survival = 1;
  let atRisk = 0;
  let [nextEntry, nextExit] = [0, 0];
  for (const [age, events] of [...ended].sort(([a], [b]) => a - b)) {
    for (; nextEntry < entries.length && (entries[nextEntry]?.[0] ?? 0) <= age; nextEntry += 1) {
      atRisk += entries[nextEntry]?.[1] ?? 0;
    }
    for (; nextExit < exits.length && (exits[nextExit]?.[0] ?? 0) < age; nextExit += 1) {
      atRisk -= exits[nextExit]?.[1] ?? 0;
    }
    if (events <= 0 || atRisk <= 0) continue;
    survival *= Math.max(0, atRisk - events) / atRisk;
    steps.push({ age, atRisk, events, survival });
  }
  return steps;
}

/**
 * The age by which the event has happened to a share of all: the first at which survival is 1 - q or less.
 *
 * @param q - from 0 to 1; 0.5 for the median
 * @returns null where survival never falls so far
 *
 * @example
 * survivalQuantile(kaplanMeier({ ended: new Map([[2, 1], [5, 1]]), censored: new Map([[3, 1], [6, 1]]) }), 0.5); // => 5
 */
export function survivalQuantile(steps: readonly SurvivalStep[], q: number): number | null {
  return steps.find(({ survival }) => survival <= 1 - q + tolerance)?.age ?? null;
}
