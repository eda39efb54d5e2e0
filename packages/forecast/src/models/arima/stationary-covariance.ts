import { zeros } from "../../internal/number-lists.ts";

/**
 * Autocovariances of a stationary autoregression whose innovations have variance 1.
 *
 * Steps the Levinson-Durbin recursion down to the partial autocorrelations, which give gamma(0) =
 * 1 / product of (1 - r[k]^2), and then up through the predictors of each order. O(p^2), without a linear system.
 *
 * @param phi - expanded coefficients; must be stationary
 * @param count - autocovariances wanted, lags 0 to count - 1
 * @see Brockwell and Davis (1991), Time Series: Theory and Methods, sections 3.3 and 5.2
 */
function autoregressiveAutocovariances(phi: Float64Array, count: number): Float64Array {
  const size = phi.length;
  // row k holds the predictor of order k + 1
  const predictors = zeros(size * size);
  for (let i = 0; i < size; i++) predictors[(size - 1) * size + i] = phi[i]!;
  let variance = 1;
  for (let k = size - 1; k >= 0; k--) {
    const row = k * size;
    const partial = predictors[row + k]!;
    const rest = 1 - partial * partial;
    variance /= rest;
    if (k === 0) break;
    for (let i = 0; i < k; i++) {
      predictors[row - size + i] = (predictors[row + i]! + partial * predictors[row + k - 1 - i]!) / rest;
    }
  }
  const result = zeros(count);
  result[0] = variance;
  for (let lag = 1; lag < count; lag++) {
    const order = Math.min(lag, size);
    const row = (order - 1) * size;
    let sum = 0;
    for (let i = 0; i < order; i++) {
      const coefficient = predictors[row + i]!;
      if (coefficient !== 0) sum += coefficient * result[lag - 1 - i]!;
    }
    result[lag] = sum;
  }
  return result;
}

/**
 * Covariance of the state of an ARMA process before the first observation, innovations of variance 1.
 *
 * The state has r = max(p, q) parts: x[i] is what is known before period 1 about
 * y[i] - (phi and theta terms of period 1 on), so that
 *
 * y[t] = x[t,1] + e[t];  x[t+1,i] = phi[i] * x[t,1] + x[t,i+1] + (phi[i] + theta[i]) * e[t]
 *
 * Its first row follows from the autocovariances, sum over i >= j of phi[i] gamma(i-j+1) + theta[i] psi(i-j+1); the
 * others follow from the stationarity of the state, from the last row up. O(r^2).
 *
 * @param phi - expanded autoregressive coefficients, 1 - sum phi B^i, stationary
 * @param theta - expanded moving-average coefficients, 1 + sum theta B^i
 * @param into - r * r numbers, row by row
 * @see Pearlman (1980), Biometrika 67(1), on this form of the state
 * @see Gardner, Harvey and Phillips (1980), Applied Statistics 29(3), on the exact start
 */
export function stationaryCovariance(phi: Float64Array, theta: Float64Array, into: Float64Array): void {
  const p = phi.length;
  const q = theta.length;
  const r = Math.max(p, q);
  if (r === 0) return;
  // autocovariances of (1 + theta) applied to the pure autoregression
  const gamma = zeros(p + 1);
  if (p > 0) {
    const pure = autoregressiveAutocovariances(phi, p + q + 1);
    for (let shift = -q; shift <= q; shift++) {
      const gap = Math.abs(shift);
      let product = gap === 0 ? 1 : theta[gap - 1]!;
      for (let i = 0; i + gap < q; i++) product += theta[i]! * theta[i + gap]!;
      if (product === 0) continue;
      for (let lag = 0; lag <= p; lag++) gamma[lag]! += product * pure[Math.abs(lag + shift)]!;
    }
  }
  const psi = zeros(q + 1);
  psi[0] = 1;
  for (let j = 1; j <= q; j++) {
    let sum = theta[j - 1]!;
    for (let i = 1; i <= Math.min(j, p); i++) sum += phi[i - 1]! * psi[j - i]!;
    psi[j] = sum;
  }
  for (let j = 0; j < r; j++) {
    let sum = 0;
    for (let i = j; i < p; i++) sum += phi[i]! * gamma[i - j + 1]!;
    for (let i = j; i < q; i++) sum += theta[i]! * psi[i - j + 1]!;
    into[j] = sum;
    into[j * r] = sum;
  }
  const first = into[0]!;
  for (let i = r - 1; i >= 1; i--) {
    const phiI = i < p ? phi[i]! : 0;
    const gainI = phiI + (i < q ? theta[i]! : 0);
    const belowI = i + 1 < r ? into[i + 1]! : 0;
    for (let j = i; j >= 1; j--) {
      const phiJ = j < p ? phi[j]! : 0;
      const gainJ = phiJ + (j < q ? theta[j]! : 0);
      const belowJ = j + 1 < r ? into[j + 1]! : 0;
      const corner = i + 1 < r ? into[(i + 1) * r + j + 1]! : 0;
      const sum = phiI * phiJ * first + phiI * belowJ + phiJ * belowI + corner + gainI * gainJ;
      into[i * r + j] = sum;
      into[j * r + i] = sum;
    }
  }
}
