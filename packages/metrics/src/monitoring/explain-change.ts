import type { AlertSegment } from "@foresail/client";

/** A metric over some periods: its mean, or what its rate is the quotient of. */
export interface Side {
  readonly value: number | null;
  /** Of a rate: the sums over the periods. */
  readonly numerator: number | null;
  readonly denominator: number | null;
}

/** One value of a dimension before and after a change. */
export interface SegmentSides {
  readonly value: string | null;
  readonly before: Side;
  readonly after: Side;
}

/** A segment that makes no more than so much above its usual part is no cause. */
const leastExcess = 0.1;
/** Rounding that parts may differ by from their whole. */
const tolerance = 1e-6;

interface Part {
  readonly segment: SegmentSides;
  readonly contribution: number;
  readonly weight: number;
}

function isRate(segments: readonly SegmentSides[]): boolean {
  return segments.some(({ before, after }) => before.denominator !== null || after.denominator !== null);
}

/** A rate's parts: what the rate would change by if this segment alone were as it is since. */
function partsOfRate(segments: readonly SegmentSides[]): Part[] {
  const sum = (pick: (segment: SegmentSides) => number | null): number =>
    segments.reduce((total, segment) => total + (pick(segment) ?? 0), 0);
  const numerator = sum(({ before }) => before.numerator);
  const denominator = sum(({ before }) => before.denominator);
  if (denominator === 0) return [];
  return segments.map((segment) => {
    const { before, after } = segment;
    const over = denominator - (before.denominator ?? 0) + (after.denominator ?? 0);
    const swapped = over === 0 ? 0 : (numerator - (before.numerator ?? 0) + (after.numerator ?? 0)) / over;
    return {
      segment,
      contribution: swapped - numerator / denominator,
      weight: (before.denominator ?? 0) / denominator,
    };
  });
}

function partsOfSum(segments: readonly SegmentSides[]): Part[] {
  const whole = segments.reduce((total, { before }) => total + Math.abs(before.value ?? 0), 0);
  return segments.map((segment) => ({
    segment,
    contribution: (segment.after.value ?? 0) - (segment.before.value ?? 0),
    weight: whole === 0 ? 0 : Math.abs(segment.before.value ?? 0) / whole,
  }));
}

/**
 * The value of a dimension that makes most of a change beyond its usual part of the whole. A segment of 80 % that makes
 * 80 % of a change explains nothing; one of 10 % that makes 90 % does.
 *
 * Of a sum a segment makes its own change; of a rate what the rate would change by if it alone were as it is since.
 *
 * @param whole - the metric over all rows; of a sum its change must be that of the segments together, else there is no
 *   answer: medians and other numbers that do not add up have none
 * @returns null where there is one value only, or the change is even
 * @see Bhagwan et al. (2014), Adtributor, NSDI 14 (explanatory power, and surprise beside it)
 */
export function explainChange(
  dimension: string,
  segments: readonly SegmentSides[],
  whole: { readonly before: Side; readonly after: Side },
): AlertSegment | null {
  const rate = isRate(segments);
  const parts = rate ? partsOfRate(segments) : partsOfSum(segments);
  const change = parts.reduce((total, { contribution }) => total + contribution, 0);
  if (parts.length < 2 || change === 0) return null;
  const expected = (whole.after.value ?? 0) - (whole.before.value ?? 0);
  if (!rate && Math.abs(change - expected) > tolerance * Math.max(1, Math.abs(expected))) return null;
  const [first] = parts
    .map(({ segment, contribution, weight }) => ({ segment, share: contribution / change, weight }))
    .sort((a, b) => b.share - b.weight - (a.share - a.weight));
  if (first === undefined || first.share - first.weight < leastExcess) return null;
  const { segment, share, weight } = first;
  const shown = (side: Side): number | null =>
    rate ? (side.denominator ? (side.numerator ?? 0) / side.denominator : null) : side.value;
  return {
    dimension,
    value: segment.value,
    before: shown(segment.before),
    after: shown(segment.after),
    share,
    usual: weight,
  };
}
