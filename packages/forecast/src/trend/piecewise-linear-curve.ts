import { checkInteger } from "../internal/check-arguments.ts";
import { naturalLogarithm } from "../internal/natural-logarithm.ts";
import { listOf, zeros } from "../internal/number-lists.ts";
import { type Curve, squaredErrors } from "./curve.ts";
import { combined, fitCoefficients, linearIn, type TimeFunction } from "./linear-curves.ts";
import { numberInWords, slopeInWords } from "./number-in-words.ts";

/** Most places between which segments are searched for; longer series are searched on a grid. */
const GRID = 400;

/** Longest series whose breaks are moved place by place once they are found. */
const REFINED = 2000;

/** Fewest values of a segment. */
const SHORTEST = 4;

/**
 * Straight lines between a few breaks, joined, or with steps at the breaks where that fits better.
 *
 * For each number of breaks, the best separate lines are found by dynamic programming over all ways to cut the series.
 * The breaks are then fitted jointly, as a line whose slope changes and as separate lines, and the form with the lowest
 * BIC = n log(S / n) + p log(n) is kept; p counts coefficients and twice each break, whose place is searched for too.
 *
 * @param most - largest number of breaks; 3 if absent
 * @see Bai and Perron (2003), Journal of Applied Econometrics 18(1), on the search
 * @see Zhang and Siegmund (2007), Biometrics 63(1), on why a break costs more than one parameter
 */
export function piecewiseLinearCurve(values: ArrayLike<number>, most = 3): Curve {
  checkInteger("breaks", most, 0);
  const length = values.length;
  let best = fitSegments(values, [], false);
  for (const cuts of bestCuts(values, most)) {
    for (const jumps of [false, true]) {
      const fit = refine(values, fitSegments(values, cuts, jumps));
      if (fit.criterion < best.criterion) best = fit;
    }
  }
  const { breaks, jumps, coefficients, functions } = best;
  const { at, gradient } = linearIn(coefficients, functions);
  const bounds = [1, ...breaks.map((place) => place + 1), length + 1];
  const slopes = bounds.slice(0, -1).map((from) => at(from + 1) - at(from));
  const steps = jumps ? breaks.map((place, i) => at(place + 1) - at(place) - slopes[i]!) : [];
  const parameters: Record<string, number> = { intercept: at(1) - slopes[0]! };
  for (const [i, slope] of slopes.entries()) parameters[`slope${i + 1}`] = slope;
  for (const [i, place] of breaks.entries()) parameters[`break${i + 1}`] = place;
  for (const [i, step] of steps.entries()) parameters[`step${i + 1}`] = step;
  return {
    parameters,
    scaling: Object.keys(parameters).filter((name) => !name.startsWith("break")),
    free: coefficients.length + breaks.length,
    at,
    gradient,
    describe: (unit) =>
      slopes
        .map((slope, i) => {
          const step = steps[i - 1] ?? 0;
          const jump =
            i > 0 && jumps
              ? `steps ${step > 0 ? "up" : "down"} by ${numberInWords(Math.abs(step) * unit)} and `
              : "";
          const until = i < breaks.length ? ` until period ${breaks[i]}` : "";
          return `${i > 0 ? "then " : ""}${jump}${slopeInWords(slope * unit)}${until}`;
        })
        .join(", "),
    notes:
      breaks.length > 0
        ? ["the last slope is carried on; a series that wanders has breaks that mean nothing"]
        : [],
  };
}

interface SegmentsFit {
  /** Last period of each segment but the last. */
  readonly breaks: readonly number[];
  readonly jumps: boolean;
  readonly functions: readonly TimeFunction[];
  readonly coefficients: Float64Array;
  readonly criterion: number;
}

function fitSegments(values: ArrayLike<number>, breaks: readonly number[], jumps: boolean): SegmentsFit {
  const length = values.length;
  // time from 0 to 1, so that columns are of one size
  const functions: TimeFunction[] = [() => 1, (time) => time / length];
  for (const place of breaks) {
    functions.push((time) => Math.max(0, time - place) / length);
    if (jumps) functions.push((time) => (time > place ? 1 : 0));
  }
  const coefficients = fitCoefficients(values, functions);
  const squares = squaredErrors(values, combined(coefficients, functions));
  const size = length * naturalLogarithm(Math.max(squares / length, 1e-22));
  const criterion = size + (functions.length + 2 * breaks.length) * naturalLogarithm(length);
  return { breaks, jumps, functions, coefficients, criterion };
}

/** Moves one break after the other while that fits better. */
function refine(values: ArrayLike<number>, start: SegmentsFit): SegmentsFit {
  let best = start;
  if (values.length > REFINED) return best;
  for (let round = 0; round < 10; round++) {
    const before = best;
    for (const i of start.breaks.keys()) {
      for (const move of [-4, -2, -1, 1, 2, 4]) {
        const breaks = best.breaks.map((place, k) => (k === i ? place + move : place));
        const bounds = [0, ...breaks, values.length];
        if (bounds.some((place, k) => k > 0 && place - bounds[k - 1]! < SHORTEST)) continue;
        const moved = fitSegments(values, breaks, best.jumps);
        if (moved.criterion < best.criterion) best = moved;
      }
    }
    if (best === before) break;
  }
  return best;
}

/** For 1 to `most` breaks, the places that leave the least squared errors around separate lines. */
function bestCuts(values: ArrayLike<number>, most: number): number[][] {
  const length = values.length;
  const step = Math.max(1, Math.ceil(length / GRID));
  const shortest = Math.max(SHORTEST, step);
  const places = listOf(Math.floor(length / step) + 1, (i) => i * step);
  if (places.at(-1) !== length) places.push(length);
  const cost = segmentCosts(values);
  const last = places.length - 1;
  let costs = places.map((end) => (end >= shortest ? cost(0, end) : Number.POSITIVE_INFINITY));
  const origins: Int32Array[] = [];
  const result: number[][] = [];
  for (let count = 1; count <= most; count++) {
    const from = new Int32Array(places.length).fill(-1);
    const next = places.map((end, j) => {
      let lowest = Number.POSITIVE_INFINITY;
      for (let i = 1; i < j && end - places[i]! >= shortest; i++) {
        const total = costs[i]! + cost(places[i]!, end);
        if (total < lowest) {
          lowest = total;
          from[j] = i;
        }
      }
      return lowest;
    });
    origins.push(from);
    costs = next;
    if (!Number.isFinite(next[last]!)) break;
    const cuts: number[] = [];
    let j = last;
    for (let k = count - 1; k >= 0; k--) {
      j = origins[k]![j]!;
      cuts.unshift(places[j]!);
    }
    result.push(cuts);
  }
  return result;
}

/** Squared errors around the line through values from..to-1, from sums over all values before a place. */
function segmentCosts(values: ArrayLike<number>): (from: number, to: number) => number {
  const length = values.length;
  const plain = zeros(length + 1);
  const placed = zeros(length + 1);
  const squared = zeros(length + 1);
  let centre = 0;
  for (let t = 0; t < length; t++) centre += values[t]! / length;
  for (let t = 0; t < length; t++) {
    const value = values[t]! - centre;
    plain[t + 1] = plain[t]! + value;
    placed[t + 1] = placed[t]! + t * value;
    squared[t + 1] = squared[t]! + value * value;
  }
  return (from, to) => {
    const count = to - from;
    const sum = plain[to]! - plain[from]!;
    const middle = (from + to - 1) / 2;
    const cross = placed[to]! - placed[from]! - middle * sum;
    const spread = (count * (count * count - 1)) / 12;
    return Math.max(0, squared[to]! - squared[from]! - (sum * sum) / count - (cross * cross) / spread);
  };
}
