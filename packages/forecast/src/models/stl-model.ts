import { type StlOptions, stl } from "../series/stl.ts";
import { ets } from "./ets.ts";
import type { Model } from "./model.ts";
import { withoutSeasons } from "./mstl-model.ts";

/**
 * STL takes the season out, any model continues the adjusted series, the last season is repeated.
 *
 * With two seasons or fewer nothing is taken out, which a note says. For standard errors see `mstlModel`: they are too
 * small until calibrated.
 *
 * @param inner - any model that does not take logarithms; it is fitted with season 1
 * @param options - parameters of STL, `season` excepted
 * @returns a model with the id `stl_` and the inner one's
 * @throws {InvalidArgumentError} if the inner model takes logarithms: an adjusted series may fall below 0
 * @see Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 5.7
 *
 * @example
 * import { drift } from "@foresail/forecast";
 *
 * stlModel(drift).fit([1, 9, 2, 10, 3, 11, 4, 12], { season: 2 }).predict(2).mean.map(Math.round); // => [5, 13]
 */
export function stlModel(inner: Model, options: Omit<StlOptions, "season"> = {}): Model {
  return withoutSeasons("stl", inner, "the season", (values, season) => {
    if (season === 1) return { components: [], notes: [] };
    if (values.length <= 2 * season) {
      const note = `only ${values.length} observations, not more than two seasons of ${season}: no season taken out`;
      return { components: [], notes: [note] };
    }
    const { seasonal } = stl(values, { ...options, season });
    return { components: [{ season, values: seasonal }], notes: [] };
  });
}

/** STL with `ets` on the adjusted series. */
export const stlEts: Model = { ...stlModel(ets), id: "stl_ets" };
