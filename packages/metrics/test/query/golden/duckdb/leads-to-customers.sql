-- leads-to-customers: {"by":["channel"],"where":{},"asOf":null,"metrics":["lead_to_customer_rate"]}
-- refresh: npx vitest run --project node golden-sql -u
with "periods"("period", "starts", "ends") as (
-- the spine
select cast(part[1] as integer), cast(part[2] as date), cast(part[3] as date)
from (select string_split(unnest(string_split(cast($1 as varchar), ';')), ',') as part) as parts
),
"days" as (
-- the period of each day
select starts + cast(unnest(range(ends - starts)) as integer) as day, period from "periods"
)
select m.measure as measure, g.period as period, "g"."d1" as "d1",
  cast(null as integer) as bucket, case m.place when 0 then g."n_0" when 1 then g."n_1" end as n, case m.place when 0 then g."total_0" when 1 then g."total_1" end as total
from (
select p.period as period, "r"."d1" as "d1",
  cast(sum(r."counted_0") as bigint) as "n_0", cast(null as decimal(38, 16)) as "total_0", cast(sum(r."counted_0") as bigint) as "present_0",
  cast(sum(r."counted_1") as bigint) as "n_1", cast(null as decimal(38, 16)) as "total_1", cast(sum(r."counted_1") as bigint) as "present_1"
from (
  select f.id as id, f.entered_on as day, case when "f"."converted_on" is not null then 1 else 0 end as "counted_0", case when true then 1 else 0 end as "counted_1", cast("f"."channel" as varchar) as "d1"
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
) as r join "days" as p on p.day = r.day
group by p.period, "r"."d1"
) as g cross join (select 0 as place, cast($6 as integer) as measure union all select 1 as place, cast($7 as integer) as measure) as m
where case m.place when 0 then g."present_0" when 1 then g."present_1" end <> 0
-- values: ["0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01","acme","acme","2026-01-01","2026-03-01",0,1]
