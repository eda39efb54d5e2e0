import type { Settings } from "@foresail/client";
import type { TouchWeightOptions } from "../attribution/touch-weights.ts";
import {
  type AttributionMeasure,
  isTouchDimension,
  type TouchDimension,
  touchDimensions,
} from "../catalogue/attribution-measure.ts";
import type { Row } from "../engine/engine.ts";
import { creditJourneys } from "./attribution/credit-journeys.ts";
import { eventOf } from "./attribution/read-conversions.ts";
import { type ReadJourneys, readJourneys } from "./attribution/read-journeys.ts";
import { exactText } from "./decimal.ts";
import { measureKey, type PlanContext } from "./plan.ts";
import type { ResolveContext } from "./resolve-measures.ts";
import { type DimensionValues, statisticsRow } from "./statistics.ts";

/** What models take from settings. */
export function weightOptions(settings: Settings): TouchWeightOptions {
  return {
    halfLifeDays: settings["attribution.halfLifeDays"],
    uShape: settings["attribution.uShape"],
  };
}

/** The part of a query that is about opportunities: dimensions of touches left out. */
export function ofOpportunities(plan: PlanContext): PlanContext {
  return {
    ...plan,
    by: plan.by.filter((name) => !isTouchDimension(name)),
    where: Object.fromEntries(Object.entries(plan.where).filter(([name]) => !isTouchDimension(name))),
  };
}

const known = new WeakMap<PlanContext, Map<string, Promise<ReadJourneys>>>();

/** Journeys of a query, read once for all its models. */
function journeysFor(measure: AttributionMeasure, context: ResolveContext): Promise<ReadJourneys> {
  const { plan, run, measures } = context;
  const event = eventOf(measure.of);
  const kept = known.get(plan) ?? new Map<string, Promise<ReadJourneys>>();
  known.set(plan, kept);
  const found =
    kept.get(event) ??
    readJourneys(
      {
        event,
        dimensions: touchDimensionsOf(plan),
        withNullPaths: measures.some(
          (other) =>
            other.kind === "attribution" && eventOf(other.of) === event && other.model.startsWith("markov"),
        ),
        metric: `attributed ${measure.of}`,
      },
      ofOpportunities(plan),
      run,
    );
  kept.set(event, found);
  return found;
}

/** Dimensions of touches that a query names. */
export function touchDimensionsOf(plan: PlanContext): TouchDimension[] {
  return touchDimensions.filter((name) => plan.by.includes(name) || name in plan.where);
}

/**
 * Credits of touches by period, dimensions of touches (channel, source, medium, campaign) and of opportunities.
 *
 * `where` on a dimension of touches keeps the credits of its values, on another one the opportunities that have them. The
 * states of Markov models and the players of Shapley are combinations of all dimensions of touches that the query names.
 * Markov models look at each period on its own, so that a number does not depend on the range that it is asked with. What is
 * split by no touch costs none: all models give the total.
 */
export async function resolveAttribution(
  measure: AttributionMeasure,
  context: ResolveContext,
): Promise<Row[]> {
  return creditRows(measure, await journeysFor(measure, context), context.plan);
}

/** The same from journeys that are read. */
export function creditRows(measure: AttributionMeasure, read: ReadJourneys, plan: PlanContext): Row[] {
  const dimensions = touchDimensionsOf(plan);
  const deals = ofOpportunities(plan).by;
  const options = weightOptions(plan.settings);
  const rows: Row[] = [];
  for (const period of plan.periods) {
    const all = read.of(period);
    const journeys =
      measure.of === "new_customers"
        ? all.journeys.filter(({ conversion }) => conversion.isNewCustomer)
        : all.journeys;
    const sums = new Map<string, bigint>();
    for (const credit of creditJourneys({ ...all, journeys }, measure.model, options)) {
      const touched = credit.key === null ? [] : (JSON.parse(credit.key) as DimensionValues);
      const creditValue = (name: string): string | null =>
        isTouchDimension(name)
          ? (touched[dimensions.indexOf(name)] ?? null)
          : (credit.values[deals.indexOf(name)] ?? null);
      if (dimensions.some((name) => plan.where[name]?.includes(creditValue(name)) === false)) continue;
      const key = JSON.stringify(plan.by.map(creditValue));
      const amount =
        measure.of === "revenue" || measure.of === "pipeline" ? credit.value : credit.conversions;
      sums.set(key, (sums.get(key) ?? 0n) + amount);
    }
    for (const [values, sum] of sums) {
      rows.push(
        statisticsRow(
          measureKey(measure),
          period.index,
          JSON.parse(values) as DimensionValues,
          1,
          exactText(sum),
        ),
      );
    }
  }
  return rows;
}
