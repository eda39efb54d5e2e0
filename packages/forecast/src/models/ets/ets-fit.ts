import { correctedAkaike } from "../../internal/corrected-akaike.ts";
import { zeros } from "../../internal/number-lists.ts";
import { type EtsParameters, type EtsStates, runEts } from "./recursion.ts";
import type { EtsSpecification } from "./specification.ts";

/** What forecasts start from. */
export interface FinalStates {
  readonly level: number;
  readonly slope: number;
  /** One index for each phase, that of the first step ahead first. */
  readonly seasons: Float64Array;
}

/** An exponential smoothing model with estimated parameters and states. */
export interface EtsFit {
  readonly specification: EtsSpecification;
  readonly parameters: EtsParameters;
  /** States before the first value and after each. */
  readonly states: EtsStates;
  /** States after the last value. */
  readonly final: FinalStates;
  readonly fitted: Float64Array;
  /** -2 log L up to a constant, as in R: n log(sum e^2), plus 2 sum log|mean| for multiplicative errors. */
  readonly objective: number;
  /** Akaike's criterion, corrected for small samples; infinite if the series is too short for it. */
  readonly aicc: number;
  /** Residual standard deviation: in units of the series, or relative for multiplicative errors. */
  readonly sigma: number;
}

/**
 * What a model with these parameters makes of a series.
 *
 * @param states - those before the first value; the others are filled
 * @param count - estimated numbers, the variance of errors among them
 */
export function fitOf(
  values: ArrayLike<number>,
  specification: EtsSpecification,
  parameters: EtsParameters,
  states: EtsStates,
  objective: number,
  count: number,
): EtsFit {
  const { length } = values;
  const fitted = zeros(length);
  const { squares } = runEts(values, specification, parameters, states, fitted);
  return {
    specification,
    parameters,
    states,
    final: {
      level: states.levels[length]!,
      slope: states.slopes[length]!,
      seasons: states.seasons.subarray(length),
    },
    fitted,
    objective,
    aicc: correctedAkaike(objective, count, length),
    sigma: Math.sqrt(squares / Math.max(1, length - count + 1)),
  };
}
