import { zeros } from "../../internal/number-lists.ts";
import type { EtsFit } from "./ets-fit.ts";

/** Means and variances of the values to come, for steps 1 to the horizon. */
export interface Moments {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** Mean and variance of an exponential smoothing model's future values, given its parameters and last states. */
export function etsMoments(fit: EtsFit, horizon: number): Moments {
  return fit.specification.season === "multiplicative"
    ? productMoments(fit, horizon)
    : linearMoments(fit, horizon);
}

/**
 * Classes 1 and 2: states that are linear in past values. With c[j] = alpha + beta * (phi + ... + phi^j) + gamma if
 * m divides j, the effect of an innovation j steps later,
 *
 * variance[h] = sigma^2 * (1 + sum c[j]^2)                                                 additive errors
 * variance[h] = (1 + sigma^2) * q[h] - mean[h]^2,  q[h] = mean[h]^2 + sigma^2 * sum c[j]^2 * q[h-j]  multiplicative
 *
 * @see Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, sections 6.2 and 6.3
 */
function linearMoments({ specification, parameters, final, sigma }: EtsFit, horizon: number): Moments {
  const { alpha, beta, gamma, phi } = parameters;
  const { level, slope, seasons } = final;
  const period = seasons.length;
  const noise = sigma * sigma;
  const mean = zeros(horizon);
  const variance = zeros(horizon);
  const effects = zeros(horizon);
  const second = zeros(horizon);
  let power = 1;
  let damped = 0;
  for (let h = 1; h <= horizon; h++) {
    power *= phi;
    damped += power;
    mean[h - 1] = level + damped * slope + seasons[(h - 1) % period]!;
    const effect = alpha + beta * damped + (h % period === 0 ? gamma : 0);
    effects[h - 1] = effect * effect;
  }
  if (specification.error === "additive") {
    let sum = 1;
    for (let h = 0; h < horizon; h++) {
      variance[h] = noise * sum;
      sum += effects[h]!;
    }
  } else {
    for (let h = 0; h < horizon; h++) {
      let past = 0;
      for (let j = 1; j <= h; j++) past += effects[j - 1]! * second[h - j]!;
      const square = mean[h]! * mean[h]!;
      second[h] = square + noise * past;
      variance[h] = (1 + noise) * second[h]! - square;
    }
  }
  return { mean, variance };
}

/**
 * Class 3: level times season. With x = (level, slope) and one innovation e a step, x moves to (F + e G) x, where
 * F = [1 phi; 0 phi] and G = (alpha, beta)' (1, phi), and a season met i steps ahead grows by (1 + gamma e[i]). For
 * a step h, the expected product of x (or of x x') with the season of that step therefore follows a recursion of
 * its own over i = 1..h-1, exact for normal innovations (fourth moment 3 sigma^4). The mean so includes the small
 * covariance of level and season, as in R.
 *
 * Time grows with the square of the horizon.
 *
 * @see Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, section 6.4
 */
function productMoments({ parameters, final, sigma }: EtsFit, horizon: number): Moments {
  const { alpha, beta, gamma, phi } = parameters;
  const { level, slope, seasons } = final;
  const period = seasons.length;
  const noise = sigma * sigma;
  const mean = zeros(horizon);
  const variance = zeros(horizon);
  for (let h = 1; h <= horizon; h++) {
    // expected level and slope, and their second moments, all times the season's growth or its square
    let first = level;
    let trend = slope;
    let ll = level * level;
    let lb = level * slope;
    let bb = slope * slope;
    for (let i = 1; i < h; i++) {
      const turn = (h - i) % period === 0 ? gamma : 0;
      const base = first + phi * trend;
      trend = phi * trend + turn * noise * beta * base;
      first = base + turn * noise * alpha * base;
      // F P F', with its mixed term FPG' = (F P w) g', w = (1, phi), and GPG' = (w' P w) g g'
      const pl = ll + phi * lb;
      const pb = phi * (lb + phi * bb);
      const square = pl + pb;
      const still = 1 + turn * turn * noise;
      const mixed = 2 * turn * noise;
      const moved = noise + 3 * turn * turn * noise * noise;
      ll = still * square + mixed * 2 * alpha * square + moved * alpha * alpha * square;
      const slopeSquare = phi * phi * bb;
      lb = still * pb + mixed * (beta * square + alpha * pb) + moved * alpha * beta * square;
      bb = still * slopeSquare + mixed * 2 * beta * pb + moved * beta * beta * square;
    }
    const season = seasons[(h - 1) % period]!;
    mean[h - 1] = season * (first + phi * trend);
    const square = season * season * (ll + 2 * phi * lb + phi * phi * bb);
    variance[h - 1] = Math.max(0, (1 + noise) * square - mean[h - 1]! * mean[h - 1]!);
  }
  return { mean, variance };
}
