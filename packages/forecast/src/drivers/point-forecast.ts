import { floorOf, inUnit } from "../auto-forecast.ts";
import { autoCandidates } from "../combination/auto-candidates.ts";
import { modelOption } from "../forecast.ts";
import { combineModels } from "../models/combine-models.ts";
import { naive } from "../models/naive.ts";
import { prepareSeries } from "../series/prepare-series.ts";
import type { SeriesOptions } from "./series-fit.ts";

/**
 * Point forecasts without a backtest of their own, for backtests of what is computed from them: the model asked for, or
 * the candidates of `auto` at the shares that they come with. About a tenth of the time of `forecast`.
 *
 * @returns `horizon` values in the unit of the series
 */
export function pointForecast(
  values: readonly (number | null)[],
  { season = 1, horizon, model }: Pick<SeriesOptions, "season" | "horizon" | "model">,
): number[] {
  const asked = modelOption(model).model;
  const series = prepareSeries(values, season, asked ?? {});
  const wanted = asked
    ? [{ model: asked, share: 1 }]
    : autoCandidates(season).filter(({ benchmark }) => !benchmark);
  const able = wanted.filter((candidate) => series.values.length >= candidate.model.minimumLength);
  const members = able.length > 0 ? able : [{ model: naive, share: 1 }];
  const fitted = combineModels(
    members.map((member) => ({ fitted: member.model.fit(series.values, { season }), weight: member.share })),
  );
  const mean = fitted.predict(horizon + series.missingAtEnd, []).mean;
  const floor = floorOf(series);
  return inUnit(
    mean.map((value) => Math.max(floor, value)),
    series,
  );
}
