/** Which components an exponential smoothing model has. */
export interface EtsSpecification {
  /** Errors of constant size, or in proportion to the forecast. */
  readonly error: "additive" | "multiplicative";
  readonly trend: "none" | "additive" | "damped";
  readonly season: "none" | "additive" | "multiplicative";
}

const LETTERS = { none: "N", additive: "A", damped: "Ad", multiplicative: "M" } as const;

/**
 * The usual short name.
 *
 * @example
 * etsName({ error: "multiplicative", trend: "damped", season: "multiplicative" }); // => "ETS(M,Ad,M)"
 */
export function etsName({ error, trend, season }: EtsSpecification): string {
  return `ETS(${LETTERS[error]},${LETTERS[trend]},${LETTERS[season]})`;
}
