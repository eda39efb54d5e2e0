import { zeros } from "../internal/number-lists.ts";
import { mean } from "../internal/statistics.ts";
import { defineDemand } from "./intermittent-demand.ts";
import type { Model } from "./model.ts";

/**
 * A hurdle model: a period has demand with chance c, and then a size from the sizes seen; forecast c * mean size.
 *
 * c is the share of periods with demand, which is its maximum likelihood estimate: nothing is smoothed, all history
 * weighs the same. For demand that neither trends nor dies out, above all where sizes vary wildly: smoothing follows
 * the last large order there. For paths and intervals see `fromDemand`.
 *
 * @see Mullahy (1986), Journal of Econometrics 33(3), on hurdle models
 *
 * @example
 * zeroInflated.fit([0, 4, 0, 0, 6], { season: 1 }).predict(1).mean; // => [2]
 */
export const zeroInflated: Model = defineDemand({
  id: "zero_inflated",
  description: "Share of periods with demand times the mean size of demand",
  form(values) {
    const sizes = Float64Array.from(values).filter((value) => value !== 0);
    const chance = sizes.length / values.length;
    const size = mean(sizes);
    return {
      parameters: { chance, size },
      fitted: zeros(values.length).fill(chance * size),
      rate: chance * size,
      chance,
    };
  },
});
