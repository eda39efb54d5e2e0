import { arpu } from "./arpu.ts";
import { asp } from "./asp.ts";
import { cmgr } from "./cmgr.ts";
import { cmrr } from "./cmrr.ts";
import { customerLifetimeMonths } from "./customer-lifetime-months.ts";
import type { MetricDefinition } from "./definition.ts";
import { fxMrr } from "./fx-mrr.ts";
import { grossMrrChurnRate } from "./gross-mrr-churn-rate.ts";
import { growthSlowing } from "./growth-slowing.ts";
import { logoRetentionRate } from "./logo-retention-rate.ts";
import { netMrrChurnRate } from "./net-mrr-churn-rate.ts";
import { renewalRate } from "./renewal-rate.ts";
import { renewalRateValue } from "./renewal-rate-value.ts";
import { revenue } from "./revenue.ts";
import { upsellRate } from "./upsell-rate.ts";

/** What subscriptions and invoices say beyond MRR, its movements and retention. */
export const revenueMetrics: readonly MetricDefinition[] = [
  fxMrr,
  cmrr,
  cmgr,
  growthSlowing,
  arpu,
  asp,
  revenue,
  logoRetentionRate,
  customerLifetimeMonths,
  grossMrrChurnRate,
  netMrrChurnRate,
  upsellRate,
  renewalRate,
  renewalRateValue,
];
