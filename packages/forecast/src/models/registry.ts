import { UnknownModelError } from "../errors.ts";
import { closest } from "../internal/closest.ts";
import {
  gompertzTrend,
  logarithmicTrend,
  logisticTrend,
  piecewiseLinearTrend,
  polynomialTrend,
  powerTrend,
} from "../trend/trend-model.ts";
import { arima } from "./arima.ts";
import { averagedSmoothing } from "./averaged-smoothing.ts";
import { complexExponentialSmoothing } from "./complex-exponential-smoothing.ts";
import { croston, sba } from "./croston.ts";
import { drift } from "./drift.ts";
import { dynamicOptimizedTheta } from "./dynamic-optimized-theta.ts";
import { ets } from "./ets.ts";
import { exponentialTrend } from "./exponential-trend.ts";
import { historicalMean } from "./historical-mean.ts";
import { holtWintersDamped } from "./holt-winters-damped.ts";
import { intermittent } from "./intermittent.ts";
import { linearTrend } from "./linear-trend.ts";
import type { Model } from "./model.ts";
import { mstlTheta } from "./mstl-model.ts";
import { naive } from "./naive.ts";
import { optimizedTheta } from "./optimized-theta.ts";
import { seasonalNaive } from "./seasonal-naive.ts";
import { seasonalWindowAverage } from "./seasonal-window-average.ts";
import { stlEts } from "./stl-model.ts";
import { theta } from "./theta.ts";
import { thetaLogarithmic } from "./theta-logarithmic.ts";
import { thetaShrunken } from "./theta-shrunken.ts";
import { tsb } from "./tsb.ts";
import { windowAverage } from "./window-average.ts";
import { zeroInflated } from "./zero-inflated.ts";

/** Every model, simplest first. */
export const models: readonly Model[] = [
  naive,
  seasonalNaive,
  drift,
  historicalMean,
  windowAverage,
  seasonalWindowAverage,
  linearTrend,
  exponentialTrend,
  logarithmicTrend,
  powerTrend,
  polynomialTrend,
  logisticTrend,
  gompertzTrend,
  piecewiseLinearTrend,
  theta,
  thetaShrunken,
  thetaLogarithmic,
  optimizedTheta,
  dynamicOptimizedTheta,
  averagedSmoothing,
  holtWintersDamped,
  complexExponentialSmoothing,
  ets,
  croston,
  sba,
  tsb,
  zeroInflated,
  intermittent,
  stlEts,
  mstlTheta,
  arima,
];

/**
 * The model with an id.
 *
 * @throws {UnknownModelError} if there is none; offers near ids, `auto` among them
 *
 * @example
 * modelById("drift").id; // => "drift"
 */
export function modelById(id: string): Model {
  const found = models.find((model) => model.id === id);
  if (!found) throw new UnknownModelError(id, closest(id, ["auto", ...models.map((model) => model.id)]));
  return found;
}
