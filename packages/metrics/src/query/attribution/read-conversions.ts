import type { AttributionMeasure } from "../../catalogue/attribution-measure.ts";
import type { Row } from "../../engine/engine.ts";
import { id, type Sql, sql } from "../../sql/sql.ts";
import { dimensionedRows } from "../deal-rows.ts";
import { exactOf } from "../decimal.ts";
import { planAmountAt } from "../opportunity-states.ts";
import { Plan, type PlanContext, rangeEnd, rangeStart } from "../plan.ts";
import { relation } from "../relation.ts";
import type { DimensionValues } from "../statistics.ts";
import { dayNumber, type Moment, momentOf } from "./moment.ts";

/** What happens to an opportunity that touches are credited for. */
export type ConversionEvent = "won" | "created";

/** The event that a measure counts. */
export function eventOf(of: AttributionMeasure["of"]): ConversionEvent {
  return of === "pipeline" ? "created" : "won";
}

/** An opportunity that was won, or created. */
export interface Conversion {
  /** Id of the opportunity. */
  readonly opportunity: string;
  readonly moment: Moment;
  /** The local day, `yyyy-MM-dd`. */
  readonly day: string;
  readonly account: string | null;
  readonly person: string | null;
  /** Its amount, exact; 0 where it has none. */
  readonly value: bigint;
  readonly isNewCustomer: boolean;
  readonly leadCreation: Moment | null;
  readonly opportunityCreation: Moment | null;
  /** Values of the opportunity's dimensions, in the order of the plan's `by`. */
  readonly values: DimensionValues;
}

/**
 * The opportunities that convert, with their milestones, as a plan's relation `conversions`.
 *
 * The amount of a created one is that after the last step of its first day, as of `pipeline_created`. A lead was created when
 * the opportunity's person was, or the first person of its account where it names none with a date. A won opportunity brings
 * a new customer if its type is new, or where it has no type if it is the first that its account won.
 */
function planConversions(context: PlanContext, event: ConversionEvent, metric: string): Plan {
  const plan = new Plan(context);
  const { scope, dialect } = context;
  const text = dialect.columnType("text");
  const created = event === "created";
  plan.cte(
    "first_people",
    "the first person of each account",
    () => sql`select account_id as peoples_account, created_at as first_created_at, created_on as first_created_on from (
  select account_id, created_at, created_on,
    row_number() over (partition by account_id order by created_on, created_at, id) as place
  from ${relation("people", scope, dialect)} as l where account_id is not null and created_on is not null
) as ranked where place = 1`,
  );
  plan.cte(
    "first_won",
    "the first opportunity that each account won",
    () => sql`select id as first_won_id from (
  select id, row_number() over (partition by account_id order by closed_on, closed_at, id) as place
  from ${relation("opportunities", scope, dialect)} as o where outcome = 'won' and account_id is not null
) as ranked where place = 1`,
  );
  const amounts = created
    ? planAmountAt(
        plan,
        "amounts_at_creation",
        "amount after the last step of the day of creation",
        sql`v.step = 0 or v.day <= o.created_on`,
      )
    : null;
  const day = created ? sql`f.created_on` : sql`f.closed_on`;
  const at = created ? sql`f.created_at` : sql`f.closed_at`;
  // Where both sides of a join have a column, ClickHouse names it after its table: these have none in common.
  const rows = sql`(
  select o.*, l.person_created_at, l.person_created_on, g.first_created_at, g.first_created_on,
    case when o.type = 'new' or (o.type is null and (o.account_id is null or w.first_won_id is not null)) then 1 else 0 end as is_new,
    ${amounts === null ? sql`o.amount` : sql`h.amount_then`} as credited
  from ${relation("opportunities", scope, dialect)} as o
  left join (
    select id as person, created_at as person_created_at, created_on as person_created_on
    from ${relation("people", scope, dialect)} as people
  ) as l on l.person = o.person_id
  left join first_people as g on g.peoples_account = o.account_id
  left join first_won as w on w.first_won_id = o.id${
    amounts === null
      ? sql``
      : sql`\n  left join (select id as valued_id, amount as amount_then from ${id(amounts)}) as h on h.valued_id = o.id`
  }
)`;
  const lead = (column: string): Sql =>
    sql`case when f.person_created_on is not null then f.${id(`person_${column}`)} else f.${id(`first_${column}`)} end`;
  const selected = dimensionedRows(plan, metric, {
    fact: "opportunities",
    rows,
    columns: [
      sql`f.id as opportunity`,
      sql`f.account_id as account`,
      sql`f.person_id as person`,
      sql`cast(${day} as ${text}) as event_day`,
      sql`${at} as event_at`,
      sql`cast(f.created_on as ${text}) as opportunity_day`,
      sql`f.created_at as opportunity_at`,
      sql`cast(${lead("created_on")} as ${text}) as lead_day`,
      sql`${lead("created_at")} as lead_at`,
      sql`f.is_new as is_new`,
      sql`cast(coalesce(f.credited, 0) as decimal(38, 16)) as credited`,
    ],
    where: [
      sql`${day} >= ${dialect.date(rangeStart(context))}`,
      sql`${day} < ${dialect.date(rangeEnd(context))}`,
      ...(created ? [] : [sql`f.outcome = 'won'`]),
    ],
  });
  plan.cte(
    "conversions",
    "opportunities that convert in the range",
    () => sql`select * from ${selected} as r`,
  );
  return plan;
}

/** Statements on the opportunities that convert. */
export class Conversions {
  readonly #plan: Plan;

  /**
   * @param context - `by` and `where` name dimensions of the opportunity alone
   * @param metric - named in errors
   */
  constructor(context: PlanContext, event: ConversionEvent, metric: string) {
    this.#plan = planConversions(context, event, metric);
  }

  /** Every one of them. */
  async read(run: (statement: Sql) => Promise<Row[]>): Promise<Conversion[]> {
    const { timeZone } = this.#plan.context.settings;
    const moment = (at: Row[string] | undefined, day: Row[string] | undefined): Moment | null =>
      at === null || at === undefined ? null : momentOf(String(at), dayNumber(String(day)), timeZone);
    const rows = await run(this.#plan.with(sql`select * from conversions`));
    return rows.map((row) => ({
      opportunity: String(row.opportunity),
      moment: momentOf(String(row.event_at), dayNumber(String(row.event_day)), timeZone),
      day: String(row.event_day),
      account: textOf(row.account),
      person: textOf(row.person),
      value: exactOf(row.credited),
      isNewCustomer: Number(row.is_new) === 1,
      leadCreation: moment(row.lead_at, row.lead_day),
      opportunityCreation: moment(row.opportunity_at, row.opportunity_day),
      values: this.#plan.context.by.map((_, index) => textOf(row[`d${index + 1}`])),
    }));
  }

  /** Another statement that may read `conversions`: their `account` and `person`. */
  with(select: Sql): Sql {
    return this.#plan.with(select);
  }
}

/** A cell as text, or null. */
export function textOf(cell: Row[string] | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}
