import type { ReportRequest } from "@foresail/client";
import { type AttributionModel, attributionModels, checkedModel } from "../../attribution/attribute-paths.ts";
import type { Period } from "../../calendar/spine.ts";
import {
  isTouchDimension,
  type TouchDimension,
  touchDimensions,
} from "../../catalogue/attribution-measure.ts";
import { credited } from "../../catalogue/by-model.ts";
import type { Row } from "../../engine/engine.ts";
import { ForesailError } from "../../errors.ts";
import { eventOf } from "../../query/attribution/read-conversions.ts";
import { type ReadJourneys, readJourneys } from "../../query/attribution/read-journeys.ts";
import { type Exact, exactOf, one } from "../../query/decimal.ts";
import { requireRates } from "../../query/missing-rates.ts";
import { Plan, type PlanContext } from "../../query/plan.ts";
import { planTouchSpend } from "../../query/plan-touch-spend.ts";
import { creditRows, ofOpportunities, touchDimensionsOf } from "../../query/resolve-attribution.ts";
import type { DimensionValues } from "../../query/statistics.ts";
import type { ReportBody, ReportContext, ReportDefinition } from "../report.ts";
import { rangeOfPeriods, reportPlan } from "../report-plan.ts";
import { type Amounts, type CreditedMeasure, creditsTable } from "./credits-table.ts";
import { mostPaths, pathsTable } from "./paths-table.ts";
import { touchesTable } from "./touches-table.ts";

/** The dimension of a request: the one in `by`, else the option. */
function dimensionOf({ by }: ReportRequest, { dimension = "" }: ReportContext["options"]): TouchDimension {
  const [name = dimension, ...more] = by;
  if (isTouchDimension(name) && more.length === 0) return name;
  throw new ForesailError(
    "invalid_query",
    `report attribution cannot be split by ${by.join(", ")}; it takes one of ${touchDimensions.join(", ")}`,
  );
}

/** The models that the option names, each once. */
function modelsOf({ models = "" }: ReportContext["options"]): AttributionModel[] {
  return [...new Set(models.split(",").map((name) => checkedModel(name.trim())))];
}

/** The range as one period. */
function wholeOf(periods: readonly Period[]): Period | null {
  const [first, last] = [periods[0], periods.at(-1)];
  return first && last ? { ...last, index: 0, label: first.label, starts: first.starts } : null;
}

function amountsOf(rows: readonly Row[]): Map<string | null, Exact> {
  return new Map(
    rows.map((row) => [row.d1 === null || row.d1 === undefined ? null : String(row.d1), exactOf(row.total)]),
  );
}

/** Spend by the dimension; null where `where` cuts by what spend has not. */
async function spendOf(plan: PlanContext, context: ReportContext): Promise<Amounts | null> {
  if (Object.keys(plan.where).some((name) => !isTouchDimension(name))) return null;
  const spend = new Plan(plan);
  planTouchSpend(spend, { kind: "touch_spend" }, "spend");
  return amountsOf(await context.run(spend.statement()));
}

/** What conversions without a touch bring, if `where` keeps them. */
function withoutTouchOf(read: ReadJourneys, plan: PlanContext, measure: CreditedMeasure): Exact {
  if (touchDimensionsOf(plan).some((name) => plan.where[name]?.includes(null) === false)) return 0n;
  return read.journeys
    .filter(({ kinds }) => kinds.length === 0)
    .reduce((sum, { conversion }) => sum + (measure === "conversions" ? one : conversion.value), 0n);
}

async function compute(request: ReportRequest, context: ReportContext): Promise<ReportBody> {
  const { settings, options } = context;
  const measure = options.measure as CreditedMeasure;
  const dimension = dimensionOf(request, options);
  const models = modelsOf(options);
  const { plan: given, periods } = await reportPlan({ ...request, by: [] }, context, `attributed_${measure}`);
  const range = rangeOfPeriods(periods);
  const whole = wholeOf(given.context.periods);
  if (whole === null)
    return { ...range, tables: [], notes: ["the whole range lies after all that is known"] };
  const plan: PlanContext = { ...given.context, periods: [whole], by: [dimension] };
  const measures = models.map((model) => credited(measure, model));
  await requireRates([...measures, { kind: "touch_spend" }], plan, context.run);
  const dimensions = touchDimensionsOf(plan);
  const read = await readJourneys(
    { event: eventOf(measure), dimensions, withNullPaths: true, metric: `attributed ${measure}` },
    ofOpportunities(plan),
    context.run,
  );
  const withoutTouch = withoutTouchOf(read, plan, measure);
  const credits = new Map(
    measures.map((one): [AttributionModel, Amounts] => {
      const amounts = amountsOf(creditRows(one, read, plan));
      const withoutValue = (amounts.get(null) ?? 0n) - withoutTouch;
      if (withoutValue === 0n) amounts.delete(null);
      else amounts.set(null, withoutValue);
      return [one.model, amounts];
    }),
  );
  const spend = await spendOf(plan, context);
  const nameOf = (key: string): string | null =>
    (JSON.parse(key) as DimensionValues)[dimensions.indexOf(dimension)] ?? null;
  const { table: paths, different } = pathsTable(read, nameOf);
  const date = measure === "pipeline" ? "created" : "closed";
  const notes = [
    `conversions and what they bring count by the day on which opportunities ${date}, spend by its own date`,
    `touches count from ${settings["attribution.lookbackDays"]} days before that up to it, to the second`,
    Object.keys(plan.where).some(isTouchDimension)
      ? "the rows of each model add up to its total, exactly: what it credits the touches with that are kept"
      : "the rows of each model add up to its total, exactly; the total is the same for all",
    "Markov models look at the range as a whole; metrics look at each period on its own",
  ];
  if (settings["margin.gross"] === 1 && measure === "revenue")
    notes.push("ROI is about revenue, not gross profit: margin.gross is 1");
  if (different > mostPaths)
    notes.push(`of ${different} different paths the ${mostPaths} most frequent are listed`);
  if (spend === null) notes.push("spend is left out: it cannot be cut as the opportunities are");
  return {
    ...range,
    tables: [
      creditsTable({
        measure,
        dimension,
        credits,
        withoutTouch,
        spend,
        grossMargin: settings["margin.gross"],
      }),
      paths,
      touchesTable(read, whole, dimension, nameOf),
    ],
    notes,
  };
}

/** What channels are credited with, model by model, beside what was spent on them; the paths of touches behind it. */
export const attributionReport: ReportDefinition = {
  report: "attribution",
  version: 1,
  title: "Attribution",
  question: "Which channels bring revenue, and does it depend on how we count?",
  takes: { by: true, where: true },
  options: [
    {
      name: "dimension",
      description: "what touches are split by; --by does the same",
      values: [...touchDimensions],
      initial: "channel",
    },
    {
      name: "models",
      description: "models to compare, with commas between",
      initial: attributionModels.join(","),
    },
    {
      name: "measure",
      description: "what is credited",
      values: ["revenue", "conversions", "pipeline"],
      initial: "revenue",
    },
  ],
  settings: ["attribution.lookbackDays", "attribution.halfLifeDays", "attribution.uShape", "margin.gross"],
  compute,
};
