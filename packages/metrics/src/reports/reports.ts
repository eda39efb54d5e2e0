import { accountReport } from "./account/account.ts";
import { attributionReport } from "./attribution/attribution.ts";
import { cohortsReport } from "./cohorts/cohorts.ts";
import { funnelReport } from "./funnel/funnel.ts";
import { improveReport } from "./improve/improve.ts";
import { movementsReport } from "./movements/movements.ts";
import { pipelineReport } from "./pipeline/pipeline.ts";
import type { ReportDefinition } from "./report.ts";
import { velocityReport } from "./velocity/velocity.ts";

/** Every report. */
export const reports: readonly ReportDefinition[] = [
  funnelReport,
  pipelineReport,
  movementsReport,
  cohortsReport,
  velocityReport,
  attributionReport,
  improveReport,
  accountReport,
];
