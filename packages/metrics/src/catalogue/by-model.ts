import type { Settings } from "@foresail/client";
import { type AttributionModel, attributionModels } from "../attribution/attribute-paths.ts";
import type { AttributionMeasure } from "./attribution-measure.ts";
import { defineMetric } from "./define-metric.ts";
import type { Expression, MetricDefinition } from "./definition.ts";

/** The model of a metric whose id names none. */
export const defaultModel: AttributionModel = "linear";

const words: Readonly<Record<AttributionModel, string>> = {
  first: "all to the first touch",
  last: "all to the last touch",
  last_non_direct: "all to the last touch that is not direct",
  linear: "the same to every touch",
  u_shaped: "40 % to the first and to the last touch, 20 % to the others",
  w_shaped: "30 % each to the first touch, lead creation and opportunity creation, 10 % to the others",
  full_path:
    "22.5 % each to the first touch, lead creation, opportunity creation and the last touch, 10 % to the others",
  time_decay: "halved for each half-life before the conversion",
  markov: "by removal effects in a Markov chain of order 1",
  markov2: "by removal effects in a Markov chain of order 2",
  shapley: "the same to each channel of a path (Shapley value)",
};

/** Settings that change what a model gives. */
function settingsOf(model: AttributionModel): readonly (keyof Settings)[] {
  if (model === "time_decay") return ["attribution.lookbackDays", "attribution.halfLifeDays"];
  return model === "u_shaped"
    ? ["attribution.lookbackDays", "attribution.uShape"]
    : ["attribution.lookbackDays"];
}

/** The credits of a model. */
export function credited(of: AttributionMeasure["of"], model: AttributionModel): AttributionMeasure {
  return { kind: "attribution", of, model };
}

/** Pattern of the variants in the catalogue. */
export const modelPattern: string = attributionModels.join("|");

/** The variant of a metric under one model: `roas.markov` of `roas`. */
export function underModel(
  base: Omit<MetricDefinition, "expression">,
  model: AttributionModel,
  expression: (model: AttributionModel) => Expression,
): MetricDefinition {
  return defineMetric({
    ...base,
    id: `${base.id}.${model}`,
    label: `${base.label}, ${model.replaceAll("_", " ")}`,
    formula: `${base.formula}; credit: ${words[model]}`,
    settings: [...(base.settings ?? []), ...settingsOf(model)],
    expression: expression(model),
  });
}

/**
 * A metric of credits with a variant for each attribution model; without one, the model is linear.
 *
 * @param expression - the metric's expression under a model
 */
export function byModel(
  base: Omit<MetricDefinition, "expression" | "family">,
  expression: (model: AttributionModel) => Expression,
): MetricDefinition {
  return defineMetric({
    ...base,
    formula: `${base.formula}; credit: ${words[defaultModel]} (linear)`,
    settings: [...(base.settings ?? []), ...settingsOf(defaultModel)],
    expression: expression(defaultModel),
    family: {
      pattern: modelPattern,
      of: (variant) => {
        const model = attributionModels.find((known) => known === variant);
        return model === undefined ? null : underModel(base, model, expression);
      },
    },
  });
}
