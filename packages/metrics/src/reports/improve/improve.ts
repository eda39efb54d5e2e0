import type {
  BenchmarkRow,
  Point,
  Query,
  ReportColumn,
  ReportRequest,
  ReportRow,
  Series,
} from "@foresail/client";
import { benchmarkList } from "../../benchmarks/benchmark-list.ts";
import { Calendar } from "../../calendar/calendar.ts";
import { type Day, earlier } from "../../calendar/day.ts";
import { limitAt } from "../../calendar/spine.ts";
import { ForesailError } from "../../errors.ts";
import { relation } from "../../query/relation.ts";
import { seriesWithin } from "../../query/run-query.ts";
import { sql } from "../../sql/sql.ts";
import { readBenchmarks } from "../../store/benchmarks.ts";
import type { ReportBody, ReportContext, ReportDefinition } from "../report.ts";
import { type BaselineRate, bestStretch, isBetter, medianOfPeers, twoRateDeviate } from "./baseline-rate.ts";
import { type Lever, levers } from "./levers.ts";
import { moneyOf, pooled, type Quotient, quotientValue } from "./quotient.ts";

/** Periods before those judged in which a baseline is looked for. */
const earlierPeriods = 24;
/** Periods that are judged unless the request says which. */
const judgedPeriods = 3;
const mostRows = 100;

/** The periods that are judged, and where the past begins. */
interface Span {
  readonly past: Day;
  readonly from: Day;
  readonly to: Day;
}

/** One segment of a lever: what it did, and what it did before. */
interface Segment {
  readonly dimension: string;
  readonly value: string | null;
  readonly judged: Quotient;
  /** The periods that are judged: the newest of the span's number that are over and old enough. */
  readonly periods: readonly Day[];
  readonly earlier: readonly Point[];
  readonly worth: Quotient;
  /** Rates of the stages that follow. */
  readonly chain: readonly Quotient[];
}

/** The span of the report: whole periods that are over. */
function spanOf(request: ReportRequest, context: ReportContext): Span {
  const calendar = new Calendar(context.settings);
  const { grain } = request;
  const asOf = context.scope.asOf === null ? context.now : new Date(context.scope.asOf);
  const limit = limitAt(new Date(Math.min(asOf.getTime(), context.now.getTime())), context.settings.timeZone);
  const over = calendar.start(limit.ends, grain);
  const end = request.to === undefined ? over : calendar.start(request.to, grain);
  const to = earlier(end, over);
  const from =
    request.from === undefined
      ? calendar.shift(to, grain, -judgedPeriods)
      : calendar.start(request.from, grain);
  if (from < to) return { past: calendar.shift(from, grain, -earlierPeriods), from, to };
  throw new ForesailError(
    "invalid_query",
    `report improve: no ${grain} from ${from} to ${to} is over; begin earlier`,
  );
}

function minimumOf({ minimum }: ReportContext["options"]): number {
  const n = Number(minimum);
  if (Number.isInteger(n) && n >= 1) return n;
  throw new ForesailError(
    "invalid_query",
    `option minimum of report improve is ${JSON.stringify(minimum)}; it must be a whole number of 1 or more`,
  );
}

function query(request: ReportRequest, metric: string, by: readonly string[], from: Day, to: Day): Query {
  const { where, grain, asOf, set } = request;
  return { metrics: [metric], by: [...by], where, grain, asOf, set, from, to };
}

/** Stages that follow each one, by pipeline position; of a name in several pipelines the first position counts. */
async function followersOf(context: ReportContext): Promise<(stage: string | null) => readonly string[]> {
  const rows = await context.run(
    sql`select s.name as name, min(s.position) as position from ${relation("stages", context.scope, context.engine.dialect)} as s where s.position is not null and (s.outcome is null or s.outcome = 'open') group by s.name`,
  );
  const positions = new Map(rows.map((row) => [String(row.name), Number(row.position)]));
  return (stage) => {
    const own = positions.get(stage ?? "");
    return own === undefined ? [] : [...positions].filter(([, at]) => at > own).map(([name]) => name);
  };
}

/** What a better rate is worth all in all, by the metric that says so: asked once for all dimensions. */
type Worths = Map<string, Quotient | null>;

/** Segments of a lever by one dimension that have enough in them. */
async function segmentsOf(
  lever: Lever,
  dimension: string,
  span: Span,
  request: ReportRequest,
  context: ReportContext,
  overalls: Worths,
): Promise<Segment[]> {
  const ask = (metric: string, by: readonly string[], from: Day): Promise<Series[]> =>
    seriesWithin(query(request, metric, by, from, span.to), context, context.run);
  const rates = await ask(lever.rate, [dimension], span.past);
  if (rates.every(({ dimensions }) => (dimensions[dimension] ?? null) === null)) return [];
  const length = (rates[0]?.points ?? []).filter(({ period }) => period >= span.from).length;
  const matureOf = ({ points }: Series): Point[] => points.filter(({ partial }) => !partial);
  const judgedOf = (one: Series): Point[] => matureOf(one).slice(-length);
  const judged = new Map(rates.map((one) => [one.dimensions[dimension] ?? null, pooled(judgedOf(one))]));
  if (!overalls.has(lever.worth)) {
    const [whole] = await ask(lever.worth, [], span.from);
    overalls.set(lever.worth, whole ? pooled(whole.points) : null);
  }
  const overall = overalls.get(lever.worth) ?? null;
  const own = lever.chained ? [] : await worthBy(lever, dimension, ask, span);
  const worths = new Map(own.map((one) => [one.dimensions[dimension] ?? null, pooled(one.points)]));
  const followers = lever.chained ? await followersOf(context) : () => [];
  return rates.flatMap((one): Segment[] => {
    const value = one.dimensions[dimension] ?? null;
    const [rate, worth] = [judged.get(value) ?? null, worths.get(value) ?? overall];
    const chain = followers(value).map((stage) => judged.get(stage) ?? null);
    if (rate === null || worth === null) return [];
    return [
      {
        dimension,
        value,
        judged: rate,
        earlier: matureOf(one).slice(0, -length),
        periods: judgedOf(one).map(({ period }) => period),
        worth,
        chain: chain.filter((part) => part !== null),
      },
    ];
  });
}

/** Whether a metric cannot be split, or its rows kept, by a dimension. */
function lacksDimension(error: unknown): error is ForesailError {
  return (
    error instanceof ForesailError && ["unknown_dimension", "unsupported_dimension"].includes(error.code)
  );
}

/** What a better rate is worth, segment by segment; none where the worth cannot be split so. */
async function worthBy(
  { worth }: Lever,
  dimension: string,
  ask: (metric: string, by: readonly string[], from: Day) => Promise<Series[]>,
  span: Span,
): Promise<Series[]> {
  try {
    return await ask(worth, [dimension], span.from);
  } catch (error) {
    if (lacksDimension(error)) return [];
    throw error;
  }
}

function benchmarkRate(lever: Lever, benchmarks: readonly BenchmarkRow[]): BaselineRate | null {
  const found = benchmarks.find(({ metric, segment }) => metric === lever.rate && segment.by === "all");
  if (!found) return null;
  return {
    rate: { numerator: found.value, denominator: 1 },
    from: `${found.source}, ${found.dataYear ?? found.reportYear}`,
  };
}

const percent = (rate: Quotient): string => `${(quotientValue(rate) * 100).toFixed(1)} %`;
const amount = (value: number): string => value.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",");

/** The sum in words, with the numbers in it. */
function formulaText(lever: Lever, segment: Segment, { rate, from }: BaselineRate, money: number): string {
  const { dimension, value, judged, worth, chain } = segment;
  const factors = [
    `${judged.denominator} ${lever.counted} of ${amount(quotientValue(worth))} average`,
    ...(chain.length === 0 ? [] : [`the rates of later stages (${chain.map(percent).join(" x ")})`]),
    ...(lever.times === 1 ? [] : [`${lever.times} months`]),
  ];
  return `${lever.label} of ${dimension} ${value ?? "(none)"} ${percent(judged)} against ${percent(rate)} (${from}) over ${factors.join(" x ")} = ${amount(money)}`;
}

const leastCertain = 2;

function rowOf(lever: Lever, segment: Segment, baseline: BaselineRate): ReportRow & { money: number } {
  const { dimension, value, judged, worth, chain } = segment;
  const { times, better } = lever;
  const money = moneyOf({ rate: judged, baseline: baseline.rate, worth, times, better }, chain);
  const own = baseline.rate.denominator > 1;
  const z = own ? twoRateDeviate(baseline.rate, judged) : null;
  const evidence =
    z === null ? "one sample" : Math.abs(z) >= leastCertain ? "beyond chance" : "may be chance";
  return {
    lever: lever.label,
    dimension,
    value,
    rate: quotientValue(judged),
    baseline: quotientValue(baseline.rate),
    n: judged.denominator,
    from: segment.periods[0] ?? null,
    through: segment.periods.at(-1) ?? null,
    average: quotientValue(worth),
    money,
    evidence,
    formula: formulaText(lever, segment, baseline, money),
  };
}

const columns: readonly ReportColumn[] = [
  { id: "rank", label: "Rank", unit: "count" },
  { id: "lever", label: "Where", unit: "text" },
  { id: "dimension", label: "By", unit: "text" },
  { id: "value", label: "Segment", unit: "text" },
  { id: "rate", label: "Rate", unit: "fraction" },
  { id: "baseline", label: "Baseline", unit: "fraction" },
  { id: "n", label: "n", unit: "count" },
  { id: "from", label: "First period", unit: "date" },
  { id: "through", label: "Last period", unit: "date" },
  { id: "average", label: "Average", unit: "currency" },
  { id: "money", label: "Worth", unit: "currency" },
  { id: "evidence", label: "Evidence", unit: "text" },
  { id: "formula", label: "The sum", unit: "text" },
];

async function compute(request: ReportRequest, context: ReportContext): Promise<ReportBody> {
  const span = spanOf(request, context);
  const minimum = minimumOf(context.options);
  const { against } = context.options;
  const { engine, scope } = context;
  const own =
    against === "benchmark" ? await readBenchmarks({ query: context.run }, engine.dialect, scope.tenant) : [];
  const metrics = new Set(levers.map(({ rate }) => rate));
  const comparable = benchmarkList(own, metrics, context.now).filter(
    ({ likeForLike, stale }) => likeForLike && !stale,
  );
  const rows: (ReportRow & { money: number })[] = [];
  const lacking: { lever: Lever; dimension: string; error: ForesailError }[] = [];
  const overalls: Worths = new Map();
  let small = 0;
  let tried = 0;
  for (const lever of levers) {
    const dimensions = lever.splits && request.by.length > 0 ? request.by : lever.dimensions;
    for (const dimension of dimensions) {
      const segments = await segmentsOf(lever, dimension, span, request, context, overalls).catch(
        (error: unknown) => {
          if (!lacksDimension(error)) throw error;
          lacking.push({ lever, dimension, error });
          return [];
        },
      );
      tried += 1;
      for (const segment of segments) {
        if (segment.judged.denominator < minimum) {
          small += 1;
          continue;
        }
        const peers = segments.filter((other) => other !== segment).map(({ judged }) => judged);
        const baseline =
          against === "benchmark"
            ? benchmarkRate(lever, comparable)
            : against === "peers"
              ? medianOfPeers(peers, minimum)
              : bestStretch(segment.earlier, segment.periods.length, minimum, lever.better);
        if (baseline === null || !isBetter(baseline.rate, segment.judged, lever.better)) continue;
        rows.push(rowOf(lever, segment, baseline));
      }
    }
  }
  const [first] = lacking;
  if (first && lacking.length === tried) throw first.error;
  const text = (row: ReportRow): string => JSON.stringify([row.lever, row.dimension, row.value]);
  rows.sort((a, b) => b.money - a.money || (text(a) < text(b) ? -1 : 1));
  const worth = rows.filter(({ money }) => money > 0).slice(0, mostRows);
  return {
    from: span.from,
    to: span.to,
    tables: [
      {
        id: "improve",
        title: "Where a better rate would bring most",
        columns: [...columns],
        rows: worth.map((row, index) => ({ rank: index + 1, ...row })),
      },
    ],
    notes: [
      "each sum is (baseline - rate) x n x average; rows overlap, the same deals by owner and by region, so they must not be added up",
      "cohorts are judged 90 days after they began, so their periods end earlier than the others",
      "an own best is the best of many stretches, so part of its lead is luck: a row that may be chance is no plan",
      "a stage's deal is worth the average won deal times the rates of the stages that follow, as if they came one after another",
      ...lacking.map(
        ({ lever, dimension }) => `${lever.label} has no ${dimension}, or cannot be kept by what is asked`,
      ),
      ...(small > 0 ? [`${small} segments with less than ${minimum} in them are left out`] : []),
    ],
  };
}

/** Stages, channels and segments where closing the gap to a baseline would bring most money, each with its sum. */
export const improveReport: ReportDefinition = {
  report: "improve",
  version: 1,
  title: "Where to improve",
  question: "Which stage, channel or segment would bring most if it did as well as it could?",
  takes: { by: true, where: true },
  options: [
    {
      name: "against",
      description:
        "own best earlier stretch of the same length, the median of peers, or a like-for-like benchmark",
      values: ["own", "peers", "benchmark"],
      initial: "own",
    },
    { name: "minimum", description: "least deals, leads or customers of a segment", initial: "30" },
  ],
  settings: ["churn.date", "churn.denominator", "churn.graceDays", "currency.rate", "revenue.discounts"],
  compute,
};
