/** Proposed codes for why somebody overrode a forecast; others are allowed, few are better. */
export const overrideReasons = [
  "new_deal",
  "slipped_deal",
  "lost_deal",
  "price_change",
  "promotion_or_campaign",
  "one_off",
  "data_error",
  "capacity",
  "macro",
  "other",
] as const;

/** One of the proposed codes. */
export type OverrideReason = (typeof overrideReasons)[number];
