import type { RowBehind } from "@foresail/client";
import { allocate } from "../../attribution/allocate.ts";
import type { MarkovWeights } from "../../attribution/attribute-paths.ts";
import { touchWeights } from "../../attribution/touch-weights.ts";
import type { Period } from "../../calendar/spine.ts";
import {
  type AttributionMeasure,
  type TouchDimension,
  touchDimensions,
} from "../../catalogue/attribution-measure.ts";
import { type Exact, exactText, one } from "../decimal.ts";
import { ofOpportunities, touchDimensionsOf, weightOptions } from "../resolve-attribution.ts";
import type { ListContext, ResolvedRows } from "../resolved-rows.ts";
import { markovSharesOf, needsOf, touchesOf } from "./credit-journeys.ts";
import type { Journey } from "./journeys.ts";
import { byTime } from "./moment.ts";
import { eventOf } from "./read-conversions.ts";
import { type ReadJourneys, readJourneys } from "./read-journeys.ts";

/** What one opportunity brings one touch, or one kind of touch. */
interface CreditRow {
  readonly journey: Journey;
  /** Position of the touch in the journey; null where the model credits kinds of touches, or nothing was touched. */
  readonly position: number | null;
  /** Values of the touch's dimensions; null where nothing was touched. */
  readonly values: readonly (string | null)[] | null;
  /** Share of the opportunity, exact. */
  readonly weight: Exact;
  credit: Exact;
}

/** What is shared, and what shares of it go where. */
interface Share {
  readonly position: number | null;
  readonly key: string | null;
  readonly size: bigint;
}

function sharesOf(
  journey: Journey,
  { model }: AttributionMeasure,
  { context, read, markov }: { context: ListContext; read: ReadJourneys; markov: MarkovWeights | null },
): Share[] {
  const { kinds } = read.log;
  if (journey.kinds.length === 0) return [{ position: null, key: null, size: 1n }];
  if (markov !== null) return markov.map(([key, size]) => ({ position: null, key, size }));
  const keys = journey.kinds.map((kind) => kinds[kind]?.key ?? null);
  if (model === "shapley") return [...new Set(keys)].map((key) => ({ position: null, key, size: 1n }));
  if (model === "markov" || model === "markov2") return [];
  const options = weightOptions(context.plan.settings);
  const sizes = touchWeights(touchesOf(journey, needsOf(model, options), kinds), model, options);
  return sizes.map((size, position) => ({ position, key: keys[position] ?? null, size }));
}

/**
 * Makes credits add up to their sum: what rounding each of them to 10^-16 has left goes to the largest ones, as evenly as
 * whole units allow.
 */
function settle(rows: readonly CreditRow[], sum: Exact): void {
  const left = sum - rows.reduce((total, { credit }) => total + credit, 0n);
  const size = ({ credit }: CreditRow): Exact => (credit < 0n ? -credit : credit);
  const credited = rows.filter(({ credit }) => credit !== 0n);
  if (left === 0n || credited.length === 0) return;
  const largest = credited.toSorted((a, b) => (size(a) === size(b) ? 0 : size(a) > size(b) ? -1 : 1));
  const parts = allocate(
    left,
    largest.map(() => 1n),
  );
  largest.forEach((row, index) => {
    row.credit += parts[index] ?? 0n;
  });
}

/** Order of opportunities: by time, coincident ones by id. */
function byConversion({ conversion: a }: Journey, { conversion: b }: Journey): number {
  return byTime(a.moment, b.moment) || (a.opportunity < b.opportunity ? -1 : 1);
}

/** An exact decimal without the zeros that say nothing. */
function plainText(value: Exact): string {
  return exactText(value).replace(/\.?0+$/, "");
}

/**
 * The credits of one period: a row for each touch of each opportunity that the model gives anything, with its weight, which
 * is the share of the opportunity, and its credit. Shapley and Markov models credit kinds of touches, by the dimensions of
 * touches that the query names, else by channel: there a row is one of these and names no touch. An opportunity without a
 * touch is a row of its own.
 *
 * Opportunities are in order of time, their touches too. Credits add up to the number exactly: each is rounded to 10^-16,
 * and what that leaves goes to the largest.
 *
 * @param sum - the number
 */
export async function creditRowsBehind(
  measure: AttributionMeasure,
  context: ListContext,
  period: Period,
  sum: Exact,
): Promise<ResolvedRows> {
  const { run } = context;
  const plan = { ...context.plan, periods: [period] };
  const { model, of } = measure;
  const asked = touchDimensionsOf(plan);
  const ofKinds = model === "shapley" || model.startsWith("markov");
  // Whatever kinds of touches there are, models of positions give each touch the same.
  const dimensions: readonly TouchDimension[] = !ofKinds
    ? touchDimensions
    : asked.length > 0
      ? asked
      : ["channel"];
  const read = await readJourneys(
    {
      event: eventOf(of),
      dimensions,
      withNullPaths: model === "markov" || model === "markov2",
      named: true,
      metric: `attributed ${of}`,
    },
    ofOpportunities(plan),
    run,
  );
  const all = read.of(period);
  const journeys = all.journeys
    .filter(({ conversion }) => of !== "new_customers" || conversion.isNewCustomer)
    .sort(byConversion);
  const markov =
    model === "markov" || model === "markov2" ? markovSharesOf({ ...all, journeys }, model) : null;
  const kept = (values: CreditRow["values"]): boolean =>
    dimensions.every((name, index) => plan.where[name]?.includes(values?.[index] ?? null) !== false);
  const rows = journeys.flatMap((journey): CreditRow[] => {
    const { value } = journey.conversion;
    const shares = sharesOf(journey, measure, { context, read, markov }).filter(({ size }) => size > 0n);
    const sizes = shares.map(({ size }) => size);
    if (sizes.length === 0) return [];
    const weights = allocate(one, sizes);
    const credits = of === "revenue" || of === "pipeline" ? allocate(value, sizes) : weights;
    return shares
      .map(({ position, key }, index): CreditRow => {
        const values = key === null ? null : (JSON.parse(key) as (string | null)[]);
        return { journey, position, values, weight: weights[index] ?? 0n, credit: credits[index] ?? 0n };
      })
      .filter(({ values }) => kept(values));
  });
  settle(rows, sum);
  const shown = ({ journey, position, values, weight, credit }: CreditRow): RowBehind => {
    const { opportunity, account, person, day, value } = journey.conversion;
    const touch = position === null ? null : read.log.nameOf(journey.touches?.[position] ?? -1);
    return {
      opportunity_id: opportunity,
      account_id: account,
      day,
      amount: plainText(value),
      ...(ofKinds ? {} : { touch_id: touch?.id ?? null, touched_at: touch?.at ?? null }),
      person_id: touch?.person ?? (ofKinds ? person : null),
      ...Object.fromEntries(dimensions.map((name, index) => [name, values?.[index] ?? null])),
      weight: plainText(weight),
      credit: plainText(credit),
    };
  };
  return { total: rows.length, list: (limit) => rows.slice(0, limit).map(shown) };
}
