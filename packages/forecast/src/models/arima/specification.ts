/** Orders of a seasonal ARIMA model, ARIMA(p,d,q)(P,D,Q)[m], with or without a constant. */
export interface ArimaSpecification {
  /** Autoregressive terms. */
  readonly p: number;
  /** Differences at lag 1. */
  readonly d: number;
  /** Moving-average terms. */
  readonly q: number;
  /** Autoregressive terms at multiples of the season. */
  readonly P: number;
  /** Differences at the lag of the season. */
  readonly D: number;
  /** Moving-average terms at multiples of the season. */
  readonly Q: number;
  /** m, observations per season; 1 for none. */
  readonly season: number;
  /** A mean if nothing is differenced, a drift per period if d + D = 1; not allowed with more differences. */
  readonly constant: boolean;
}

/**
 * The usual name of a specification.
 *
 * @example
 * arimaName({ p: 0, d: 1, q: 1, P: 0, D: 1, Q: 1, season: 12, constant: false }); // => "ARIMA(0,1,1)(0,1,1)[12]"
 */
export function arimaName({ p, d, q, P, D, Q, season, constant }: ArimaSpecification): string {
  const seasonal = P + D + Q > 0 ? `(${P},${D},${Q})[${season}]` : "";
  const tail = constant ? (d + D > 0 ? " with drift" : " with mean") : "";
  return `ARIMA(${p},${d},${q})${seasonal}${tail}`;
}

/** Coefficients that the likelihood is maximised over; the constant is not among them. */
export function coefficientCount({ p, q, P, Q }: ArimaSpecification): number {
  return p + q + P + Q;
}

/** Observations that differencing takes away. */
export function lostToDifferences({ d, D, season }: ArimaSpecification): number {
  return d + D * season;
}
