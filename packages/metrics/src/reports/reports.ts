import { accountReport } from "./account/account.ts";
import type { ReportDefinition } from "./report.ts";

/** Every report. */
export const reports: readonly ReportDefinition[] = [accountReport];
