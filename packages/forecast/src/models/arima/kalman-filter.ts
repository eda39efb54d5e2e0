import { tabulate, zeros } from "../../internal/number-lists.ts";
import { stationaryCovariance } from "./stationary-covariance.ts";

/** Series that have passed the same filter. */
export interface FilteredSeries {
  /** Value minus its one-step forecast, for each series. */
  readonly innovations: readonly Float64Array[];
  /** Variance of the innovation at each step, in units of the innovation variance in the long run; falls to 1. */
  readonly variances: Float64Array;
  /** State after the last value, for each series. */
  readonly states: readonly Float64Array[];
}

/** Variance of the first state below which the filter has settled. */
const SETTLED = 1e-13;

/**
 * Exact one-step forecasts of an ARMA process by the Kalman filter.
 *
 * The state is that of {@link stationaryCovariance}: companion form, so that one step costs r^2 and, once the start is
 * forgotten, only r. Several series share the gains.
 *
 * @see Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, chapter 3
 */
export function kalmanFilter(
  series: readonly Float64Array[],
  phi: Float64Array,
  theta: Float64Array,
): FilteredSeries {
  const length = series[0]!.length;
  const r = Math.max(1, phi.length, theta.length);
  const at = (values: Float64Array, i: number) => (i < values.length ? values[i]! : 0);
  const turn = tabulate(r, (i) => at(phi, i));
  const steady = tabulate(r, (i) => at(phi, i) + at(theta, i));
  const covariance = zeros(r * r);
  stationaryCovariance(phi, theta, covariance);
  const gain = steady.slice();
  const first = zeros(r + 1);
  const states = series.map(() => zeros(r));
  const innovations = series.map(() => zeros(length));
  const variances = zeros(length).fill(1);
  let settled = false;
  for (let t = 0; t < length; t++) {
    if (!settled) {
      const variance = 1 + covariance[0]!;
      variances[t] = variance;
      for (let i = 0; i < r; i++) first[i] = covariance[i]!;
      for (let i = 0; i < r; i++) {
        gain[i] = (turn[i]! * first[0]! + first[i + 1]! + steady[i]!) / variance;
      }
      let largest = 0;
      for (let i = 0; i < r; i++) {
        for (let j = 0; j < r; j++) {
          const corner = i + 1 < r && j + 1 < r ? covariance[(i + 1) * r + j + 1]! : 0;
          covariance[i * r + j] =
            turn[i]! * turn[j]! * first[0]! +
            turn[i]! * first[j + 1]! +
            turn[j]! * first[i + 1]! +
            corner +
            steady[i]! * steady[j]! -
            gain[i]! * gain[j]! * variance;
        }
        largest = Math.max(largest, covariance[i * r + i]!);
      }
      settled = largest < SETTLED;
    } else gain.set(steady);
    for (let s = 0; s < series.length; s++) {
      const state = states[s]!;
      const forecast = state[0]!;
      const innovation = series[s]![t]! - forecast;
      innovations[s]![t] = innovation;
      for (let i = 0; i < r; i++) {
        state[i] = turn[i]! * forecast + (i + 1 < r ? state[i + 1]! : 0) + gain[i]! * innovation;
      }
    }
  }
  return { innovations, variances, states };
}

/** Forecasts for steps 1 to `horizon` from a state. */
export function forecastState(state: Float64Array, phi: Float64Array, horizon: number): Float64Array {
  const current = state.slice();
  const result = zeros(horizon);
  for (let h = 0; h < horizon; h++) {
    const next = current[0]!;
    result[h] = next;
    for (let i = 0; i < current.length; i++) {
      current[i] = (i < phi.length ? phi[i]! * next : 0) + (i + 1 < current.length ? current[i + 1]! : 0);
    }
  }
  return result;
}
