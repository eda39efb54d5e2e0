import { changeWindows, mostTied, normalDeviate, recentPeriods } from "./change-threshold.ts";
import { fitReference, type Reference, type ReferenceShape } from "./reference-model.ts";

/** How a series is watched. */
export interface WatchOptions {
  /** Periods of a season; 1 for none. A season is told apart after two of them. */
  readonly seasonLength?: number;
  /** Periods of the past that a look takes at most as its reference. */
  readonly referencePeriods?: number;
  /** Periods of the past without which there is no look. */
  readonly leastReference?: number;
  /** How much each value rests on: its count, or the denominator of its rate. As long as the values. */
  readonly volumes?: readonly (number | null)[];
  /** Looks at periods whose median volume is below this are mute. */
  readonly minimumVolume?: number;
}

/** A change of level. Positions count from 0 in the values given. */
export interface Change {
  /** The first period of the new level, as estimated. */
  readonly start: number;
  /** The period after which the change was found. */
  readonly found: number;
  readonly direction: "up" | "down";
  /** Mean of the periods from `start` to `found`. */
  readonly level: number;
  /** What was expected of them. */
  readonly expected: number;
  /** (level - expected) in spreads of one period. */
  readonly size: number;
  /** Spread of one period about what is expected, unit of the values. */
  readonly spread: number;
  /** How far the window lies from what is expected in standard errors, as a normal deviate. */
  readonly z: number;
  /** Periods that the expectation rests on. */
  readonly reference: number;
  /** What the series does since: too early to say, stays at the new level, or is back at the old one. */
  readonly state: "open" | "settled" | "returned";
}

/** Periods after a change was found, after which it is said whether it stays. */
const settling = 8;
/** The newest of these periods, which decide it. */
const judged = 4;
/** A mean of them within this many standard errors of the old level is back at it. */
const backWithin = 2;
/** Periods at a new level before it serves as a reference. */
const leastAtLevel = 6;
/** Looks for which the shape of a reference holds before it is chosen again. */
const shapeHolds = 13;
/** A spread below this part of the largest value is rounding. */
const smallestSpread = 1e-9;

interface Observed {
  readonly position: number;
  readonly value: number;
  readonly volume: number | null;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Whether one value comes back so often that the others have no spread about it: an intermittent series. */
function isIntermittent(past: readonly Observed[]): boolean {
  const counts = new Map<number, number>();
  for (const { value } of past) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Math.max(...counts.values()) > mostTied * past.length;
}

function roundingOf(past: readonly Observed[], centre: number): number {
  return smallestSpread * past.reduce((most, { value }) => Math.max(most, Math.abs(value)), Math.abs(centre));
}

/** Variance of a sum of neighbours whose correlation falls by the same factor from one to the next. */
function varianceOfSum(periods: number, correlation: number): number {
  let variance = periods;
  for (let apart = 1; apart < periods; apart += 1) variance += 2 * (periods - apart) * correlation ** apart;
  return variance;
}

/** Mean of some periods against a reference, in standard errors, as a normal deviate. */
function deviateOf(window: readonly Observed[], reference: Reference): number {
  const sum = window.reduce((total, { position, value }) => {
    const residual = value - reference.expectedAt(position);
    return total + Math.max(-reference.furthest, Math.min(reference.furthest, residual));
  }, 0);
  const variance =
    varianceOfSum(window.length, reference.correlation) +
    reference.uncertaintyOf(window.map(({ position }) => position));
  return normalDeviate(sum / (reference.scale * Math.sqrt(variance)), reference.freedom);
}

/** The window that lies beyond its bound by most, at the end of what is known; null if none does. */
function strongest(known: readonly Observed[], reference: Reference): { z: number; periods: number } | null {
  let found: { z: number; periods: number; beyond: number } | null = null;
  for (const { periods, bound } of changeWindows) {
    const z = deviateOf(known.slice(-periods), reference);
    const beyond = Math.abs(z) - bound;
    if (beyond > 0 && (found === null || beyond > found.beyond)) found = { z, periods, beyond };
  }
  return found;
}

/** The start that explains the newest periods best: the likelihood of a step is largest there. */
function startOf(known: readonly Observed[], reference: Reference, sign: number): number {
  let best = { score: Number.NEGATIVE_INFINITY, index: known.length - 1 };
  for (let length = 1; length <= Math.min(recentPeriods, known.length); length += 1) {
    const score = sign * deviateOf(known.slice(-length), reference);
    if (score > best.score) best = { score, index: known.length - length };
  }
  return best.index;
}

/**
 * Finds changes of level in a series, as someone who looks after every period would: each look compares the newest 2, 3
 * and 4 periods with what the earlier ones make expected (level, trend and season, fitted robustly), in standard
 * errors that count the spread, the correlation of neighbours and how well the expectation is known. What is found at one
 * look does not change when later periods come, but for its state.
 *
 * One change is found once: after it the series is left alone until it has settled, and its new level is a step of the
 * reference from then on. A change that goes back is marked so, and its periods serve no reference.
 *
 * @param values - one a period, oldest first; null where there is none. Only periods that are over
 * @returns changes, oldest first; none for a series without spread, or while it is intermittent
 */
export function detectChanges(values: readonly (number | null)[], options: WatchOptions = {}): Change[] {
  const { seasonLength = 1, referencePeriods = 156, leastReference = 26 } = options;
  const { volumes, minimumVolume = 0 } = options;
  const observed = values.flatMap((value, position): Observed[] =>
    value === null ? [] : [{ position, value, volume: volumes?.[position] ?? null }],
  );
  // Of the first values alone, so that later ones cannot change what was found before them.
  const centre =
    observed.length === 0 ? 0 : medianOf(observed.slice(0, leastReference).map(({ value }) => value));
  const series = observed.map((one) => ({ ...one, value: one.value - centre }));
  const changes: Change[] = [];
  const steps: number[] = [];
  const left = new Set<number>();
  let open: { change: Change; reference: Reference; index: number; start: number } | null = null;
  let resume = 0;
  let shape: { readonly chosen: ReferenceShape; readonly until: number } | null = null;

  const mute = (part: readonly Observed[]): boolean => {
    const given = part.flatMap(({ volume }) => (volume === null ? [] : [volume]));
    return given.length > 0 && medianOf(given) < minimumVolume;
  };

  for (let index = leastReference + recentPeriods - 1; index < series.length; index += 1) {
    if (open !== null) {
      if (index < open.index + settling) continue;
      const since = series.slice(index + 1 - judged, index + 1);
      const back = Math.abs(deviateOf(since, open.reference)) < backWithin;
      changes[changes.length - 1] = { ...open.change, state: back ? "returned" : "settled" };
      if (back) for (let at = open.start; at <= open.index; at += 1) left.add(at);
      else {
        steps.push(open.change.start);
        resume = open.start + leastAtLevel + recentPeriods - 1;
      }
      open = null;
    }
    if (index < resume) continue;
    const from = Math.max(0, index + 1 - recentPeriods - referencePeriods);
    const past = series.slice(from, index + 1 - recentPeriods).filter((_, at) => !left.has(from + at));
    const known = series.slice(from, index + 1);
    if (past.length < leastReference || mute(known) || isIntermittent(past)) continue;
    const first = past[0]!.position;
    const learnt = {
      positions: past.map(({ position }) => position),
      values: past.map(({ value }) => value),
      seasonLength,
      steps: steps.filter((step) => step > first),
    };
    const reference = fitReference(learnt, shape !== null && index < shape.until ? shape.chosen : undefined);
    if (reference === null || reference.scale <= roundingOf(past, centre)) continue;
    if (shape === null || index >= shape.until)
      shape = { chosen: reference.shape, until: index + shapeHolds };
    const found = strongest(known, reference);
    if (found === null) continue;
    const start = from + startOf(known, reference, Math.sign(found.z));
    const since = series.slice(start, index + 1);
    const mean = (part: readonly number[]): number => part.reduce((sum, v) => sum + v, 0) / part.length;
    const level = mean(since.map(({ value }) => value));
    const expected = mean(since.map(({ position }) => reference.expectedAt(position)));
    const change: Change = {
      start: series[start]!.position,
      found: series[index]!.position,
      direction: found.z > 0 ? "up" : "down",
      level: level + centre,
      expected: expected + centre,
      size: (level - expected) / reference.scale,
      spread: reference.scale,
      z: found.z,
      reference: past.length,
      state: "open",
    };
    changes.push(change);
    open = { change, reference, index, start };
  }
  return changes;
}
