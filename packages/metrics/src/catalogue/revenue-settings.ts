import type { Settings } from "@foresail/client";

/** Settings that decide what MRR is at any moment. */
export const mrrSettings: readonly (keyof Settings)[] = [
  "currency.rate",
  "currency.rateDate",
  "revenue.discounts",
  "churn.date",
  "churn.graceDays",
];

/** Settings that decide what moved it. */
export const movementSettings: readonly (keyof Settings)[] = [...mrrSettings, "movements.form"];

/** Settings that decide which share of customers left. */
export const churnSettings: readonly (keyof Settings)[] = [...movementSettings, "churn.denominator"];
