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
select cast({p2:String} as Nullable(String)) as measure, p.period as period, "r"."d1",
  cast(null as Nullable(Int64)) as bucket,
  cast(count(*) as Nullable(Int64)) as n,
  cast(coalesce(0, 0) as decimal(38, 16)) as total
from (
  select f.id as id, f.entered_on as day, f.converted_on as converted_on, cast("f"."channel" as Nullable(String)) as "d1"
  from (
  select "l"."id" as "id", "l"."account_id" as "account_id", "l"."anonymous_id" as "anonymous_id", "l"."channel" as "channel", "l"."source" as "source", "l"."attributes" as "attributes", l.created_on as entered_on,
    case when w.won_on is null or l.converted_on <= w.won_on then l.converted_on else w.won_on end as converted_on
  from (select * from "people" where tenant = {p3:String} and superseded_at is null and not deleted) as l
  left join (
    select person_id, min(closed_on) as won_on from (select * from "opportunities" where tenant = {p4:String} and superseded_at is null and not deleted) as o
    where outcome = 'won' and person_id is not null group by person_id
  ) as w on w.person_id = l.id
) as "f"
  where f.entered_on >= cast({p5:String} as Date32) and f.entered_on < cast({p6:String} as Date32) and f.converted_on is not null
) as r join "days" as p on p.day = r.day
group by p.period, "r"."d1"
union all
select cast({p7:String} as Nullable(String)) as measure, p.period as period, "r"."d1",
  cast(null as Nullable(Int64)) as bucket,
  cast(count(*) as Nullable(Int64)) as n,
  cast(coalesce(0, 0) as decimal(38, 16)) as total
from (
  select f.id as id, f.entered_on as day, f.converted_on as converted_on, cast("f"."channel" as Nullable(String)) as "d1"
  from (
  select "l"."id" as "id", "l"."account_id" as "account_id", "l"."anonymous_id" as "anonymous_id", "l"."channel" as "channel", "l"."source" as "source", "l"."attributes" as "attributes", l.created_on as entered_on,
    case when w.won_on is null or l.converted_on <= w.won_on then l.converted_on else w.won_on end as converted_on
  from (select * from "people" where tenant = {p8:String} and superseded_at is null and not deleted) as l
  left join (
    select person_id, min(closed_on) as won_on from (select * from "opportunities" where tenant = {p9:String} and superseded_at is null and not deleted) as o
    where outcome = 'won' and person_id is not null group by person_id
  ) as w on w.person_id = l.id
) as "f"
  where f.entered_on >= cast({p10:String} as Date32) and f.entered_on < cast({p11:String} as Date32)
) as r join "days" as p on p.day = r.day
group by p.period, "r"."d1"
-- values: ["0,20260101,20260201;1,20260201,20260301","{\"kind\":\"cohort\",\"cohort\":\"leads\",\"of\":\"converted\"}","acme","acme","2026-01-01","2026-03-01","{\"kind\":\"cohort\",\"cohort\":\"leads\",\"of\":\"entered\"}","acme","acme","2026-01-01","2026-03-01"]
