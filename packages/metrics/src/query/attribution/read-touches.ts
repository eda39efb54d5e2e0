import { isDirectChannel } from "../../attribution/touch-weights.ts";
import { addDays, type Day } from "../../calendar/day.ts";
import type { TouchDimension } from "../../catalogue/attribution-measure.ts";
import type { Row } from "../../engine/engine.ts";
import { comment, id, join, type Sql, sql } from "../../sql/sql.ts";
import type { PlanContext } from "../plan.ts";
import { relation } from "../relation.ts";
import { momentOf } from "./moment.ts";
import { type Conversions, textOf } from "./read-conversions.ts";
import type { FirstEvents } from "./read-first-events.ts";
import { type ReadTouch, TouchLog } from "./touch-log.ts";

/** Touches that are read at once, so that what is in memory as rows stays small. */
const mostTouchesAtOnce = 100_000;

/** Which touches to read. */
export interface TouchSelection {
  /** What they are split by. */
  readonly dimensions: readonly TouchDimension[];
  readonly from: Day;
  /** First day that no longer counts. */
  readonly to: Day;
  /** Only those of these opportunities' accounts and people; all if absent. */
  readonly of?: Conversions;
  /** Who converted when; nobody if absent. */
  readonly firstEvents?: FirstEvents;
  /** Whether to keep what a reader calls each touch. */
  readonly named?: boolean;
}

/** Spans of whole days with not many more touches than are read at once. */
async function spans(
  { from, to }: TouchSelection,
  { scope, dialect }: PlanContext,
  run: (statement: Sql) => Promise<Row[]>,
): Promise<{ first: Day; end: Day }[]> {
  const [text, integer] = [dialect.columnType("text"), dialect.columnType("integer")];
  const days = await run(sql`select cast(t.at_on as ${text}) as day, cast(count(*) as ${integer}) as n
from ${relation("touchpoints", scope, dialect)} as t
where t.at_on >= ${dialect.date(from)} and t.at_on < ${dialect.date(to)}
group by t.at_on order by t.at_on`);
  const found: { first: Day; end: Day }[] = [];
  let count = Number.POSITIVE_INFINITY;
  for (const row of days) {
    const day = String(row.day);
    const last = found.at(-1);
    if (last === undefined || count + Number(row.n) > mostTouchesAtOnce) {
      found.push({ first: day, end: addDays(day, 1) });
      count = Number(row.n);
    } else {
      last.end = addDays(day, 1);
      count += Number(row.n);
    }
  }
  return found;
}

/**
 * Touches with whom they belong to. An anonymous one belongs to the person that has its anonymous id: of several people the
 * one that was created first.
 */
function touchesStatement(
  { dimensions, of }: TouchSelection,
  { first, end }: { first: Day; end: Day },
  { scope, dialect }: PlanContext,
): Sql {
  const day = sql`cast(${dialect.days(dialect.date("1970-01-01"), sql`t.at_on`)} as ${dialect.columnType("integer")})`;
  const columns = [...new Set(["channel", ...dimensions])].map((name) => sql`t.${id(name)} as ${id(name)}`);
  const touches = sql`select t.id as id, t.${id("at")} as happened_at, ${day} as day, t.account_id as account,
  coalesce(t.person_id, i.id) as person, case when t.person_id is not null then p.account_id else i.account_id end as person_account,
  case when t.account_id is null and t.person_id is null and i.id is null then t.anonymous_id end as visitor, ${join(columns)}
from (
  select *, case when person_id is null then anonymous_id end as unknown_id
  from ${relation("touchpoints", scope, dialect)} as all_touches
  where at_on >= ${dialect.date(first)} and at_on < ${dialect.date(end)}
) as t
left join ${relation("people", scope, dialect)} as p on p.id = t.person_id
left join (
  select id, account_id, anonymous_id from (
    select id, account_id, anonymous_id,
      row_number() over (partition by anonymous_id order by created_on nulls last, created_at nulls last, id) as place
    from ${relation("people", scope, dialect)} as l where anonymous_id is not null
  ) as ranked where place = 1
) as i on i.anonymous_id = t.unknown_id`;
  if (of === undefined) return sql`${comment("touches, with whom they belong to")}${touches}`;
  const accounts = sql`(select account from conversions where account is not null)`;
  return of.with(sql`${comment("touches of those that convert")}select * from (
${touches}
) as t
where t.account in ${accounts} or t.person_account in ${accounts}
  or t.person in (select person from conversions where person is not null)`);
}

function readTouch(row: Row, { dimensions, firstEvents }: TouchSelection, timeZone: string): ReadTouch {
  const [account, person, visitor] = [textOf(row.account), textOf(row.person), textOf(row.visitor)];
  const personAccount = textOf(row.person_account);
  const accounts = [...new Set([account, personAccount])].filter((one) => one !== null);
  const [first] = accounts;
  const journey =
    first !== undefined
      ? `account ${first}`
      : person !== null
        ? `person ${person}`
        : visitor !== null
          ? `visitor ${visitor}`
          : `touch ${String(row.id)}`;
  const channel = textOf(row.channel);
  const never = Number.POSITIVE_INFINITY;
  const converted = [
    ...accounts.map((one) => firstEvents?.ofAccounts.get(one) ?? never),
    firstEvents?.ofPeople.get(person ?? "") ?? never,
  ];
  return {
    ...momentOf(String(row.happened_at), Number(row.day), timeZone),
    id: String(row.id),
    happenedAt: String(row.happened_at),
    key: JSON.stringify(dimensions.map((name) => textOf(row[name]))),
    direct: channel !== null && isDirectChannel(channel),
    accounts,
    person,
    journey,
    identified: first !== undefined || person !== null,
    convertsOn: Math.min(...converted),
  };
}

/** Reads touches, some whole days at a time. */
export async function readTouches(
  selection: TouchSelection,
  context: PlanContext,
  run: (statement: Sql) => Promise<Row[]>,
): Promise<TouchLog> {
  const log = new TouchLog(selection.named);
  for (const span of await spans(selection, context, run)) {
    const rows = await run(touchesStatement(selection, span, context));
    log.add(rows.map((row) => readTouch(row, selection, context.settings.timeZone)));
  }
  return log;
}
