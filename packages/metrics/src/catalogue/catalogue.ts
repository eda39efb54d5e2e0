import type { MetricDescription, Settings } from "@foresail/client";
import { ForesailError } from "../errors.ts";
import { nearest } from "../model/nearest.ts";
import { settingsFrom } from "../settings/settings.ts";
import { arpa } from "./arpa.ts";
import { arr } from "./arr.ts";
import { attributedConversions } from "./attributed-conversions.ts";
import { attributedPipeline } from "./attributed-pipeline.ts";
import { attributedRevenue } from "./attributed-revenue.ts";
import { averageDealSize } from "./average-deal-size.ts";
import { bookings } from "./bookings.ts";
import { cac } from "./cac.ts";
import { cacPaybackMonths } from "./cac-payback-months.ts";
import { cacPlatform } from "./cac-platform.ts";
import { churnedCustomers } from "./churned-customers.ts";
import { churnedMrr } from "./churned-mrr.ts";
import { contractionMrr } from "./contraction-mrr.ts";
import { costPerLead } from "./cost-per-lead.ts";
import { costPerLeadPlatform } from "./cost-per-lead-platform.ts";
import { customers } from "./customers.ts";
import { type MetricDefinition, measuresOf } from "./definition.ts";
import { expansionMrr } from "./expansion-mrr.ts";
import { grr } from "./grr.ts";
import { grrPeriod } from "./grr-period.ts";
import { leadConversionRate } from "./lead-conversion-rate.ts";
import { leadVelocityRate } from "./lead-velocity-rate.ts";
import { leads } from "./leads.ts";
import { logoChurnRate } from "./logo-churn-rate.ts";
import { ltv } from "./ltv.ts";
import { ltvCac } from "./ltv-cac.ts";
import { ltvExpansion } from "./ltv-expansion.ts";
import { ltvKm } from "./ltv-km.ts";
import { magicNumber } from "./magic-number.ts";
import { marketingRoi } from "./marketing-roi.ts";
import { traitsOf } from "./measure-traits.ts";
import { mqlToSqlRate } from "./mql-to-sql-rate.ts";
import { mqls } from "./mqls.ts";
import { mrr } from "./mrr.ts";
import { mrrGrowthRate } from "./mrr-growth-rate.ts";
import { netNewMrr } from "./net-new-mrr.ts";
import { newCustomers } from "./new-customers.ts";
import { newMrr } from "./new-mrr.ts";
import { nrr } from "./nrr.ts";
import { nrrPeriod } from "./nrr-period.ts";
import { opportunitiesCreated } from "./opportunities-created.ts";
import { quickRatio } from "./quick-ratio.ts";
import { reactivationMrr } from "./reactivation-mrr.ts";
import { resolveMetric } from "./resolve-metrics.ts";
import { revenueMetrics } from "./revenue-metrics.ts";
import { roas } from "./roas.ts";
import { ruleOf40 } from "./rule-of-40.ts";
import { salesCycleDays } from "./sales-cycle-days.ts";
import { salesCycleDaysMean } from "./sales-cycle-days-mean.ts";
import { salesCycleDaysP90 } from "./sales-cycle-days-p90.ts";
import { salesMetrics } from "./sales-metrics.ts";
import { spend } from "./spend.ts";
import { sqls } from "./sqls.ts";
import { targetMetric, targetSuffix } from "./target-metric.ts";
import { winRate } from "./win-rate.ts";

/** The metrics that come with Foresail. */
export const builtInMetrics: readonly MetricDefinition[] = [
  mrr,
  arr,
  newMrr,
  expansionMrr,
  contractionMrr,
  churnedMrr,
  reactivationMrr,
  netNewMrr,
  mrrGrowthRate,
  quickRatio,
  customers,
  newCustomers,
  churnedCustomers,
  arpa,
  logoChurnRate,
  nrr,
  nrrPeriod,
  grr,
  grrPeriod,
  leads,
  opportunitiesCreated,
  winRate,
  salesCycleDays,
  salesCycleDaysMean,
  salesCycleDaysP90,
  averageDealSize,
  bookings,
  spend,
  mqls,
  sqls,
  leadVelocityRate,
  leadConversionRate,
  mqlToSqlRate,
  costPerLead,
  costPerLeadPlatform,
  cac,
  cacPlatform,
  attributedRevenue,
  attributedConversions,
  attributedPipeline,
  roas,
  marketingRoi,
  ltv,
  ltvExpansion,
  ltvKm,
  ltvCac,
  cacPaybackMonths,
  magicNumber,
  ruleOf40,
  ...salesMetrics,
  ...revenueMetrics,
];

/** The metrics of one store: the built-in ones and its own. */
export class Catalogue {
  readonly descriptions: readonly MetricDescription[];
  readonly #byId: ReadonlyMap<string, MetricDefinition>;

  /**
   * @param own - metrics of the store's owner; one with a built-in id takes its place
   * @throws {ForesailError} `invalid_definition` where a formula names what does not exist
   */
  constructor(own: readonly MetricDefinition[] = []) {
    const written = new Map([...builtInMetrics, ...own].map((metric) => [metric.id, metric]));
    const ids = [...written.keys()];
    this.#byId = new Map(
      [...written].map(([id, metric]) => [id, resolveMetric(metric, (name) => written.get(name), ids)]),
    );
    this.descriptions = [...this.#byId.values()].map(describeMetric);
  }

  /** @throws {ForesailError} `unknown_metric`, with near names in `suggestions` */
  get(id: string): MetricDefinition {
    const metric = this.#byId.get(id) ?? this.#variant(id);
    if (metric) return metric;
    const suggestions = nearest(id, [...this.#byId.keys()]);
    const hint = suggestions.length > 0 ? `; did you mean ${suggestions.join(" or ")}?` : "";
    throw new ForesailError("unknown_metric", `unknown metric ${JSON.stringify(id)}${hint}`, { suggestions });
  }

  #variant(id: string): MetricDefinition | null {
    const dot = id.indexOf(".");
    if (id.endsWith(targetSuffix)) {
      const of = id.slice(0, -targetSuffix.length);
      const metric = this.#byId.get(of) ?? this.#variant(of);
      return metric && targetMetric(metric);
    }
    const variant = this.#byId.get(id.slice(0, Math.max(dot, 0)))?.family?.of(id.slice(dot + 1));
    if (!variant) return null;
    return resolveMetric(variant, (name) => this.#byId.get(name), [...this.#byId.keys()]);
  }
}

/** Settings that nobody has changed. */
const initialSettings = settingsFrom({});

/**
 * Definition id and version, as it travels with every value: `win_rate@1`. Settings that decide the number and are not
 * at their default follow: `logo_churn_rate@1[churn.denominator=daily]`.
 */
export function definitionName(metric: MetricDefinition, settings?: Settings): string {
  const name = `${metric.definedAs ?? metric.id}@${metric.version}`;
  if (settings === undefined) return name;
  const changed = (metric.settings ?? []).filter((key) => settings[key] !== initialSettings[key]);
  return changed.length === 0
    ? name
    : `${name}[${changed.map((key) => `${key}=${settings[key]}`).join(",")}]`;
}

/** What a metric is, as the API tells it. */
export function describeMetric(metric: MetricDefinition): MetricDescription {
  const measures = measuresOf(metric.expression);
  const traits = measures.map(traitsOf);
  const single = ["total", "distribution", "survival"].includes(metric.expression.kind);
  return {
    id: metric.id,
    definition: definitionName(metric),
    label: metric.label,
    question: metric.question,
    formula: metric.formula,
    kind: single ? (traits[0]?.kind ?? "flow") : "ratio",
    unit: metric.unit,
    direction: metric.direction,
    bucket: traits[0]?.bucket ?? "",
    dimensions: traits.some(({ followsAccounts }) => followsAccounts) ? "account" : "row",
    source: metric.source ?? null,
  };
}
