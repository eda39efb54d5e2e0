import { checkSeries } from "../internal/check-arguments.ts";
import { fromInnovations, type InnovationsForm } from "./innovations-form.ts";
import type { FitOptions, Model } from "./model.ts";

/** What a fit finds: the form without what the model and the series give. */
export type FoundForm = Omit<InnovationsForm, "model" | "values">;

/** A model by what is its own. */
export interface ModelDefinition extends Omit<Model, "fit"> {
  /** Fits a series that was checked. */
  form(values: ArrayLike<number>, options: FitOptions): FoundForm;
}

/** A model whose verbs follow from an innovations form; it refuses what `checkSeries` refuses, under its id. */
export function defineModel({ form, ...model }: ModelDefinition): Model {
  return {
    ...model,
    fit(values, options) {
      checkSeries(model.id, values, model.minimumLength, options.season);
      return fromInnovations({ model: model.id, values, ...form(values, options) });
    },
  };
}
