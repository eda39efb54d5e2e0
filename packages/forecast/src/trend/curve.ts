/** Forms of a trend. */
export type TrendKind =
  | "linear"
  | "exponential"
  | "logarithmic"
  | "power"
  | "polynomial"
  | "logistic"
  | "gompertz"
  | "piecewise_linear";

/** A function of time with estimated parameters; time is the period, 1 for the first value. */
export interface Curve {
  /** By name; those of {@link Curve.scaling} in the unit of the series. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Names of parameters that have the unit of the series. */
  readonly scaling: readonly string[];
  /** Estimated numbers, places of breaks among them. */
  readonly free: number;
  at(time: number): number;
  /** Derivatives of the curve with respect to its parameters, at a time. */
  gradient(time: number): readonly number[];
  /** In plain words, numbers of the series already in its unit: `unit` is what the curve must be multiplied by. */
  describe(unit: number): string;
  readonly notes: readonly string[];
}

/** Sum of squared differences between values and a curve at times 1, 2, ... */
export function squaredErrors(values: ArrayLike<number>, at: (time: number) => number): number {
  let sum = 0;
  for (let t = 0; t < values.length; t++) {
    const error = values[t]! - at(t + 1);
    sum += error * error;
  }
  return sum;
}
