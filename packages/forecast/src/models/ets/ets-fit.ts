import type { EtsParameters, EtsState } from "./recursion.ts";
import type { EtsSpecification } from "./specification.ts";

/** An exponential smoothing model with estimated parameters and states. */
export interface EtsFit {
  readonly specification: EtsSpecification;
  readonly parameters: Readonly<EtsParameters>;
  /** States before the first value. */
  readonly initial: Readonly<EtsState>;
  /** States after the last value; phase 0 is still that of the first value. */
  readonly final: Readonly<EtsState>;
  readonly fitted: Float64Array;
  /** -2 log L up to a constant, as in R: n log(sum e^2), plus 2 sum log|mean| for multiplicative errors. */
  readonly objective: number;
  /** Akaike's criterion, corrected for small samples; infinite if the series is too short for it. */
  readonly aicc: number;
  /** Residual standard deviation: in units of the series, or relative for multiplicative errors. */
  readonly sigma: number;
}
