-- leads-to-customers: {"by":["channel"],"where":{},"asOf":null,"metrics":["lead_to_customer_rate"]}
-- refresh: npx vitest run --project node golden-sql -u
select "r".period as period, "r"."d1" as "d1",
  cast(sum(r."counted_0") as bigint) as "n_0",
  cast(sum(r."counted_1") as bigint) as "n_1"
from (
  select f.id as id, f.entered_on as day, cast(date_diff('month', cast($1 as date), f.entered_on) as integer) as period, case when "f"."converted_on" is not null then 1 else 0 end as "counted_0", case when true then 1 else 0 end as "counted_1", cast("f"."channel" as varchar) as "d1"
  from (
  select "l"."id" as "id", "l"."account_id" as "account_id", "l"."anonymous_id" as "anonymous_id", "l"."channel" as "channel", "l"."source" as "source", "l"."attributes" as "attributes", l.created_on as entered_on,
    case when w.won_on is null or l.converted_on <= w.won_on then l.converted_on else w.won_on end as converted_on
  from (select * from "people" where tenant = $2 and superseded_at is null and not deleted) as l
  left join (
    select person_id, min(closed_on) as won_on from (select * from "opportunities" where tenant = $3 and superseded_at is null and not deleted) as o
    where outcome = 'won' and person_id is not null group by person_id
  ) as w on w.person_id = l.id
) as "f"
  where f.entered_on >= cast($4 as date) and f.entered_on < cast($5 as date)
) as r
group by "r".period, "r"."d1"
-- values: ["2026-01-01","acme","acme","2026-01-01","2026-03-01"]
