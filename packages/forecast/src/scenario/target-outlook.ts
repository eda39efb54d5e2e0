import { InsufficientDataError, InvalidArgumentError } from "../errors.ts";
import { mustError } from "../internal/must-error.ts";
import { mean } from "../internal/statistics.ts";
import { pathTotals, probabilityAtLeast, sampleQuantile } from "../intervals/path-statistics.ts";
import type { OutcomePaths, PeriodGroup } from "./period-totals.ts";

/** A target, and what it is held against. */
export interface TargetOptions extends Partial<PeriodGroup> {
  /** What is to be reached or exceeded, in the unit of the paths. */
  readonly target: number;
  /** `total`: the sum over the periods, with what was booked, as for bookings; `end`: the last period, as for MRR. */
  readonly measure?: "total" | "end";
}

/** Where one lands against a target. */
export interface TargetOutlook {
  /** Share of paths that reach it. */
  readonly probability: number;
  /** Mean over paths. */
  readonly expected: number;
  /** What is likely to be reached: 9 of 10 paths, half, 1 of 10. */
  readonly reached: { readonly p90: number; readonly p50: number; readonly p10: number };
  /** Target minus median: what is missing, below 0 if the target is likely to be exceeded. */
  readonly gap: number;
  /** For totals: what each period left must bring, on average, to reach the target; for an end: null. */
  readonly requiredRunRate: number | null;
  /** For totals: what each is expected to bring; for an end: null. */
  readonly expectedRunRate: number | null;
}

/**
 * The chance of a target, what is missing, and the run rate that would do, from paths of a flow (bookings of a quarter:
 * `total`) or of a balance (MRR at the end of the year: `end`).
 *
 * @param paths - as from `forecastPaths`
 * @throws {InsufficientDataError} without paths
 * @throws {InvalidArgumentError} if the target is not finite, the periods lie outside the paths, or a path is
 * undefined: whether such a path reaches a target is for the caller to say
 *
 * @example
 * const outlook = targetOutlook([[10, 20], [20, 30]], { target: 60, booked: 20 });
 * outlook.probability; // => 0.5
 * outlook.requiredRunRate; // => 20
 */
export function targetOutlook(paths: OutcomePaths, options: TargetOptions): TargetOutlook {
  if (paths.length === 0) throw new InsufficientDataError("targetOutlook", 1, 0);
  const { target, measure = "total", booked = 0, from = 1, to = paths[0]!.length } = options;
  if (!Number.isFinite(target)) {
    throw mustError("target", target, "be a finite number");
  }
  const defined = paths.map((path, p) => path.map((value, h) => value ?? undefinedAt(p, h)));
  const total = measure === "total";
  const samples = total
    ? pathTotals(defined, from, to).map((sum) => booked + sum)
    : pathTotals(defined, to, to);
  const periods = to - from + 1;
  const expected = mean(samples);
  const median = sampleQuantile(samples, 0.5);
  return {
    probability: probabilityAtLeast(samples, target),
    expected,
    reached: { p90: sampleQuantile(samples, 0.1), p50: median, p10: sampleQuantile(samples, 0.9) },
    gap: target - median,
    requiredRunRate: total ? (target - booked) / periods : null,
    expectedRunRate: total ? (expected - booked) / periods : null,
  };
}

function undefinedAt(path: number, h: number): never {
  throw new InvalidArgumentError(
    "paths",
    null,
    `paths[${path}][${h}] is undefined; leave such paths out, or put a number in its place`,
  );
}
