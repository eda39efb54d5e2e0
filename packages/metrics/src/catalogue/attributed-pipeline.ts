import { byModel, credited } from "./by-model.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Attributed pipeline: amounts of opportunities at their creation, credited to the touches before that, by the day of creation.
 *
 * All opportunities count, whatever became of them. Touches, dimensions and models are those of `attributed_revenue`, with the creation
 * in the place of the close: the look-back ends there, and Markov models take accounts without any opportunity as lost. Rows of any
 * model add up to `pipeline_created`, exactly; opportunities without `created_at` are in neither.
 *
 * Rows: created with 500 after touches search, mail: search 250, mail 250.
 */
export const attributedPipeline: MetricDefinition = byModel(
  {
    id: "attributed_pipeline",
    version: 1,
    label: "Attributed pipeline",
    question: "Which channels did the pipeline come through?",
    formula: "credits of touches for opportunities.amount at creation by created_at",
    unit: "currency",
    direction: "up",
  },
  (model) => ({ kind: "total", measure: credited("pipeline", model) }),
);
