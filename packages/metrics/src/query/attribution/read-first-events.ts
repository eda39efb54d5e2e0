import type { Row } from "../../engine/engine.ts";
import { type Sql, sql } from "../../sql/sql.ts";
import type { PlanContext } from "../plan.ts";
import { relation } from "../relation.ts";
import { dayNumber } from "./moment.ts";
import { type ConversionEvent, textOf } from "./read-conversions.ts";

/** Days since 1970 on which accounts and people first had an opportunity won, or created; absent where they never had. */
export interface FirstEvents {
  readonly ofAccounts: ReadonlyMap<string, number>;
  readonly ofPeople: ReadonlyMap<string, number>;
}

/** Reads who ever converted, whatever a query keeps. */
export async function readFirstEvents(
  event: ConversionEvent,
  { scope, dialect }: PlanContext,
  run: (statement: Sql) => Promise<Row[]>,
): Promise<FirstEvents> {
  const day = event === "won" ? sql`o.closed_on` : sql`o.created_on`;
  const rows =
    await run(sql`select o.account_id as account, o.person_id as person, cast(min(${day}) as ${dialect.columnType("text")}) as day
from ${relation("opportunities", scope, dialect)} as o
where ${day} is not null${event === "won" ? sql` and o.outcome = 'won'` : sql``}
group by o.account_id, o.person_id`);
  const [ofAccounts, ofPeople] = [new Map<string, number>(), new Map<string, number>()];
  for (const row of rows) {
    const at = dayNumber(String(row.day));
    for (const [key, first] of [
      [textOf(row.account), ofAccounts],
      [textOf(row.person), ofPeople],
    ] as const) {
      if (key !== null) first.set(key, Math.min(at, first.get(key) ?? at));
    }
  }
  return { ofAccounts, ofPeople };
}
