-- leads-to-customers: {"by":["channel"],"where":{},"asOf":null,"metrics":["lead_to_customer_rate"]}
-- refresh: npx vitest run --project node golden-sql -u
with "periods"("period", "starts", "ends") as materialized (
-- the spine
select cast(part[1] as Int64), cast(part[2] as Date32), cast(part[3] as Date32)
from (select splitByChar(',', arrayJoin(splitByChar(';', {p1:String}))) as part) as parts
),
"days" as materialized (
-- the period of each day
select addDays(starts, arrayJoin(range(toUInt32(date_diff('day', starts, ends))))) as day, period from "periods"
)
select m.measure as measure, g.period as period, "g"."d1" as "d1",
  cast(null as Nullable(Int32)) as bucket, case m.place when 0 then g."n_0" when 1 then g."n_1" end as n, case m.place when 0 then g."total_0" when 1 then g."total_1" end as total
from (
select p.period as period, "r"."d1" as "d1",
  cast(sum(r."counted_0") as Nullable(Int64)) as "n_0", cast(null as decimal(38, 16)) as "total_0", cast(sum(r."counted_0") as Nullable(Int64)) as "present_0",
  cast(sum(r."counted_1") as Nullable(Int64)) as "n_1", cast(null as decimal(38, 16)) as "total_1", cast(sum(r."counted_1") as Nullable(Int64)) as "present_1"
from (
  select f.id as id, f.entered_on as day, case when "f"."converted_on" is not null then 1 else 0 end as "counted_0", case when true then 1 else 0 end as "counted_1", cast("f"."channel" as Nullable(String)) as "d1"
  from (
  select "l"."id" as "id", "l"."account_id" as "account_id", "l"."anonymous_id" as "anonymous_id", "l"."channel" as "channel", "l"."source" as "source", "l"."attributes" as "attributes", l.created_on as entered_on,
    case when w.won_on is null or l.converted_on <= w.won_on then l.converted_on else w.won_on end as converted_on
  from (select * from "people" where tenant = {p2:String} and superseded_at is null and not deleted) as l
  left join (
    select person_id, min(closed_on) as won_on from (select * from "opportunities" where tenant = {p3:String} and superseded_at is null and not deleted) as o
    where outcome = 'won' and person_id is not null group by person_id
  ) as w on w.person_id = l.id
) as "f"
  where f.entered_on >= cast({p4:String} as Date32) and f.entered_on < cast({p5:String} as Date32)
) as r join "days" as p on p.day = r.day
group by p.period, "r"."d1"
) as g cross join (select 0 as place, cast({p6:Int64} as Nullable(Int32)) as measure union all select 1 as place, cast({p7:Int64} as Nullable(Int32)) as measure) as m
where case m.place when 0 then g."present_0" when 1 then g."present_1" end <> 0
-- values: ["0,20260101,20260201;1,20260201,20260301","acme","acme","2026-01-01","2026-03-01",0,1]
