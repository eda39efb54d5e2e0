/** A candidate's mean absolute error over the backtest, and its share of the combination. */
export interface WeighedCandidate {
  readonly model: string;
  readonly error: number;
  readonly weight: number;
}

/** Candidates worse than the best by this factor take no part. */
const CUT = 1.5;

/**
 * Shares of a combination from backtest errors: 1 / error^4, none beyond 1.5 times the smallest error.
 *
 * A few origins say little about which of two close models is best, and an even mean is hard to beat, so close
 * errors give close shares. The exponent and the cut were chosen as in `widthPrior`, on held-out training tails;
 * accuracy hardly depends on them.
 *
 * @param errors - model id to mean absolute error, in the order to be kept
 * @see Timmermann (2006), Handbook of Economic Forecasting 1, chapter 4, on the forecast combination puzzle
 */
export function weighCandidates(errors: ReadonlyMap<string, number>): WeighedCandidate[] {
  const smallest = Math.min(...errors.values());
  return [...errors].map(([model, error]) => {
    if (smallest === 0) return { model, error, weight: error === 0 ? 1 : 0 };
    return { model, error, weight: error <= CUT * smallest ? (smallest / error) ** 4 : 0 };
  });
}
