import { zeros } from "../internal/number-lists.ts";
import { demandWeights, type IntermittentOptions } from "./croston.ts";
import { defineDemand } from "./intermittent-demand.ts";
import type { Model } from "./model.ts";

/**
 * The method of Teunter, Syntetos and Babai: the chance of demand is smoothed in every period, so that the forecast
 * falls while nothing is sold,
 *
 * c' = c + beta * (1 - c) with demand, c' = c - beta * c without; z' = z + alpha * (y - z) with demand; forecast c' z'.
 *
 * Both start at the first demand, c at 1 / its period. For items that die out; with steady demand it reacts to every
 * gap by chance, where `sba` does not. Without any demand it forecasts 0. For paths and intervals see `fromDemand`.
 *
 * @throws {InvalidArgumentError} if a weight is not in (0, 1]
 * @see Teunter, Syntetos and Babai (2011), European Journal of Operational Research 214(3)
 *
 * @example
 * tsbOf({ alpha: 0.5 }).fit([0, 4, 0, 0, 6], { season: 1 }).predict(1).mean; // => [2.8125]
 */
export function tsbOf(options: IntermittentOptions = {}): Model {
  const { alpha, beta } = demandWeights(options);
  return defineDemand({
    id: "tsb",
    description:
      "Chance and size of demand, smoothed apart, the chance in every period (Teunter, Syntetos, Babai)",
    form(values) {
      const fitted = zeros(values.length).fill(Number.NaN);
      let size = 0;
      let chance = 0;
      for (let t = 0; t < values.length; t++) {
        const value = values[t]!;
        if (chance > 0) {
          fitted[t] = chance * size;
          chance += beta * ((value === 0 ? 0 : 1) - chance);
          if (value !== 0) size += alpha * (value - size);
        } else if (value !== 0) {
          chance = 1 / (t + 1);
          size = value;
        }
      }
      return {
        parameters: { alpha, beta, ...(chance > 0 && { size, chance }) },
        fitted,
        rate: chance * size,
        chance,
      };
    },
  });
}

/** {@link tsbOf} with both weights 0.1. */
export const tsb: Model = tsbOf();
