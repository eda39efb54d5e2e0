import {
  combineViews,
  inverseErrorShare,
  showViews,
  type ViewErrors,
  type Views,
  weightInWords,
} from "../drivers/combine-views.ts";
import { type PathSummary, type SummaryOptions, summarizePaths } from "../drivers/path-summary.ts";
import { pointForecast } from "../drivers/point-forecast.ts";
import { forecastPaths } from "../forecast-paths.ts";
import { checkInteger } from "../internal/check-arguments.ts";
import { listOf } from "../internal/number-lists.ts";
import { randomStream } from "../internal/random.ts";
import { mean, sumOf } from "../internal/statistics.ts";
import { dayOf } from "../series/civil-day.ts";
import { type PeriodAxis, periodAxis } from "../series/period-axis.ts";
import { type Deal, type DealTrack, dealsAsOf } from "./deal.ts";
import { dirichletDraw } from "./dirichlet.ts";
import { newDeals } from "./new-deals.ts";
import { bookingsBefore, periodsAhead } from "./pipeline-periods.ts";
import { type PipelineFuture, simulatePipeline } from "./simulate-pipeline.ts";
import { learnHazards, stateOf, stepChances } from "./stage-hazards.ts";
import { winChances } from "./win-chances.ts";

/** Deals, and how to forecast what they will bring. */
export interface PipelineForecastOptions extends SummaryOptions {
  /** Open and closed deals; the rates are learned from the history of all. */
  readonly deals: readonly Deal[];
  /** What happens on this day and after is the future: a date, as in 2026-03-29. */
  readonly asOf: string;
  /** Periods of the answer. */
  readonly grain: "week" | "month" | "quarter";
  /** A day on which a period begins, for weeks from another day or fiscal quarters; 2024-01-01, a Monday, if absent. */
  readonly periodStart?: string;
  /** Number of periods, the one that `asOf` lies in included. */
  readonly horizon: number;
  /** Number of paths; 1000 if absent. */
  readonly paths?: number;
  /** Seed of everything random; 1 if absent. */
  readonly seed?: number;
}

/** Open deals of one stage. */
export interface StageOutlook {
  /** null for deals whose stage is not known. */
  readonly stage: string | null;
  readonly deals: number;
  readonly amount: number;
  /** Amount times the chance of being won before the horizon ends. */
  readonly expected: number;
  /** That over the amount; null if the amount is 0. */
  readonly winChance: number | null;
}

/** One open deal. */
export interface DealOutlook {
  /** Place in `deals`, counted from 0. */
  readonly index: number;
  readonly stage: string | null;
  /** Days since the stage was entered, or since creation if that is not known. */
  readonly ageDays: number;
  readonly amount: number;
  /** Chance of being won before the horizon ends. */
  readonly winChance: number;
}

/** Bookings ahead, from the deals and from their own trend. */
export interface PipelineForecast {
  /** First day of each period. */
  readonly periods: readonly string[];
  /** Won in the first period before `asOf`; part of its bookings. */
  readonly booked: number;
  /** Bookings of whole periods: both views averaged. For totals and targets see `paths`. */
  readonly bookings: PathSummary;
  /** What the deals open now bring. */
  readonly open: PathSummary;
  /** What deals bring that are still to be created. */
  readonly created: PathSummary;
  /** Deals against the trend of bookings, and how the two were weighed. */
  readonly views: Views;
  /** Every open deal. */
  readonly deals: readonly DealOutlook[];
  /** The same by stage. */
  readonly stages: readonly StageOutlook[];
  /** Bookings path by path. */
  readonly paths: readonly (readonly number[])[];
  readonly notes: readonly string[];
}

/**
 * Forecasts bookings from the pipeline: each open deal moves from week to week between stages, is won or lost, with the
 * chances that deals of its stage and age had; deals still to come are drawn from a forecast of their number and go through
 * the same. What the chances truly are is drawn anew on each path, so few closed deals make wide intervals.
 *
 * That view is averaged with the trend of past bookings by the inverse of squared errors of both, from up to six past
 * period starts, each seeing only what was known then. The gap is shown.
 *
 * Not known to it: amounts that change on the way (those of now are used, for past starts too), seasons in closing, such as
 * ends of quarters, and whether large deals are won as often as small ones.
 *
 * @throws {InvalidArgumentError} if a date is none, a closed deal has no date or closes before it was created, an amount is
 * not finite, or horizon or paths is no positive integer
 */
export function pipelineForecast(options: PipelineForecastOptions): PipelineForecast {
  const { deals, horizon, paths: count = 1000, seed = 1 } = options;
  checkInteger("horizon", horizon, 1);
  checkInteger("paths", count, 1);
  const asOf = dayOf("asOf", options.asOf);
  const axis = periodAxis({ grain: options.grain }, options.periodStart ?? "2024-01-01");
  const known = dealsAsOf(deals, asOf);
  const ahead = periodsAhead(axis, asOf, horizon);
  const booked = known.reduce(
    (sum, { won, closed, amount }) =>
      won && closed !== null && closed >= axis.end(ahead.position - 1)! ? sum + amount : sum,
    0,
  );
  const futures = simulateFutures(known, asOf, ahead.periodOfDay, horizon, count, seed);
  const bottomUp = futures.map(({ open, created }) =>
    Array.from(open, (value, h) => value + created[h]! + (h === 0 ? booked : 0)),
  );
  const summaryOf = (deals: "open" | "created") =>
    summarizePaths(
      futures.map((future) => Array.from(future[deals])),
      options,
    );
  const outlooks = dealOutlooks(known, asOf, ahead.periodOfDay.length);
  const past = bookingsBefore(known, axis, ahead.position);
  const errors = backtestViews(deals, axis, ahead.position, past, options);
  const weight = past.length < FEWEST_PERIODS ? 1 : inverseErrorShare(errors.bottomUp, errors.topDown);
  const trend =
    past.length < FEWEST_PERIODS
      ? bottomUp
      : forecastPaths(past, { horizon, paths: count, seed }).map((path) =>
          path.map((value, h) => (h === 0 ? booked + ahead.share * value : value)),
        );
  const combined = combineViews(bottomUp, trend, weight);
  return {
    periods: ahead.labels,
    booked,
    bookings: summarizePaths(combined, options),
    open: summaryOf("open"),
    created: summaryOf("created"),
    views: showViews(bottomUp, trend, errors, weight),
    deals: outlooks,
    stages: stageOutlooks(outlooks),
    paths: combined,
    notes: [weightNote(past.length, errors.origins, weight)],
  };
}

/** Fewest past periods of bookings that have a trend. */
const FEWEST_PERIODS = 4;
/** Fewest past periods before an origin of the backtest. */
const FEWEST_BEFORE = 6;
const MOST_ORIGINS = 6;
/** Paths that an expectation is taken over in the backtest: its noise is a tenth of a path's. */
const BACKTEST_PATHS = 100;

function simulateFutures(
  known: readonly DealTrack[],
  asOf: number,
  periodOfDay: Int32Array,
  periods: number,
  count: number,
  seed: number,
  expected = false,
): PipelineFuture[] {
  const { hazards, open } = learnOpenDeals(known, asOf);
  const random = randomStream(seed);
  const draw = newDeals(known, asOf, periodOfDay.length, { paths: expected ? 0 : count, seed });
  return listOf(count, (path) => {
    const chances = stepChances(hazards, (weights) => dirichletDraw(weights, random));
    return simulatePipeline({ open, created: draw(path, random), periodOfDay, periods }, chances, random);
  });
}

/** Errors of both views from the same past period starts. */
function backtestViews(
  deals: readonly Deal[],
  axis: PeriodAxis,
  position: number,
  past: readonly number[],
  { horizon, seed = 1 }: PipelineForecastOptions,
): ViewErrors {
  const bottomUp: number[] = [];
  const topDown: number[] = [];
  const origins = Math.min(MOST_ORIGINS, past.length - FEWEST_BEFORE);
  for (let back = 1; back <= origins; back++) {
    const steps = Math.min(horizon, back);
    const start = axis.end(position - back - 1)!;
    const { periodOfDay } = periodsAhead(axis, start, steps);
    const futures = simulateFutures(
      dealsAsOf(deals, start),
      start,
      periodOfDay,
      steps,
      BACKTEST_PATHS,
      seed + back,
      true,
    );
    const trend = pointForecast(past.slice(0, past.length - back), { horizon: steps });
    for (let h = 0; h < steps; h++) {
      const actual = past[past.length - back + h]!;
      bottomUp.push(actual - mean(futures.map(({ open, created }) => open[h]! + created[h]!)));
      topDown.push(actual - trend[h]!);
    }
  }
  return { bottomUp, topDown, origins: Math.max(0, origins) };
}

function dealOutlooks(known: readonly DealTrack[], asOf: number, days: number): DealOutlook[] {
  const { hazards, open } = learnOpenDeals(known, asOf);
  const chance = winChances(hazards);
  return open.map(({ index, stage: row, age, amount }) => {
    const stage = hazards.stages[row] ?? null;
    return { index, stage, ageDays: age, amount, winChance: chance(stage, age, days) };
  });
}

/** What the deals teach of the stages, and where the open ones stand. */
function learnOpenDeals(known: readonly DealTrack[], asOf: number) {
  const hazards = learnHazards(known, asOf);
  const indexOf = new Map(hazards.stages.map((stage, i) => [stage, i]));
  const open = known
    .filter(({ closed }) => closed === null)
    .map((deal) => ({ ...deal, ...stateOf(deal, asOf, indexOf) }));
  return { hazards, open };
}

function stageOutlooks(deals: readonly DealOutlook[]): StageOutlook[] {
  return [...new Set(deals.map(({ stage }) => stage))].sort(knownFirst).map((stage): StageOutlook => {
    const list = deals.filter((deal) => deal.stage === stage);
    const amount = sumOf(list, (deal) => deal.amount);
    const expected = sumOf(list, (deal) => deal.amount * deal.winChance);
    return {
      stage,
      deals: list.length,
      amount,
      expected,
      winChance: amount === 0 ? null : expected / amount,
    };
  });
}

function knownFirst(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a < b ? -1 : 1;
}

function weightNote(past: number, origins: number, weight: number): string {
  if (past < FEWEST_PERIODS) return `only ${past} past periods: no trend of bookings, deals alone`;
  if (origins <= 0)
    return "too few past periods for a backtest: deals and the trend of bookings weigh the same";
  return weightInWords("deals", "bookings", weight, `${origins} past starts`);
}
