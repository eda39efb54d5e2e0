import type { Day } from "../../calendar/day.ts";
import type { Row } from "../../engine/engine.ts";
import { dimensionedRows } from "../../query/deal-rows.ts";
import { type Exact, exactOf } from "../../query/decimal.ts";
import { historyColumns } from "../../query/history-columns.ts";
import { planOpportunityStates, planOpportunitySteps } from "../../query/opportunity-states.ts";
import { dimensionColumns, namedDimensionColumns, Plan, type PlanContext } from "../../query/plan.ts";
import { relation } from "../../query/relation.ts";
import type { DimensionValues } from "../../query/statistics.ts";
import { id, join, literal, type Sql, sql } from "../../sql/sql.ts";
import type { ReportContext } from "../report.ts";
import { valuesOf } from "../split.ts";
import { type DealSteps, dealSteps } from "./waterfall.ts";

/** The window in which deals are expected to close, and the days between which the pipeline is compared. */
export interface Days {
  /** Null for every open deal, whenever it is expected. */
  readonly window: { readonly from: Day; readonly to: Day } | null;
  readonly begin: Day;
  readonly end: Day;
}

/** Deals that go the same steps, added up. */
export interface AlikeDeals {
  /** Values of their dimensions. */
  readonly group: DimensionValues;
  readonly steps: DealSteps;
  readonly count: number;
}

/** One deal that moved. */
export interface MovedDeal {
  readonly id: string;
  readonly steps: DealSteps;
}

/** Deals of one stage that are open at the end, in the window. */
export interface StageOfDeals {
  readonly stage: string;
  readonly deals: number;
  readonly amount: Exact;
  /** Days since they were created, of all together. */
  readonly age: number;
}

/** What is said of the deals of two days. */
export interface ReadDeals {
  readonly alike: readonly AlikeDeals[];
  /** Those that moved most, in no order; more than asked for where several are equally large. */
  readonly moved: readonly MovedDeal[];
  readonly stages: readonly StageOfDeals[];
  /** Open deals without an amount, counted on each of both days. */
  readonly missing: number;
}

/** What the statement's rows are of. */
type Part = "alike" | "moved" | "stage" | "missing";

/** 1 where a day lies in the window, else 0. */
function inWindow(day: Sql, { window }: Days, { dialect }: PlanContext): Sql {
  if (window === null) return sql`1`;
  return sql`case when ${day} >= ${dialect.date(window.from)} and ${day} < ${dialect.date(window.to)} then 1 else 0 end`;
}

/** Rows of deals that are open just before a day. */
function openRows(plan: Plan, side: "begin" | "end", days: Days): Sql {
  const { dialect } = plan.context;
  const at = dialect.date(days[side]);
  const isIn = inWindow(sql`f.expected_close_on`, days, plan.context);
  return dimensionedRows(plan, "pipeline", {
    fact: "opportunities",
    rows: id(planOpportunityStates(plan)),
    columns: [
      sql`${literal(side === "begin" ? 0 : 1)} as side`,
      sql`case when ${isIn} = 1 then coalesce(f.amount, 0) end as amount`,
      sql`case when f.amount is null then 1 else 0 end as missing`,
      sql`${isIn} as is_in`,
      sql`${literal(side === "begin" ? 1 : 0)} as existed`,
      sql`f.stage as stage`,
      sql`${dialect.days(sql`f.created_on`, at)} as age`,
      sql`cast(null as ${dialect.columnType("text")}) as outcome`,
    ],
    where: [sql`f.since < ${at}`, sql`(f.until is null or f.until >= ${at})`],
  });
}

/**
 * Rows of deals that closed between the two days, with the amount they closed with. The last amount is taken of the steps
 * as they are: a step that tells none has the one before it.
 */
function closedRows(plan: Plan, days: Days): Sql {
  const { dialect, scope } = plan.context;
  const steps = planOpportunitySteps(plan);
  const [begin, end] = [dialect.date(days.begin), dialect.date(days.end)];
  plan.cte(
    "last_amounts",
    "the last amount before an opportunity closed",
    () => sql`select id as valued_id, amount as historical_amount from (
  select s.id as id, s.amount as amount,
    row_number() over (partition by s.id order by s.step desc, s.day desc, s.moment desc, s.change desc) as place
  from ${id(steps)} as s
  where s.amount <> 0 and (s.step = 0 or s.day <= s.closed_on) and s.closed_on >= ${begin} and s.closed_on < ${end}
) as ranked
where place = 1`,
  );
  const rows = sql`(select o.*, h.historical_amount as historical_amount from ${relation("opportunities", scope, dialect)} as o left join last_amounts as h on h.valued_id = o.id)`;
  return dimensionedRows(plan, "pipeline", {
    fact: "opportunities",
    rows,
    columns: [
      sql`2 as side`,
      sql`coalesce(case when f.outcome = 'won' then f.amount else coalesce(nullif(f.amount, 0), f.historical_amount) end, 0) as amount`,
      sql`0 as missing`,
      sql`case when f.outcome = 'won' then ${inWindow(sql`f.closed_on`, days, plan.context)} else ${inWindow(sql`f.expected_close_on`, days, plan.context)} end as is_in`,
      sql`case when f.created_on < ${begin} then 1 else 0 end as existed`,
      sql`cast(null as ${dialect.columnType("text")}) as stage`,
      sql`0 as age`,
      sql`f.outcome as outcome`,
    ],
    where: [sql`f.outcome <> 'open'`, sql`f.closed_on >= ${begin}`, sql`f.closed_on < ${end}`],
  });
}

/** What a row of one part does not say. */
const unknown = sql`null`;

/** How much a deal moved, either way: the sizes of its steps between the pipeline of both days, as of `dealSteps`. */
const moved = sql`case
    when closed_with is not null and begins_with is not null then abs(closed_with - begins_with) + abs(closed_with)
    when closed_with is not null and expected = 1 then abs(closed_with) + abs(closed_with)
    when closed_with is not null then 0
    when begins_with is null then coalesce(abs(ends_with), 0)
    when ends_with is null then abs(begins_with)
    else abs(ends_with - begins_with)
  end`;

/** Adds `deals`: each deal once, with what it was worth on both days, what became of it, and how much it moved. */
function planDeals(plan: Plan, days: Days): void {
  const { context } = plan;
  const columns = dimensionColumns(context);
  plan.cte("seen_deals", "deals open just before each of both days, and closed between them", () => {
    const names = sql`id, side, amount, missing, is_in, existed, stage, age, outcome${columns}`;
    const parts = [openRows(plan, "begin", days), openRows(plan, "end", days), closedRows(plan, days)];
    return join(
      parts.map((rows) => sql`select ${names} from ${rows} as r`),
      "\nunion all\n",
    );
  });
  const onSide = (side: number, column: Sql): Sql =>
    sql`max(case when side = ${literal(side)} then ${column} end)`;
  // What is known last of a deal says in which part it is.
  const dimensions = context.by.map((_, index) => {
    const column = id(`d${index + 1}`);
    return sql`, case max(side) when 2 then ${onSide(2, column)} when 1 then ${onSide(1, column)} else max(${column}) end as ${column}`;
  });
  plan.cte(
    "joined_deals",
    "the same, one row for each deal",
    () => sql`select id, max(existed) as existed, max(outcome) as outcome, coalesce(${onSide(2, sql`is_in`)}, 0) as expected,
  ${onSide(0, sql`amount`)} as begins_with, ${onSide(1, sql`amount`)} as ends_with, ${onSide(2, sql`amount`)} as closed_with${join(dimensions, "")}
from (select id, side, existed, outcome, is_in, amount${columns} from seen_deals) as s
group by id`,
  );
  plan.cte(
    "deals",
    "and by how much it moved, and which way",
    () => sql`select id, existed, outcome, expected, begins_with, ends_with, closed_with${columns},
  case when coalesce(closed_with, ends_with) > begins_with then 1
    when coalesce(closed_with, ends_with) < begins_with then -1 else 0 end as turn,
  ${moved} as moved
from joined_deals`,
  );
}

/** One statement for all that the report shows of deals: each reading of their history takes longer than all else. */
function dealsStatement(plan: Plan, days: Days, most: number): Sql {
  planDeals(plan, days);
  const { context } = plan;
  const { dialect, by } = context;
  const [text, position, integer] = [
    dialect.columnType("text"),
    dialect.columnType("position"),
    dialect.columnType("integer"),
  ];
  const money = (amount: Sql | null): Sql => sql`cast(${amount ?? unknown} as decimal(38, 16))`;
  const select = (
    part: Part,
    of: { readonly [column in "id" | "existed" | "outcome" | "expected" | "n" | "age"]?: Sql } & {
      readonly amounts: readonly [Sql | null, Sql | null, Sql | null];
      readonly dimensions: Sql;
    },
  ): Sql => {
    const [begins, ends, closed] = of.amounts;
    return sql`select ${dialect.text(part)} as part, cast(${of.id ?? unknown} as ${text}) as id, cast(${of.existed ?? unknown} as ${position}) as existed,
  cast(${of.outcome ?? unknown} as ${text}) as outcome, cast(${of.expected ?? unknown} as ${position}) as expected,
  cast(${of.n ?? unknown} as ${integer}) as n, cast(${of.age ?? unknown} as ${integer}) as age,
  ${money(begins)} as begins, ${money(ends)} as ends, ${money(closed)} as closed${of.dimensions}`;
  };
  const none = join(
    by.map((_, index) => sql`, cast(null as ${text}) as ${id(`d${index + 1}`)}`),
    "",
  );
  const columns = namedDimensionColumns(context, "d");
  const kept = { existed: sql`d.existed`, outcome: sql`d.outcome`, expected: sql`d.expected` };
  const alike = select("alike", {
    ...kept,
    n: sql`count(*)`,
    amounts: [sql`sum(d.begins_with)`, sql`sum(d.ends_with)`, sql`sum(d.closed_with)`],
    dimensions: columns,
  });
  const largest = select("moved", {
    id: sql`d.id`,
    ...kept,
    n: sql`1`,
    amounts: [sql`d.begins_with`, sql`d.ends_with`, sql`d.closed_with`],
    dimensions: columns,
  });
  const stages = select("stage", {
    id: sql`s.stage`,
    n: sql`count(*)`,
    age: sql`sum(s.age)`,
    amounts: [null, sql`sum(s.amount)`, null],
    dimensions: none,
  });
  const missing = select("missing", {
    n: sql`count(*)`,
    amounts: [null, null, null],
    dimensions: none,
  });
  return plan.with(sql`${alike}
from deals as d
group by d.existed, d.outcome, d.expected, d.turn, d.begins_with is null, d.ends_with is null${dimensionColumns(context, "d")}
union all
${largest}
from (select *, rank() over (order by moved desc) as place from deals where moved > 0) as d
where d.place <= ${literal(most)}
union all
${stages}
from seen_deals as s where s.side = 1 and s.is_in = 1 group by s.stage
union all
${missing}
from seen_deals as s where s.missing = 1`);
}

const amountOf = (cell: Row[string] | undefined): Exact | null =>
  cell === null || cell === undefined ? null : exactOf(cell);

/** The steps of a row: of one deal, or of alike ones added up. */
function stepsOf(row: Row): DealSteps {
  const closed = amountOf(row.closed);
  return dealSteps({
    existed: Number(row.existed) === 1,
    begin: amountOf(row.begins),
    end: amountOf(row.ends),
    closed: closed === null ? null : { outcome: row.outcome === "won" ? "won" : "lost", amount: closed },
    expected: Number(row.expected) === 1,
  });
}

/**
 * Reads every deal that is in the pipeline of the window at some time between the days, added up, and those that moved most.
 *
 * @param most - how many of these
 */
export async function readDeals(
  { by, where }: Pick<PlanContext, "by" | "where">,
  days: Days,
  most: number,
  { scope, engine, settings, run }: ReportContext,
): Promise<ReadDeals> {
  const { begin, end } = days;
  const period = {
    index: 0,
    label: begin,
    starts: begin,
    ends: end,
    closes: end,
    partial: false,
    future: false,
  };
  const read = new Set<string>(["amount", "expected_close_on", "stage", ...by, ...Object.keys(where)]);
  const plan = new Plan(
    { scope, dialect: engine.dialect, periods: [period], settings, foreignRates: [], by, where },
    historyColumns.filter((column) => read.has(column)),
  );
  const rows = await run(dealsStatement(plan, days, most));
  const of = (part: Part): Row[] => rows.filter((row) => row.part === part);
  return {
    alike: of("alike")
      .map((row) => ({ group: valuesOf(row, by), steps: stepsOf(row), count: Number(row.n) }))
      .filter(({ steps }) => Object.keys(steps).length > 0),
    moved: of("moved").map((row) => ({ id: String(row.id), steps: stepsOf(row) })),
    stages: of("stage").map((row) => ({
      stage: String(row.id ?? ""),
      deals: Number(row.n),
      amount: amountOf(row.ends) ?? 0n,
      age: Number(row.age),
    })),
    missing: of("missing").reduce((sum, { n }) => sum + Number(n), 0),
  };
}
