/** A candidate's mean absolute error over the backtest, and its share of the combination. */
export interface WeighedCandidate {
  readonly model: string;
  readonly error: number;
  readonly weight: number;
}

/** What is known of a candidate: its share before the backtest, and its error there. */
export interface BacktestedCandidate {
  readonly model: string;
  readonly share: number;
  /** Mean absolute error. */
  readonly error: number;
}

/** Candidates worse than the best by this factor take no part. */
const CUT = 2;

/**
 * Weights of a combination: share / error^2, none beyond twice the smallest error.
 *
 * A few origins say little about which of two close models is best, and a fixed mean is hard to beat, so the errors
 * move the shares and seldom decide. Exponent and cut were chosen like the shares, see `autoCandidates`; accuracy
 * hardly depends on them.
 *
 * @param candidates - in the order to be kept
 * @returns weights in any unit, 0 for those left out; if some candidates made no error at all, only these have one
 * @see Timmermann (2006), Handbook of Economic Forecasting 1, chapter 4, on the forecast combination puzzle
 */
export function weighCandidates(candidates: readonly BacktestedCandidate[]): WeighedCandidate[] {
  const smallest = Math.min(...candidates.map(({ error }) => error));
  return candidates.map(({ model, share, error }) => {
    if (smallest === 0) return { model, error, weight: error === 0 ? share : 0 };
    const ratio = smallest / error;
    return { model, error, weight: error <= CUT * smallest ? share * ratio * ratio : 0 };
  });
}
