import { InvalidArgumentError } from "../../errors.ts";
import { checkSeries } from "../../internal/check-arguments.ts";
import { tabulate, zeros } from "../../internal/number-lists.ts";
import { sumOfSquares } from "../../internal/statistics.ts";
import { arimaModel, type Regressor } from "../arima/arima-model.ts";
import { constantRegressor } from "../arima/constant-regressor.ts";
import { type ArimaFit, fitArima } from "../arima/fit-arima.ts";
import { scaleByPower } from "../arima/scale-by-power.ts";
import { chooseDifferences, searchArima } from "../arima/search-arima.ts";
import type { ArimaSpecification } from "../arima/specification.ts";
import type { FitOptions, FittedModel, Model } from "../model.ts";
import type { RegressorColumns } from "./calendar-regressors.ts";
import { factorColumns, projectOut } from "./least-squares.ts";

/** What to explain a series by, and how the rest behaves. */
export interface RegressionOptions {
  /**
   * Columns by name: one number for each period from the first observation on, as far ahead as forecasts are wanted.
   * A shorter history, as in a backtest, takes the first of them.
   */
  readonly regressors: RegressorColumns;
  /** Adds a straight line; no if absent. */
  readonly trend?: boolean;
  /**
   * What regression leaves: `independent` errors (if absent), `ar1` for a first-order autoregression, `arima` for orders
   * that tests and AICc choose.
   */
  readonly errors?: "independent" | "ar1" | "arima";
}

/** A coefficient and how well it is known, in the unit of the series per unit of the regressor. */
export interface RegressionCoefficient {
  readonly name: string;
  readonly estimate: number;
  readonly standardError: number;
}

/** A regression that has seen a series. */
export interface FittedRegression extends FittedModel {
  /** Constant first, where there is one; then the trend, then the regressors in their order. */
  readonly coefficients: readonly RegressionCoefficient[];
}

/** A regression: the verbs of every model, and coefficients. */
export interface RegressionModel extends Model {
  fit(values: ArrayLike<number>, options: FitOptions): FittedRegression;
}

/**
 * Linear regression on named regressors, with independent, autoregressive or ARIMA errors.
 *
 * y[t] = constant + sum of coefficient * regressor[t] + error[t]
 *
 * Independent errors: ordinary least squares by Householder QR, interval s * sqrt(1 + x'(X'X)^-1 x). Others: exact
 * maximum likelihood, coefficients by generalised least squares. With ARIMA errors, differences are chosen on the least-
 * squares residuals and taken of all columns; where a regressor would then be lost among the others, fewer are taken.
 * If differenced, the model has no constant of its own: a drift takes its place where AICc wants one.
 *
 * @throws {InvalidArgumentError} from `fit`, if a regressor is too short, not finite, or constant or a combination of the
 *   others over the history; from the forecast, if its future values are missing. Names the regressor
 * @throws {InsufficientDataError} from `fit`, with fewer than three observations more than coefficients
 * @see Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, chapters 7 and 10
 * @see Harvey and Phillips (1979), Biometrika 66(1)
 *
 * @example
 * const model = regression({ regressors: { visits: [1, 3, 2, 5, 4, 6] } });
 * const fitted = model.fit([12, 16, 14, 20, 18], { season: 1 });
 * fitted.predict(1).mean.map(Math.round); // => [22]
 */
export function regression({
  regressors,
  trend = false,
  errors = "independent",
}: RegressionOptions): RegressionModel {
  const columns = Object.entries(regressors);
  for (const [name, column] of columns) {
    if (["constant", "drift", "mean", "trend"].includes(name)) {
      throw new InvalidArgumentError(
        "regressors",
        name,
        `a regressor cannot be named "${name}", which is a part of the model: rename it`,
      );
    }
    column.forEach((value, t) => {
      if (!Number.isFinite(value)) {
        throw new InvalidArgumentError(
          `regressors.${name}[${t}]`,
          value,
          `regressors.${name}[${t}] is ${value}; every value must be a finite number`,
        );
      }
    });
  }
  const minimumLength = columns.length + (trend ? 1 : 0) + 4;
  return {
    id: "regression",
    description: `Linear regression on ${columns.map(([name]) => name).join(", ") || "a constant"}`,
    minimumLength,
    keepStart: true,
    fit(values, { season }) {
      checkSeries("regression", values, minimumLength, season);
      const length = values.length;
      const parts = [
        ...(trend ? [trendColumn(length)] : []),
        ...columns.map(([name, column]) => cutColumn(name, column, length)),
      ];
      const { scaled, unit } = scaleByPower(values);
      refuseDependent(parts, length);
      const fit = fitErrors(scaled, season, parts, trend, errors);
      const all = [...constantRegressor(fit.specification, length), ...parts];
      const notes = [`regression on ${all.map(({ name }) => name).join(", ")}`];
      return {
        ...arimaModel(fit, { model: "regression", values, unit, regressors: all, notes }),
        coefficients: all.map(({ name }, k) => ({
          name,
          estimate: fit.slopes[k]! * unit,
          standardError: fit.sigma * unit * Math.sqrt(sumOfSquares(fit.slopeRoot[k]!)),
        })),
      };
    },
  };
}

function trendColumn(length: number): Regressor {
  return {
    name: "trend",
    history: tabulate(length, (t) => t + 1),
    future: (horizon) => tabulate(horizon, (h) => length + h + 1),
  };
}

function cutColumn(name: string, column: readonly number[], length: number): Regressor {
  if (column.length < length) {
    throw new InvalidArgumentError(
      `regressors.${name}`,
      column.length,
      `regressors.${name} has ${column.length} values for a history of ${length}: give one for each period`,
    );
  }
  return {
    name,
    history: column.slice(0, length),
    future(horizon) {
      if (column.length < length + horizon) {
        throw new InvalidArgumentError(
          `regressors.${name}`,
          column.length - length,
          `regressors.${name} has ${column.length - length} future values, ${horizon} periods are to be forecast: give its values for all of them`,
        );
      }
      return column.slice(length, length + horizon);
    },
  };
}

function refuseDependent(parts: readonly Regressor[], length: number): void {
  const { dependent } = factorColumns([zeros(length).fill(1), ...parts.map(({ history }) => history)]);
  const part = parts[dependent - 1];
  if (!part) return;
  throw new InvalidArgumentError(
    `regressors.${part.name}`,
    part.name,
    `regressor "${part.name}" is constant or a combination of the others over the history: leave it out`,
  );
}

function fitErrors(
  values: Float64Array,
  season: number,
  parts: readonly Regressor[],
  trend: boolean,
  errors: "independent" | "ar1" | "arima",
): ArimaFit {
  const length = values.length;
  const plain: ArimaSpecification = { p: 0, d: 0, q: 0, P: 0, D: 0, Q: 0, season, constant: true };
  const fitPlain = (specification: ArimaSpecification) =>
    fitArima(
      values,
      specification,
      [...constantRegressor(specification, length), ...parts].map(({ history }) => history),
    );
  const independent = fitPlain(plain);
  if (!independent) {
    // columns are independent and there are enough observations
    throw new InvalidArgumentError(
      "values",
      length,
      "the regression cannot be computed: leave regressors out",
    );
  }
  if (errors === "independent" || independent.sigma === 0) return independent;
  if (errors === "ar1") return fitPlain({ ...plain, p: 1 }) ?? independent;
  const residuals = values.slice();
  projectOut(factorColumns([zeros(length).fill(1), ...parts.map(({ history }) => history)]).basis, residuals);
  const chosen = chooseDifferences(residuals, season);
  for (const orders of [chosen, { ...chosen, D: 0 }, { season, d: 0, D: 0 }]) {
    const total = orders.d + orders.D;
    const constants = total === 0 ? [true] : total === 1 && !trend ? [true, false] : [false];
    const fit = searchArima(values, orders, parts, constants);
    if (fit) return fit;
  }
  return independent;
}
