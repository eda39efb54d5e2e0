import type { MetricDescription } from "@foresail/client";
import { ForesailError } from "../errors.ts";
import { nearest } from "../model/nearest.ts";
import { arpa } from "./arpa.ts";
import { arr } from "./arr.ts";
import { averageDealSize } from "./average-deal-size.ts";
import { bookings } from "./bookings.ts";
import { churnedMrr } from "./churned-mrr.ts";
import { contractionMrr } from "./contraction-mrr.ts";
import { customers } from "./customers.ts";
import { followsAccounts, type MetricDefinition, measuresOf } from "./definition.ts";
import { expansionMrr } from "./expansion-mrr.ts";
import { grr } from "./grr.ts";
import { grrPeriod } from "./grr-period.ts";
import { leads } from "./leads.ts";
import { logoChurnRate } from "./logo-churn-rate.ts";
import { mrr } from "./mrr.ts";
import { newMrr } from "./new-mrr.ts";
import { nrr } from "./nrr.ts";
import { nrrPeriod } from "./nrr-period.ts";
import { opportunitiesCreated } from "./opportunities-created.ts";
import { reactivationMrr } from "./reactivation-mrr.ts";
import { salesCycleDays } from "./sales-cycle-days.ts";
import { salesCycleDaysMean } from "./sales-cycle-days-mean.ts";
import { salesCycleDaysP90 } from "./sales-cycle-days-p90.ts";
import { spend } from "./spend.ts";
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
  customers,
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
];

/** The metrics of one store: the built-in ones and its own. */
export class Catalogue {
  readonly descriptions: readonly MetricDescription[];
  readonly #byId: ReadonlyMap<string, MetricDefinition>;

  /** @param own - metrics of the store's owner; one with a built-in id takes its place */
  constructor(own: readonly MetricDefinition[] = []) {
    this.#byId = new Map([...builtInMetrics, ...own].map((metric) => [metric.id, metric]));
    this.descriptions = [...this.#byId.values()].map(describe);
  }

  /** @throws {ForesailError} `unknown_metric`, with near names in `suggestions` */
  get(id: string): MetricDefinition {
    const metric = this.#byId.get(id);
    if (metric) return metric;
    const suggestions = nearest(id, [...this.#byId.keys()]);
    const hint = suggestions.length > 0 ? `; did you mean ${suggestions.join(" or ")}?` : "";
    throw new ForesailError("unknown_metric", `unknown metric ${JSON.stringify(id)}${hint}`, { suggestions });
  }
}

/** Definition id and version, as it travels with every value. */
export function definitionName(metric: MetricDefinition): string {
  return `${metric.id}@${metric.version}`;
}

const kinds = {
  flow: "flow",
  day_histogram: "duration",
  balance: "balance",
  movement: "movement",
  retention: "ratio",
} as const;

function describe(metric: MetricDefinition): MetricDescription {
  const measures = measuresOf(metric.expression);
  const [first] = measures;
  const kind = metric.expression.kind === "ratio" ? "ratio" : first ? kinds[first.kind] : "flow";
  const bucket =
    first?.kind === "flow" || first?.kind === "day_histogram"
      ? `${first.fact}.${first.date}`
      : first?.kind === "balance"
        ? "just before the period ends"
        : "between the beginning and the end of the period";
  return {
    id: metric.id,
    definition: definitionName(metric),
    label: metric.label,
    question: metric.question,
    formula: metric.formula,
    kind,
    unit: metric.unit,
    direction: metric.direction,
    bucket,
    dimensions: measures.some(followsAccounts) ? "account" : "row",
    source: metric.source ?? null,
  };
}
