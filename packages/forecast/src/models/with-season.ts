import type { SeasonalIndices } from "../series/classical-decomposition.ts";
import { restoreSeason } from "../series/remove-season.ts";
import type { InnovationsForm } from "./innovations-form.ts";

/** Puts a season back onto the innovations form of the series without it; null leaves the form as it is. */
export function withSeason(season: SeasonalIndices | null, form: InnovationsForm): InnovationsForm {
  if (season === null) return form;
  const { length } = form.values;
  const { type, indices } = season;
  return {
    ...form,
    fitted: restoreSeason(form.fitted, season, 0),
    mean: (horizon) => restoreSeason(form.mean(horizon), season, length),
    scale: (h) => (type === "additive" ? 1 : indices[(length + h - 1) % indices.length]!),
  };
}
