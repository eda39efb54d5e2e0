import { checkInteger } from "../../internal/check-arguments.ts";
import { listOf, tabulate, zeros } from "../../internal/number-lists.ts";
import { sumOfSquares } from "../../internal/statistics.ts";
import { differenceAll } from "../../series/difference.ts";
import { fromInnovations } from "../innovations-form.ts";
import type { FittedModel } from "../model.ts";
import type { ArimaFit } from "./fit-arima.ts";
import { forecastState, kalmanFilter } from "./kalman-filter.ts";
import { differencePolynomial, multiplySeasonal } from "./polynomials.ts";
import { arimaName, lostToDifferences } from "./specification.ts";

/** A column of a regression over history and future. */
export interface Regressor {
  readonly name: string;
  readonly history: ArrayLike<number>;
  /**
   * Values for steps 1 to `horizon`.
   *
   * @throws {InvalidArgumentError} if they are not known that far
   */
  future(horizon: number): ArrayLike<number>;
}

/** What surrounds a fit: the model's id, the data in their unit, and notes. */
export interface ArimaFrame {
  readonly model: string;
  readonly values: ArrayLike<number>;
  /** Values were divided by this before the fit. */
  readonly unit: number;
  /** Columns in the order of the fit's slopes, the constant's first if there is one. */
  readonly regressors: readonly Regressor[];
  readonly notes: readonly string[];
}

/**
 * Gives an ARIMA fit the verbs of every model.
 *
 * Forecasts are the regression's plus those of its errors: the state of the Kalman filter gives the differenced errors,
 * the differencing polynomial adds them up. Weights are the psi weights of theta(B) / (phi(B) (1-B)^d (1-B^m)^D). The
 * uncertainty of the slopes (of mean and drift too) enters the intervals: the error with which the model would
 * forecast each column, through the covariance of the slopes.
 *
 * @see Box and Jenkins (1970), Time Series Analysis, chapter 5
 * @see Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, section 3.4.2
 */
export function arimaModel(fit: ArimaFit, frame: ArimaFrame): FittedModel {
  const { specification, coefficients, slopes } = fit;
  const { values, unit, regressors } = frame;
  const { d, D, season } = specification;
  const { phi, theta } = coefficients;
  const length = values.length;
  const lost = lostToDifferences(specification);
  const errors = tabulate(length, (t) => values[t]! / unit);
  regressors.forEach(({ history }, k) => {
    for (let t = 0; t < length; t++) errors[t]! -= slopes[k]! * history[t]!;
  });
  const columns = [errors, ...regressors.map(({ history }) => Float64Array.from(history))];
  const filtered = kalmanFilter(
    columns.map((column) => differenceAll(column, d, D, season)),
    phi,
    theta,
  );
  const differences = differencePolynomial(d, D, season);
  const forecastColumn = (index: number, horizon: number) =>
    undifference(columns[index]!, differences, forecastState(filtered.states[index]!, phi, horizon));
  const fitted = zeros(length).fill(Number.NaN);
  for (let t = lost; t < length; t++) fitted[t] = values[t]! - unit * filtered.innovations[0]![t - lost]!;
  const psi = psiWeights(multiplySeasonal(phi, differences, 1), theta);
  const slopeVariance = slopeVariances(fit, regressors, forecastColumn);
  const innovationsModel = fromInnovations({
    model: frame.model,
    parameters: parametersOf(fit, frame),
    values,
    fitted,
    notes: [`${frame.model}: ${arimaName(specification)}`, ...frame.notes],
    mean(horizon) {
      slopeVariance.reach(horizon);
      const result = forecastColumn(0, horizon);
      regressors.forEach((regressor, k) => {
        const future = regressor.future(horizon);
        for (let h = 0; h < horizon; h++) result[h]! += slopes[k]! * future[h]!;
      });
      return result.map((value) => value * unit);
    },
    sigma: fit.sigma * unit,
    weight: psi,
    extraVariance: slopeVariance.at,
  });
  return {
    ...innovationsModel,
    standardErrors(horizon) {
      checkInteger("horizon", horizon, 1);
      slopeVariance.reach(horizon);
      return innovationsModel.standardErrors(horizon);
    },
  };
}

function parametersOf(fit: ArimaFit, { unit, regressors }: ArimaFrame): Record<string, number> {
  const { autoregressive, movingAverage, seasonalAutoregressive, seasonalMovingAverage } = fit.coefficients;
  const result: Record<string, number> = {};
  const lists = {
    ar: autoregressive,
    ma: movingAverage,
    sar: seasonalAutoregressive,
    sma: seasonalMovingAverage,
  };
  for (const [name, list] of Object.entries(lists)) {
    list.forEach((value, i) => {
      result[`${name}${i + 1}`] = value;
    });
  }
  regressors.forEach(({ name }, k) => {
    result[name] = fit.slopes[k]! * unit;
  });
  return result;
}

/** Adds up differenced forecasts: x[n+h] = w[h] + sum of c[i] x[n+h-i]. */
function undifference(
  history: Float64Array,
  differences: Float64Array,
  forecasts: Float64Array,
): Float64Array {
  const length = history.length;
  const result = zeros(forecasts.length);
  for (let h = 0; h < forecasts.length; h++) {
    let sum = forecasts[h]!;
    for (let i = 0; i < differences.length; i++) {
      const back = h - 1 - i;
      if (differences[i] !== 0)
        sum += differences[i]! * (back >= 0 ? result[back]! : history[length + back]!);
    }
    result[h] = sum;
  }
  return result;
}

/** Weights of theta(B) / phi(B), computed as far as they are asked for. */
function psiWeights(phi: Float64Array, theta: Float64Array): (j: number) => number {
  const known = [1];
  return (j) => {
    for (let i = known.length; i <= j; i++) {
      let sum = i <= theta.length ? theta[i - 1]! : 0;
      for (let k = 1; k <= Math.min(i, phi.length); k++) sum += phi[k - 1]! * known[i - k]!;
      known.push(sum);
    }
    return known[j]!;
  };
}

/** Variance that uncertain slopes add at each step, in units of the innovation variance; `reach` computes it. */
function slopeVariances(
  fit: ArimaFit,
  regressors: readonly Regressor[],
  forecastColumn: (index: number, horizon: number) => Float64Array,
): { reach(horizon: number): void; at(h: number): number } {
  const size = regressors.length;
  let known = zeros(0);
  return {
    reach(horizon) {
      if (!(horizon > known.length)) return;
      const rows = listOf(horizon, () => zeros(size));
      regressors.forEach((regressor, k) => {
        const future = regressor.future(horizon);
        const expected = forecastColumn(k + 1, horizon);
        rows.forEach((row, h) => {
          const surprise = future[h]! - expected[h]!;
          for (let i = 0; i < size; i++) row[i]! += surprise * fit.slopeRoot[k]![i]!;
        });
      });
      known = Float64Array.from(rows, sumOfSquares);
    },
    at: (h) => known[h - 1]!,
  };
}
