import { tabulate } from "../../internal/number-lists.ts";
import type { Regressor } from "./arima-model.ts";
import type { ArimaSpecification } from "./specification.ts";

/**
 * The column of the constant: ones for a mean, 1, 2, 3, ... for a drift per period.
 *
 * @returns none if the specification has no constant
 */
export function constantRegressor(
  { d, D, constant }: ArimaSpecification,
  length: number,
): readonly Regressor[] {
  if (!constant) return [];
  const drift = d + D > 0;
  const at = (t: number) => (drift ? t + 1 : 1);
  return [
    {
      name: drift ? "drift" : "mean",
      history: tabulate(length, (t) => at(t)),
      future: (horizon) => tabulate(horizon, (h) => at(length + h)),
    },
  ];
}
