/**
 * Probability that a Student t variable lies within ±|t|, for whole degrees of freedom: the finite sums of the
 * handbook, exact but for rounding.
 *
 * @param degrees - degrees of freedom, an integer of 1 or more
 * @returns P(|T| <= |t|), 0 to 1
 * @see Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.7.3 and 26.7.4
 */
export function studentProbability(t: number, degrees: number): number {
  const angle = Math.atan(Math.abs(t) / Math.sqrt(degrees));
  const cosine = Math.cos(angle);
  const odd = degrees % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let power = odd ? 3 : 2; power <= degrees - 2; power += 2) {
    term *= (cosine * cosine * (power - 1)) / power;
    sum += term;
  }
  const within = odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  return Math.min(1, within);
}
