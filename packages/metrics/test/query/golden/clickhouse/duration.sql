-- duration: {"metrics":["sales_cycle_days"],"by":["attributes.series"],"where":{},"asOf":null}
-- refresh: npx vitest run --project node golden-sql -u
with "periods"("period", "starts", "ends") as materialized (
-- the spine
select cast(part[1] as Int64), cast(part[2] as Date32), cast(part[3] as Date32)
from (select splitByChar(',', arrayJoin(splitByChar(';', {p1:String}))) as part) as parts
),
"first_touches" as materialized (
-- the first touch of each account and of each person
select 'account' as subject, coalesce(t.account_id, l.account_id) as subject_id, min(t.at_on) as day
from (select * from "touchpoints" where tenant = {p2:String} and superseded_at is null and not deleted) as t left join (select * from "people" where tenant = {p3:String} and superseded_at is null and not deleted) as l on l.id = t.person_id
where coalesce(t.account_id, l.account_id) is not null
group by coalesce(t.account_id, l.account_id)
union all
select 'person' as subject, t.person_id as subject_id, min(t.at_on) as day
from (select * from "touchpoints" where tenant = {p4:String} and superseded_at is null and not deleted) as t where t.person_id is not null group by t.person_id
)
select cast({p5:String} as Nullable(String)) as measure, p.period as period, "r"."d1",
  cast(r.value as Nullable(Int64)) as bucket,
  cast(count(*) as Nullable(Int64)) as n,
  cast(coalesce(0, 0) as decimal(38, 16)) as total
from (
  -- opportunities by closed_at
  select f.id as id, "f"."closed_on" as day, date_diff('day', "f"."created_on", "f"."closed_on") as value, coalesce(JSONExtract("f".attributes, {p6:String}, 'Nullable(String)'), JSONExtract("a".attributes, {p7:String}, 'Nullable(String)'), JSONExtract("o".attributes, {p8:String}, 'Nullable(String)'), JSONExtract("p".attributes, {p9:String}, 'Nullable(String)')) as "d1"
  from (select * from "opportunities" where tenant = {p10:String} and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = {p11:String} and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = {p12:String} and superseded_at is null and not deleted) as "o" on o.id = coalesce(f.owner, a.owner)
  left join (select * from "products" where tenant = {p13:String} and superseded_at is null and not deleted) as "p" on p.id = f.product
  where "f"."closed_on" >= cast({p14:String} as Date32) and "f"."closed_on" < cast({p15:String} as Date32) and "f"."outcome" in ({p16:String}) and "f"."created_on" is not null and "f"."closed_on" is not null
) as r join periods as p on r.day >= p.starts and r.day < p.ends
group by p.period, r.value, "r"."d1"
union all
select cast({p17:String} as Nullable(String)) as measure, p.period as period, "r"."d1",
  cast(date_diff('day', r.start_on, r.left_on) as Nullable(Int64)) as bucket,
  cast(count(*) as Nullable(Int64)) as n,
  cast(coalesce(0, 0) as decimal(38, 16)) as total
from (
  select f.id as id, f."start_on" as "start_on", f."begins_on" as "begins_on", f."left_on" as "left_on", f."event" as "event", coalesce(JSONExtract("f".attributes, {p18:String}, 'Nullable(String)'), JSONExtract("a".attributes, {p19:String}, 'Nullable(String)'), JSONExtract("o".attributes, {p20:String}, 'Nullable(String)'), JSONExtract("p".attributes, {p21:String}, 'Nullable(String)')) as "d1"
  from (
  select "o"."id" as "id", "o"."outcome" as "outcome", "o"."account_id" as "account_id", "o"."person_id" as "person_id", "o"."owner" as "owner", "o"."pipeline" as "pipeline", "o"."type" as "type", "o"."product" as "product", "o"."stage" as "stage", "o"."currency" as "currency", "o"."forecast_category" as "forecast_category", "o"."channel" as "channel", "o"."loss_reason" as "loss_reason", "o"."attributes" as "attributes", o.created_on as begins_on,
  case when o.outcome <> 'open' then o.closed_on end as left_on, case when o.outcome = 'won' then 1 else 0 end as event,
    case
      when a.day < o.created_on and (l.day is null or a.day <= l.day) then a.day
      when l.day < o.created_on then l.day
      else o.created_on
    end as start_on
  from (select * from "opportunities" where tenant = {p22:String} and superseded_at is null and not deleted) as o
  left join (select * from first_touches where subject = 'account') as a on a.subject_id = o.account_id
  left join (select * from first_touches where subject = 'person') as l on l.subject_id = o.person_id
) as "f"
  left join (select * from "accounts" where tenant = {p23:String} and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = {p24:String} and superseded_at is null and not deleted) as "o" on o.id = coalesce(f.owner, a.owner)
  left join (select * from "products" where tenant = {p25:String} and superseded_at is null and not deleted) as "p" on p.id = f.product
  where f.begins_on is not null and (f.left_on is null or f.left_on >= f.begins_on)
) as r join periods as p on r.left_on >= p.starts and r.left_on < p.ends and r.event = 1
group by p.period, date_diff('day', r.start_on, r.left_on), "r"."d1"
-- values: ["0,20260101,20260201;1,20260201,20260301","acme","acme","acme","{\"kind\":\"day_histogram\",\"fact\":\"opportunities\",\"date\":\"closed_at\",\"from\":\"created_at\",\"to\":\"closed_at\",\"filter\":{\"column\":\"outcome\",\"in\":[\"won\"]}}","series","series","series","series","acme","acme","acme","acme","2026-01-01","2026-03-01","won","{\"kind\":\"survival\",\"subject\":\"sales_cycle\",\"start\":\"first_touch\",\"of\":\"ended\"}","series","series","series","series","acme","acme","acme","acme"]
