import { checkInteger, checkSeries } from "../internal/check-arguments.ts";
import { forwardSolve } from "../internal/cholesky.ts";
import { finite } from "../internal/finite.ts";
import { mustError } from "../internal/must-error.ts";
import { naturalLogarithm } from "../internal/natural-logarithm.ts";
import { listOf } from "../internal/number-lists.ts";
import { powerOfTwoNear } from "../internal/power-of-two-near.ts";
import { recordOf } from "../internal/record-of.ts";
import { squaredDeviations, sumOfSquares } from "../internal/statistics.ts";
import { studentQuantile } from "../internal/student-quantile.ts";
import { intervalsAt } from "../models/fitted-model.ts";
import type { Prediction } from "../models/model.ts";
import { factorColumns } from "../models/regression/least-squares.ts";
import { type Curve, squaredErrors, type TrendKind } from "./curve.ts";
import { exponentialCurve, gompertzCurve, logisticCurve, powerCurve } from "./growth-curves.ts";
import { curveCriterion, linearCurve, logarithmicCurve, polynomialCurve } from "./linear-curves.ts";
import { numberInWords } from "./number-in-words.ts";
import { piecewiseLinearCurve } from "./piecewise-linear-curve.ts";

/** Choices that some kinds leave open. */
export interface TrendOptions {
  /** Degree of a polynomial, 1 to 6; that of 1 to 3 with the lowest AICc if absent. */
  readonly degree?: number;
  /** Largest number of breaks of a piecewise line; 3 if absent. */
  readonly breaks?: number;
}

/** A curve through a series; time is the period, 1 for the first value. */
export interface TrendFit {
  readonly kind: TrendKind;
  /** By name, as in the formula of the kind (see {@link fitTrend}). */
  readonly parameters: Readonly<Record<string, number>>;
  readonly fitted: readonly number[];
  readonly residuals: readonly number[];
  /** Share of the variance that the curve explains; null for a constant series. */
  readonly r2: number | null;
  /** The same, charged for parameters: 1 - (1 - R2) (n - 1) / (n - p); null for a constant series. */
  readonly adjustedR2: number | null;
  /** sqrt(S / (n - p)), in the unit of the series. */
  readonly residualStandardError: number;
  /** Lower is better, among kinds fitted to the same values; null with too few values. */
  readonly aicc: number | null;
  /** In plain words. */
  readonly description: string;
  readonly notes: readonly string[];
  /** The curve at any period. */
  at(time: number): number;
  /** Standard error of the estimated curve at a period, in units of the residual standard error. */
  leverage(time: number): number;
  /** The curve continued, with Student t intervals for single values; 80 and 95 if levels are absent. */
  predict(horizon: number, levels?: readonly number[]): Prediction;
}

/** Curves by kind, and their fewest values: one more than parameters, so that there is an error to estimate. */
const KINDS = {
  linear: { fewest: 3, curve: linearCurve },
  exponential: { fewest: 3, curve: exponentialCurve },
  logarithmic: { fewest: 3, curve: logarithmicCurve },
  power: { fewest: 3, curve: powerCurve },
  polynomial: { fewest: 3, curve: (values, { degree }) => polynomialCurve(values, degree) },
  logistic: { fewest: 4, curve: logisticCurve },
  gompertz: { fewest: 4, curve: gompertzCurve },
  piecewise_linear: { fewest: 3, curve: (values, { breaks }) => piecewiseLinearCurve(values, breaks) },
} as const satisfies Record<
  TrendKind,
  { readonly fewest: number; curve(values: Float64Array, options: TrendOptions): Curve }
>;

export const trendKinds = Object.keys(KINDS) as readonly TrendKind[];

/** Fewest values that a kind can be fitted to. */
export function fewestValues(kind: TrendKind, { degree = 1 }: TrendOptions): number {
  const { fewest } = KINDS[kind];
  return kind === "polynomial" ? Math.max(fewest, degree + 2) : fewest;
}

/**
 * Fits a trend by least squares on the values themselves, so that kinds can be compared:
 *
 * - linear: a + b t; logarithmic: a + b log(t); polynomial: c0 + c1 t + ... + cd t^d;
 * - exponential: a (1 + g)^t; power: a t^b; logistic: L / (1 + e^(-k (t - m))); Gompertz: L e^(-e^(-k (t - m)));
 * - piecewise linear: slopes between a few breaks, found by dynamic programming and BIC.
 *
 * Intervals count the estimation of the parameters: variance s^2 (1 + g' (J'J)^-1 g), g the derivatives of the curve.
 * That is exact for kinds that are linear in their parameters, an approximation for growth curves, and leaves out that
 * breaks and degrees are chosen. Errors are taken as independent, which those of most series are not: intervals are
 * then too narrow. A trend describes; nothing here says that it goes on.
 *
 * @param values - oldest first, without gaps, any unit
 * @throws {InsufficientDataError} below 3 values, 4 for logistic and Gompertz, degree + 2 for a polynomial
 * @throws {NonFiniteValueError} if a value is NaN or infinite
 * @throws {InvalidArgumentError} for an unknown kind or a degree outside 1 to 6
 * @see Seber and Wild (1989), Nonlinear Regression, sections 2.1 and 5.1
 * @see Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 7.7
 *
 * @example
 * fitTrend("linear", [3, 5, 7, 9]).description; // => "rises by about 2 a period"
 */
export function fitTrend(kind: TrendKind, values: ArrayLike<number>, options: TrendOptions = {}): TrendFit {
  if (!Object.hasOwn(KINDS, kind)) throw mustError("kind", kind, `be one of ${trendKinds.join(", ")}`);
  checkSeries(`fitTrend(${kind})`, values, fewestValues(kind, options));
  const unit = powerOfTwoNear(values);
  const scaled = Float64Array.from(values, (value) => value / unit);
  const curve = scaled.every((value) => value === scaled[0])
    ? constantCurve(scaled[0]!)
    : KINDS[kind].curve(scaled, options);
  return trendFit(kind, values, scaled, unit, curve);
}

function constantCurve(level: number): Curve {
  return {
    parameters: { level },
    scaling: ["level"],
    free: 1,
    at: () => level,
    gradient: () => [1],
    describe: (unit) => `stays at ${numberInWords(level * unit)}`,
    notes: ["all values are equal: no trend to fit"],
  };
}

function trendFit(
  kind: TrendKind,
  values: ArrayLike<number>,
  scaled: Float64Array,
  unit: number,
  curve: Curve,
): TrendFit {
  const length = values.length;
  const at = (time: number) => finite(curve.at(time) * unit);
  const fitted = Array.from(scaled, (_, t) => at(t + 1));
  const squares = squaredErrors(scaled, curve.at);
  const total = squaredDeviations(scaled);
  const r2 = total > 1e-24 * length ? 1 - squares / total : null;
  const degrees = Math.max(1, length - curve.free);
  const error = Math.sqrt(squares / degrees);
  const aicc = curveCriterion(squares, length, curve.free);
  const leverage = leverageOf(curve, length);
  const predict = (horizon: number, levels: readonly number[] = [80, 95]) => {
    checkInteger("horizon", horizon, 1);
    const times = listOf(horizon, (h) => length + 1 + h);
    const intervals = intervalsAt(levels, (level) => {
      const t = studentQuantile(0.5 + level / 200, degrees);
      const half = (time: number) => t * error * Math.sqrt(1 + leverage(time) ** 2);
      return {
        lower: times.map((time) => finite((curve.at(time) - half(time)) * unit)),
        upper: times.map((time) => finite((curve.at(time) + half(time)) * unit)),
      };
    });
    return { mean: times.map(at), intervals };
  };
  return {
    kind,
    parameters: recordOf(Object.keys(curve.parameters), (name) => {
      const value = curve.parameters[name]!;
      return curve.scaling.includes(name) ? finite(value * unit) : value;
    }),
    fitted,
    residuals: fitted.map((value, t) => values[t]! - value),
    r2,
    adjustedR2: r2 === null ? null : 1 - ((1 - r2) * (length - 1)) / degrees,
    residualStandardError: error * unit,
    aicc: Number.isFinite(aicc) ? aicc + 2 * length * naturalLogarithm(unit) : null,
    description: curve.describe(unit),
    notes: curve.notes,
    at,
    leverage,
    predict,
  };
}

/**
 * Parameters that move no value of the history by more than this, values being near 1, are left out: nothing is known
 * of them, as of the steepness of a growth curve that bends long before or after the history.
 */
const LEAST_SEEN = 1e-9;

/** sqrt(g' (J'J)^-1 g) = |L^-1 g| with J = Q L'; 0 where parameters cannot be told apart. */
function leverageOf(curve: Curve, length: number): (time: number) => number {
  const rows = listOf(length, (t) => curve.gradient(t + 1));
  const largest = (k: number) => rows.reduce((most, row) => Math.max(most, Math.abs(row[k]!)), 0);
  const seen = Array.from(rows[0]!.keys()).filter((k) => largest(k) > LEAST_SEEN);
  const units = seen.map(largest);
  const { triangle, dependent } = factorColumns(seen.map((k, i) => rows.map((row) => row[k]! / units[i]!)));
  if (dependent >= 0) return () => 0;
  return (time) => {
    const gradient = curve.gradient(time);
    const scaled = Float64Array.from(seen, (k, i) => gradient[k]! / units[i]!);
    return Math.min(1e100, Math.sqrt(sumOfSquares(forwardSolve(triangle, scaled))));
  };
}
