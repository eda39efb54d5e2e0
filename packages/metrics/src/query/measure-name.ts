import { type Filter, filtersOf, type Measure } from "../catalogue/measure.ts";

const customerAges = { entered: "observed", ended: "lost", censored: "not lost yet" } as const;

const retained = {
  opening_mrr: "MRR at the start",
  retained_mrr: "MRR at the end of those who paid at the start",
  retained_mrr_capped: "MRR at the end of those who paid at the start, none above its own start",
  opening_customers: "customers at the start",
  churned_customers: "customers at the start who pay nothing at the end",
} as const;

/**
 * What a measure counts or adds up, in a few words for who reads an explanation. Two measures of one metric differ in them.
 *
 * @example
 * const won = { column: "outcome", in: ["won"] };
 * measureName({ kind: "flow", fact: "opportunities", date: "closed_at", aggregate: { count: true }, filter: won });
 * // => "count of opportunities, outcome won"
 */
export function measureName(measure: Measure): string {
  switch (measure.kind) {
    case "flow": {
      const { aggregate, fact } = measure;
      if ("sum" in aggregate) return `sum of ${fact}.${aggregate.sum}${conditionsOf(measure)}`;
      const given = "countOf" in aggregate ? ` with ${aggregate.countOf}` : "";
      return `count of ${fact}${given}${conditionsOf(measure)}`;
    }
    case "day_histogram":
      return `count of ${measure.fact} by days from ${measure.from} to ${measure.to}${conditionsOf(measure)}`;
    case "balance":
      return measure.of === "mrr" ? "MRR" : measure.of;
    case "commitment":
      return "MRR that is signed, less MRR that will end";
    case "movement": {
      const mrr = measure.of === "fx" ? "MRR by exchange rates" : `${measure.of} MRR`;
      return measure.count ? `accounts with ${mrr}` : mrr;
    }
    case "retention":
      return `${retained[measure.of]}${measure.window === "trailing" ? " of the window" : ""}`;
    case "daily_churn":
      return "customers lost, day by day";
    case "customer_survival":
      return `customers ${customerAges[measure.of]}, by age`;
    case "renewal":
      return `${measure.count ? "subscriptions" : "MRR"} ${measure.of === "due" ? "due" : "due and renewed"}`;
    case "attribution":
      return `attribution of ${measure.of.replace("_", " ")}`;
    case "touch_spend":
      return "sum of spend.amount";
    case "pipeline":
      return `amounts of open opportunities${measure.of === "weighted" ? ", weighted" : ""}`;
    case "coverage":
      return measure.of === "won"
        ? "amounts won in the period so far"
        : "open amounts expected to close in the period";
    case "slippage":
      return `opportunities expected to close in the period${measure.of === "slipped" ? " that moved beyond it" : ""}`;
    case "deal_value":
      return `amounts of opportunities ${measure.of}`;
    case "deal_count":
      return measure.of === "worked"
        ? "opportunities open at some moment of the period"
        : "open opportunities";
    case "cohort": {
      const entered = {
        leads: "people created",
        deals: "opportunities created",
        stages: "stages entered",
      }[measure.cohort];
      if (measure.of === "entered") return entered;
      const on = measure.cohort === "leads" ? "converted" : measure.cohort === "deals" ? "won" : "passed";
      return `${entered} and ${on}${measure.withinDays === undefined ? "" : ` within ${measure.withinDays} days`}`;
    }
    case "survival": {
      const what = measure.subject === "sales_cycle" ? "opportunities" : "visits of stages";
      const ended = measure.subject === "sales_cycle" ? "won" : "ended";
      const how = { entered: "observed", ended, censored: `not ${ended}` }[measure.of];
      return `${what} ${how}, by age`;
    }
    case "target":
      return `target of ${measure.metric}`;
    case "forecast_record":
      return `${measure.of.replace("_", " ")} of frozen forecasts`;
  }
}

/** The conditions of a measure, each behind a comma. */
function conditionsOf(measure: { readonly filter?: Filter | readonly Filter[] }): string {
  return filtersOf(measure)
    .map((filter) =>
      "in" in filter
        ? `, ${filter.column} ${filter.in.join(" or ")}`
        : `, ${filter.column} ${filter.given ? "given" : "not given"}`,
    )
    .join("");
}
