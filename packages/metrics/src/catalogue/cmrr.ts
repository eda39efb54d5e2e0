import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { mrrSettings } from "./revenue-settings.ts";

/**
 * Committed MRR: MRR, with what is signed and has not started, less what is known to end.
 *
 * A subscription that starts later counts as soon as it is recorded; one whose end is known (`ends_at`, or `canceled_at`
 * where `churn.date` is `cancellation`) counts no more, though it is still paid. A term that is expected to renew leaves
 * `ends_at` empty. As was known then: of what lies after the end of a period only what was recorded before that end
 * counts, for the current period what is recorded now. A history that was imported in one go had recorded nothing then, so
 * there it equals MRR up to that import.
 *
 * Rows at the end of March, recorded in March: A 100 running; B 50 with its end on 1 May; C 30 from 1 June: MRR 150,
 * CMRR 100 + 30 = 130.
 *
 * @see Bessemer Venture Partners, "Bessemer's top 10 laws of cloud computing" (CMRR)
 */
export const cmrr: MetricDefinition = defineMetric({
  id: "cmrr",
  version: 1,
  label: "Committed MRR",
  question: "How much recurring revenue do we have under contract?",
  formula: "mrr + MRR signed and not started - MRR with a known end, as was known then",
  unit: "currency",
  direction: "up",
  expression: {
    kind: "formula",
    text: "mrr + pending",
    inputs: { pending: { kind: "total", measure: { kind: "commitment" } } },
  },
  settings: mrrSettings,
  source: "Bessemer Venture Partners, laws of cloud computing",
});
