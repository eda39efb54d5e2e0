/** Applies a function to all points (lag null) and to those of each lag, shortest first. */
export function eachLag<Point extends { readonly lag: number }, Result>(
  points: readonly Point[],
  score: (points: readonly Point[], lag: number | null) => Result,
): Result[] {
  const ofLag = (lag: number) =>
    score(
      points.filter((point) => point.lag === lag),
      lag,
    );
  return [score(points, null), ...lagsOf(points).map(ofLag)];
}

/** The lags that points have, shortest first. */
export function lagsOf(points: readonly { readonly lag: number }[]): number[] {
  return [...new Set(points.map(({ lag }) => lag))].sort((a, b) => a - b);
}
