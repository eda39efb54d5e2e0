/**
 * True if old observations lose their influence on the forecast: all roots of the characteristic equation of the
 * additive model lie inside the unit circle. With multiplicative parts the same equation is used, as in R.
 *
 * With a trend, f(z) = z^(m+1) + (a + p b - p) z^m + c (z^(m-1) + ... + z^2) + (c + g - 1) z + p (1 - a - g), where
 * c = a + p b - a p (a, b, g, p = alpha, beta, gamma, phi). Without a trend or without a season the bounds
 * 0 < beta < alpha < 1, 0 < gamma < 1 - alpha, phi <= 1 suffice.
 *
 * @param period - m, 2 or more
 * @param workspace - scratch of length m + 2 or more
 * @see Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, chapter 10
 */
export function isAdmissible(
  period: number,
  alpha: number,
  beta: number,
  gamma: number,
  phi: number,
  workspace: Float64Array,
): boolean {
  const f = workspace;
  const middle = alpha + phi * beta - alpha * phi;
  for (let i = 2; i < period; i++) f[i] = middle;
  f[0] = phi * (1 - alpha - gamma);
  f[1] = middle + gamma - 1;
  f[period] = alpha + phi * beta - phi;
  f[period + 1] = 1;
  return rootsInsideUnitCircle(f, period + 1);
}

/**
 * The test of Schur and Cohn: a polynomial has all roots inside the unit circle if and only if its constant term
 * is smaller in size than its leading one, and the same holds for the polynomial with the constant term eliminated,
 * (f(z) - k * z^n * f(1 / z)) / z, k = f[0] / f[n], and so on. Needs n^2 multiplications and no roots.
 *
 * @param f - coefficients, constant first; overwritten
 * @param degree - n; `f[n]` is not 0
 * @see Jury (1964), Theory and Application of the z-Transform Method, chapter 3
 */
export function rootsInsideUnitCircle(f: Float64Array, degree: number): boolean {
  for (let n = degree; n >= 1; n--) {
    const k = f[0]! / f[n]!;
    if (!(k < 1 && k > -1)) return false;
    // low and high coefficients change together, so that one array suffices
    for (let i = 0, j = n; i <= j; i++, j--) {
      const low = f[i]!;
      const high = f[j]!;
      f[i] = low - k * high;
      f[j] = high - k * low;
    }
    for (let i = 0; i < n; i++) f[i] = f[i + 1]!;
  }
  return true;
}
