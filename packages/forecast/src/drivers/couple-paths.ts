import { correlationShrinkage } from "../hierarchy/correlation-shrinkage.ts";
import { type ResidualTable, residualTable } from "../hierarchy/residual-table.ts";
import { choleskyInPlace } from "../internal/cholesky.ts";
import { normalDeviates } from "../internal/normal-deviates.ts";
import { normalQuantile } from "../internal/normal-quantile.ts";
import { listOf, zeros } from "../internal/number-lists.ts";
import { randomStream } from "../internal/random.ts";
import { ranking } from "../internal/ranking.ts";
import { dot, sumOfSquares } from "../internal/statistics.ts";
import { dealtByRank } from "./dealt-by-rank.ts";
import type { SeriesFit } from "./series-fit.ts";

/** Paths of several series that belong together: path p of each is the same possible future. */
export interface CoupledPaths {
  /** For each series as many paths as it came with. */
  readonly paths: readonly number[][][];
  /** Share by which correlations of the residuals were shrunk toward 0; 1: taken as independent. */
  readonly shrinkage: number;
  /** Residuals at the times that all series share. */
  readonly table: ResidualTable;
}

/**
 * Makes paths of several series hang together, by a Gaussian copula. Each value of each series and period keeps its
 * calibrated distribution; what changes is which values come together:
 *
 * 1. shocks of each period are correlated between series as their one-step residuals, shrunk (Schaefer and Strimmer):
 *    sqrt(1 - lambda) * sum over t of g[t] x[t][i] / sqrt(n) + sqrt(lambda) * own, g and own standard normal, so no
 *    matrix of all series is needed;
 * 2. over the periods they are correlated as the normal scores of the series' own paths;
 * 3. their ranks say which of the calibrated values each path takes.
 *
 * Own shocks come from one stream for each series, shared ones from a stream of the seed: the same seed gives the same
 * futures whatever is done with them later.
 *
 * @see Clemen and Reilly (1999), Management Science 45(2), on normal copulas
 */
export function couplePaths(
  fits: readonly Pick<SeriesFit, "paths" | "residuals">[],
  seed: number,
): CoupledPaths {
  const count = fits[0]?.paths.length ?? 0;
  const horizon = fits[0]?.paths[0]?.length ?? 0;
  const table = residualTable(fits.map(({ residuals }) => residuals));
  const shrinkage = fits.length > 1 ? correlationShrinkage(table) : 1;
  const { rows } = table;
  const shared = shrinkage < 1 ? normalDeviates(randomStream(seed), count * horizon * rows) : zeros(0);
  const sharedPart = Math.sqrt((1 - shrinkage) / Math.max(1, rows));
  const ownPart = Math.sqrt(shrinkage);
  const paths = fits.map(({ paths: drawn }, i) => {
    const residuals = table.standardized[i]!;
    const shocks = normalDeviates(randomStream(seed + OWN_STREAM * (i + 1)), count * horizon);
    const without = shrinkage === 1 || table.variances[i] === 0;
    if (!without) {
      for (let at = 0; at < shocks.length; at++) {
        let sum = 0;
        for (let t = 0; t < rows; t++) sum += shared[at * rows + t]! * residuals[t]!;
        shocks[at] = sharedPart * sum + ownPart * shocks[at]!;
      }
    }
    const latent = alongTime(shocks, scoreTriangle(drawn), count, horizon);
    return dealtByRank(drawn, (path, h) => latent[path * horizon + h]!);
  });
  return { paths, shrinkage, table };
}

/** Distance between the seeds of series; any number that users' seeds do not differ by. */
const OWN_STREAM = 104_729;

/** Cholesky triangle of the correlations between periods of the normal scores of paths. */
function scoreTriangle(paths: readonly (readonly number[])[]): Float64Array {
  const count = paths.length;
  const horizon = paths[0]!.length;
  const scores = listOf(horizon, (h) => {
    const result = zeros(count);
    ranking(count, (path) => paths[path]![h]!).forEach((path, rank) => {
      result[path] = normalQuantile((rank + 0.5) / count);
    });
    return result;
  });
  const square = sumOfSquares(scores[0]!);
  const correlations = zeros(horizon * horizon);
  for (let i = 0; i < horizon; i++) {
    for (let j = 0; j <= i; j++) {
      const sum = dot(scores[i]!, scores[j]!);
      correlations[i * horizon + j] = square > 0 ? sum / square : i === j ? 1 : 0;
    }
  }
  choleskyInPlace(correlations, horizon, true);
  return correlations;
}

function alongTime(
  shocks: Float64Array,
  triangle: Float64Array,
  count: number,
  horizon: number,
): Float64Array {
  const result = zeros(shocks.length);
  for (let path = 0; path < count; path++) {
    for (let h = 0; h < horizon; h++) {
      let sum = 0;
      for (let k = 0; k <= h; k++) sum += triangle[h * horizon + k]! * shocks[path * horizon + k]!;
      result[path * horizon + h] = sum;
    }
  }
  return result;
}
