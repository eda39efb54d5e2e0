import type { AttributionModel } from "../attribution/attribute-paths.ts";

/**
 * What touches are credited with under a model: won opportunities by the day they closed, those of them that won a new
 * customer, their amounts; or the amounts of opportunities by the day they were created. Computed in TypeScript.
 */
export interface AttributionMeasure {
  readonly kind: "attribution";
  readonly of: "revenue" | "conversions" | "new_customers" | "pipeline";
  readonly model: AttributionModel;
}

/** Spend by its date, with dimensions of touches that spend itself has not: all of it falls on null there. */
export interface TouchSpendMeasure {
  readonly kind: "touch_spend";
}

/** Measures of touches. */
export type TouchMeasure = AttributionMeasure | TouchSpendMeasure;

/** What touches are split by. Every other dimension is one of the opportunity. */
export const touchDimensions = ["channel", "source", "medium", "campaign"] as const;
export type TouchDimension = (typeof touchDimensions)[number];

/** Whether a dimension is one of touches. */
export function isTouchDimension(name: string): name is TouchDimension {
  return touchDimensions.some((dimension) => dimension === name);
}
