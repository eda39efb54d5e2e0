import { byModel, credited } from "./by-model.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Attributed revenue: amounts of won opportunities, credited to the touches before the close, by the day of the close.
 *
 * Touches of the opportunity's person, of all people of its account and of the account itself count, from
 * `attribution.lookbackDays` before the close (to the second, inclusive) up to it; where a touch or a close has no time of day, days
 * are compared. Anonymous touches join at identification. Coincident touches stand in the order of their ids. Split by channel, source,
 * medium or campaign of the touches; every other dimension is the opportunity's. Null: opportunities without a touch, and touches
 * without that value. Rows of any model add up to `bookings`, exactly.
 *
 * Variants: `.first`, `.last`, `.last_non_direct`, `.linear` (the default), `.u_shaped`, `.w_shaped`, `.full_path`, `.time_decay`,
 * `.markov`, `.markov2`, `.shapley`. Markov models take each period on its own: its conversions, and the touches in it of
 * accounts (else people, else visitors) that have won nothing by its end; a channel of these alone may have credit, since it leads on.
 *
 * Rows: a deal of 900 after touches search, mail, search: search 600, mail 300; first and last: search 900.
 *
 * @see attributePaths for the models and their sources
 */
export const attributedRevenue: MetricDefinition = byModel(
  {
    id: "attributed_revenue",
    version: 1,
    label: "Attributed revenue",
    question: "Which channels did the revenue come through?",
    formula: "credits of touches for won opportunities.amount by closed_at",
    unit: "currency",
    direction: "up",
  },
  (model) => ({ kind: "total", measure: credited("revenue", model) }),
);
