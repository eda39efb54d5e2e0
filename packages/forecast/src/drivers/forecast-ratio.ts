import { InvalidArgumentError } from "../errors.ts";
import { checkSameLength } from "../internal/check-arguments.ts";
import { sampleQuantile } from "../intervals/path-statistics.ts";
import { couplePaths } from "./couple-paths.ts";
import { type PathSummary, type SummaryOptions, summarizePaths } from "./path-summary.ts";
import { ratioWidth } from "./ratio-width.ts";
import { fitSeries, type SeriesOptions } from "./series-fit.ts";

/** A ratio's parts, and how to forecast them. */
export interface RatioForecastOptions extends SeriesOptions, SummaryOptions {
  /** History, oldest first; null = missing. */
  readonly numerator: readonly (number | null)[];
  /** The same periods. */
  readonly denominator: readonly (number | null)[];
  /**
   * True if the numerator is a part of the denominator, as won deals of closed ones: what is forecast is then the part
   * and the rest, so that every path's ratio lies between 0 and 1.
   */
  readonly part?: boolean;
}

/** A ratio over the same futures as its parts. */
export interface RatioForecast {
  /** What the paths say of the ratio. */
  readonly outcome: PathSummary;
  /** The ratio path by path; null where undefined. */
  readonly paths: readonly (readonly (number | null)[])[];
  /** What the paths say of the parts. */
  readonly numerator: PathSummary;
  readonly denominator: PathSummary;
  /** Share by which the correlation of the parts was shrunk toward 0. */
  readonly shrinkage: number;
  /** Factor on the ratio's deviations from its median that its backtest asked for. */
  readonly widthFactor: number;
}

/**
 * Forecasts a ratio from numerator and denominator, drawn together: NRR, CAC, win rate, ARPA. A ratio of forecasts
 * would have no interval, and a forecast of past ratios gives a month of three deals the weight of one of three hundred.
 *
 * On a path whose denominator is 0 or below the ratio is undefined. A few such paths leave a median and an interval of
 * the others; more than `mostUndefined` (5 %) of them make everything null, since no interval would be honest.
 * `mean` is null as soon as one path is undefined: a ratio whose denominator can come near 0 may have no mean.
 *
 * The spread is then scaled by one factor from the ratio's own errors in the backtest (see `ratioWidth`).
 *
 * @throws what `forecastPaths` throws, and {InvalidArgumentError} if lengths differ or a part exceeds the whole
 *
 * @example
 * forecastRatio({ numerator: [3, 3, 3, 3], denominator: [4, 4, 4, 4], horizon: 1 }).outcome.median; // => [0.75]
 */
export function forecastRatio(options: RatioForecastOptions): RatioForecast {
  const { numerator, denominator, part = false } = options;
  checkSameLength("numerator", numerator, "denominator", denominator);
  const below = part ? restOf(numerator, denominator) : denominator;
  const fits = [fitSeries(numerator, options), fitSeries(below, options)] as const;
  const { paths, shrinkage } = couplePaths(fits, options.seed ?? 1);
  const [tops, others] = paths as readonly [number[][], number[][]];
  const ratio = (top: number, other: number) => quotient(top, part ? top + other : other);
  const drawn = tops.map((path, p) => path.map((top, h) => ratio(top, others[p]![h]!)));
  const defined = drawn[0]!.map((_, h) => drawn.map((path) => path[h]!).filter((value) => value !== null));
  const widthFactor = ratioWidth(fits, ratio, defined);
  const medians = defined.map((values) => (values.length > 0 ? sampleQuantile(values, 0.5) : 0));
  const positive = fits.every(({ fit }) => fit.series.nonNegative);
  const scaled = drawn.map((path) =>
    path.map((value, h) => {
      if (value === null) return null;
      const moved = medians[h]! + widthFactor * (value - medians[h]!);
      return Math.min(part ? 1 : Number.MAX_VALUE, Math.max(positive ? 0 : -Number.MAX_VALUE, moved));
    }),
  );
  return {
    outcome: summarizePaths(scaled, options),
    paths: scaled,
    numerator: summarizePaths(tops, options),
    denominator: summarizePaths(
      part ? tops.map((path, p) => path.map((top, h) => top + others[p]![h]!)) : others,
      options,
    ),
    shrinkage,
    widthFactor,
  };
}

function restOf(
  numerator: readonly (number | null)[],
  denominator: readonly (number | null)[],
): (number | null)[] {
  return numerator.map((value, t) => {
    const whole = denominator[t]!;
    if (value === null || whole === null) return null;
    if (value < 0 || value > whole) {
      throw new InvalidArgumentError(
        "numerator",
        value,
        `numerator[${t}] must lie between 0 and denominator[${t}], ${whole}, got ${value}; drop "part" if it is none`,
      );
    }
    return whole - value;
  });
}

/** Undefined where the denominator is 0 or below, or so small that the quotient is no number. */
function quotient(top: number, bottom: number): number | null {
  const value = top / bottom;
  return bottom > 0 && Number.isFinite(value) ? value : null;
}
