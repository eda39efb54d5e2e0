import type { SeasonalIndices } from "../series/classical-decomposition.ts";
import { removeSeason, restoreSeason } from "../series/remove-season.ts";
import type { FoundForm } from "./define-model.ts";

/** Fits the series without its season and puts the season back into the form; fits it as it is if there is none. */
export function withSeason(
  values: ArrayLike<number>,
  season: SeasonalIndices | null,
  formOf: (adjusted: Float64Array) => FoundForm,
): FoundForm {
  const form = formOf(removeSeason(values, season));
  if (season === null) return form;
  const { length } = values;
  const { type, indices } = season;
  return {
    ...form,
    fitted: restoreSeason(form.fitted, season, 0),
    mean: (horizon) => restoreSeason(form.mean(horizon), season, length),
    scale: (h) => (type === "additive" ? 1 : indices[(length + h - 1) % indices.length]!),
  };
}
