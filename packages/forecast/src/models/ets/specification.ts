import { InvalidArgumentError } from "../../errors.ts";

/**
 * Which components an exponential smoothing model has. Errors of constant size with a multiplicative season are
 * left out: their variance is unstable.
 */
export type EtsSpecification = EtsFamily & {
  readonly trend: "none" | "additive" | "damped";
};

/** Errors of constant size, or in proportion to the forecast, with the seasons that go with them. */
type EtsFamily =
  | { readonly error: "additive"; readonly season: "none" | "additive" }
  | { readonly error: "multiplicative"; readonly season: "none" | "additive" | "multiplicative" };

const FAMILIES: readonly EtsFamily[] = [
  { error: "additive", season: "none" },
  { error: "multiplicative", season: "none" },
  { error: "additive", season: "additive" },
  { error: "multiplicative", season: "additive" },
  { error: "multiplicative", season: "multiplicative" },
];

/** All 15 models, fewest components first. */
export const ETS_SPECIFICATIONS: readonly EtsSpecification[] = FAMILIES.flatMap((family) =>
  (["none", "additive", "damped"] as const).map((trend): EtsSpecification => ({ ...family, trend })),
);

const LETTERS = { none: "N", additive: "A", damped: "Ad", multiplicative: "M" } as const;

/** Letters of error, trend and season without separators, as in MAdM. */
export function etsLetters({ error, trend, season }: EtsSpecification): string {
  return LETTERS[error] + LETTERS[trend] + LETTERS[season];
}

/**
 * The usual short name.
 *
 * @example
 * etsName({ error: "multiplicative", trend: "damped", season: "multiplicative" }); // => "ETS(M,Ad,M)"
 */
export function etsName({ error, trend, season }: EtsSpecification): string {
  return `ETS(${LETTERS[error]},${LETTERS[trend]},${LETTERS[season]})`;
}

/**
 * The model with a short name, as in "ANN" or "MAdM".
 *
 * @throws {InvalidArgumentError} if there is none, naming those there are
 */
export function etsSpecification(letters: string): EtsSpecification {
  const found = ETS_SPECIFICATIONS.find((specification) => etsLetters(specification) === letters);
  if (!found) {
    throw new InvalidArgumentError(
      "letters",
      letters,
      `there is no exponential smoothing model "${letters}"; use one of ${ETS_SPECIFICATIONS.map(etsLetters).join(", ")}`,
    );
  }
  return found;
}
