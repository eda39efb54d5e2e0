import {
  type AttributionModel,
  creditsOf,
  type ExactCredit,
  type ExactPath,
  type MarkovWeights,
  markovWeights,
} from "../../attribution/attribute-paths.ts";
import type { Milestone, Touch, TouchWeightOptions } from "../../attribution/touch-weights.ts";
import { groupBy } from "../../model/group-by.ts";
import { one } from "../decimal.ts";
import type { DimensionValues } from "../statistics.ts";
import type { Journey, NullPath } from "./journeys.ts";
import type { TouchKind } from "./touch-log.ts";

/** What touches of one kind are credited with, of conversions whose opportunities have the same dimension values. */
export interface Credit extends ExactCredit {
  /** The key of the touches' values; null for conversions without a touch. */
  readonly key: string | null;
  /** Values of the opportunity's dimensions. */
  readonly values: DimensionValues;
}

/** What of a journey a model looks at, beside the kinds of its touches. */
export function needsOf(
  model: AttributionModel,
  { uShape }: TouchWeightOptions,
): "kinds" | "milestones" | "days" {
  if (model === "time_decay") return "days";
  if (model === "w_shaped" || model === "full_path") return "milestones";
  return model === "u_shaped" && uShape === "50-50" ? "milestones" : "kinds";
}

/** The touches of a journey as a model looks at them, oldest first. */
export function touchesOf(
  journey: Pick<Journey, "kinds"> & Partial<Journey>,
  needs: ReturnType<typeof needsOf>,
  kinds: readonly TouchKind[],
): Touch[] {
  return journey.kinds.map((number, position) => {
    const { key: channel, direct } = kinds[number] as TouchKind;
    if (needs === "days") return { channel, direct, daysBefore: journey.daysBefore?.[position] ?? 0 };
    if (needs === "kinds") return { channel, direct };
    const milestones: Milestone[] = [];
    if (journey.leadCreation === position) milestones.push("lead_creation");
    if (journey.opportunityCreation === position) milestones.push("opportunity_creation");
    return { channel, direct, milestones };
  });
}

/** Journeys that look the same to a model, as one path. */
function pathsOf(
  journeys: readonly Journey[],
  needs: ReturnType<typeof needsOf>,
  kinds: readonly TouchKind[],
): ExactPath[] {
  const paths = new Map<string, ExactPath>();
  for (const journey of journeys) {
    const { kinds: numbers, daysBefore, leadCreation, opportunityCreation } = journey;
    const beside = {
      kinds: "",
      milestones: `${leadCreation},${opportunityCreation}`,
      days: daysBefore.join(),
    };
    const key = `${numbers.join()};${beside[needs]}`;
    const known = paths.get(key);
    if (known) {
      known.conversions += one;
      known.value += journey.conversion.value;
    } else {
      const touches = touchesOf(journey, needs, kinds);
      paths.set(key, { touches, conversions: one, value: journey.conversion.value, nulls: 0 });
    }
  }
  return [...paths.values()];
}

/** Journeys of one period, with the ways that led nowhere. */
export interface PeriodJourneys {
  readonly journeys: readonly Journey[];
  /** Only Markov models look at them. */
  nullPaths(): readonly NullPath[];
  readonly kinds: readonly TouchKind[];
}

/** Shares of the kinds of touches under a Markov model: from all journeys of a period, and the ways that led nowhere. */
export function markovSharesOf(
  { journeys, nullPaths, kinds }: PeriodJourneys,
  model: "markov" | "markov2",
): MarkovWeights {
  const lost = nullPaths().map(
    ({ kinds: numbers, count }): ExactPath => ({
      touches: touchesOf({ kinds: numbers }, "kinds", kinds),
      conversions: 0n,
      value: 0n,
      nulls: count,
    }),
  );
  return markovWeights([...pathsOf(journeys, "kinds", kinds), ...lost], model);
}

/**
 * Credits of one period under one model: they add up to its conversions and their value, exactly.
 *
 * Markov models share each group of opportunities by the removal effects of the whole period, so that splitting by a dimension
 * of opportunities changes no channel's credit.
 */
export function creditJourneys(
  period: PeriodJourneys,
  model: AttributionModel,
  options: TouchWeightOptions,
): Credit[] {
  const { journeys, kinds } = period;
  const needs = needsOf(model, options);
  const weights = model === "markov" || model === "markov2" ? markovSharesOf(period, model) : null;
  const groups = groupBy(journeys, ({ conversion }) => JSON.stringify(conversion.values));
  return [...groups].flatMap(([values, group]) =>
    [...creditsOf(pathsOf(group, needs, kinds), model, options, weights)].map(([key, credit]) => ({
      ...credit,
      key,
      values: JSON.parse(values) as DimensionValues,
    })),
  );
}
