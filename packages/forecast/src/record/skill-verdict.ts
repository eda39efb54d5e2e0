import { sumOf } from "../internal/statistics.ts";
import { FEWEST_POINTS } from "./bias-verdict.ts";
import { type Bounds, blockBootstrap } from "./block-bootstrap.ts";
import { type GroupablePoint, groupPoints } from "./group-points.ts";

/** Words of a comparison; `cannot tell` when the interval holds no difference as well. */
export type Verdict = "better" | "worse" | "cannot tell" | "too early to say";

/** Two absolute errors of the same period and lag. */
export interface ErrorPair extends GroupablePoint {
  /** |error| of the forecast judged. */
  readonly own: number;
  /** |error| of the forecast it is held against. */
  readonly other: number;
}

/** How one forecast compares with another on the same periods and lags. */
export interface SkillScore {
  readonly n: number;
  readonly ownMae: number | null;
  readonly otherMae: number | null;
  /** otherMae - ownMae, in the unit of the series: positive if the forecast judged is better. */
  readonly difference: number | null;
  /** Interval of the difference, 90 %; null below 8 points or 4 groups. */
  readonly differenceInterval: Bounds | null;
  /** 1 - ownMae / otherMae: 0.2 is errors a fifth smaller. null if the other one makes no error. */
  readonly skill: number | null;
  /** Interval of the skill, 90 %. */
  readonly skillInterval: Bounds | null;
  readonly verdict: Verdict;
}

/**
 * Compares two forecasts by mean absolute error, with intervals from a circular block bootstrap over origins
 * (see `groupPoints`) and a verdict that can say that it cannot tell.
 */
export function skillVerdict(pairs: readonly ErrorPair[], seed: number): SkillScore {
  const n = pairs.length;
  const own = sumOf(pairs, (pair) => pair.own);
  const other = sumOf(pairs, (pair) => pair.other);
  const base = {
    n,
    ownMae: n > 0 ? own / n : null,
    otherMae: n > 0 ? other / n : null,
    difference: n > 0 ? (other - own) / n : null,
    skill: other > 0 ? 1 - own / other : null,
  };
  if (n < FEWEST_POINTS) {
    return { ...base, differenceInterval: null, skillInterval: null, verdict: "too early to say" };
  }
  const { groups, blockLength } = groupPoints(pairs);
  const sums = groups.map((group) => [
    sumOf(group, (pair) => pair.own),
    sumOf(group, (pair) => pair.other),
    group.length,
  ]);
  const [differenceInterval = null, skillInterval = null] = blockBootstrap(
    sums,
    [([a, b, size]) => (b! - a!) / size!, ([a, b]) => 1 - a! / b!],
    { blockLength, seed },
  );
  let verdict: Verdict = "cannot tell";
  if (differenceInterval && differenceInterval.lower > 0) verdict = "better";
  if (differenceInterval && differenceInterval.upper < 0) verdict = "worse";
  return {
    ...base,
    differenceInterval,
    // No skill is above 1: errors cannot be less than none.
    skillInterval: skillInterval && { ...skillInterval, upper: Math.min(1, skillInterval.upper) },
    verdict,
  };
}
