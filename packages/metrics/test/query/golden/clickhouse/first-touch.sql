-- first-touch: {"by":[],"where":{},"asOf":null,"metrics":["sales_cycle_days.km"],"set":{"salesCycle.start":"first_touch"}}
-- refresh: npx vitest run --project node golden-sql -u
with "first_touches" as materialized (
-- the first touch of each account and of each person
select 'account' as subject, coalesce(t.account_id, l.account_id) as subject_id, min(t.at_on) as day
from (select * from "touchpoints" where tenant = {p1:String} and superseded_at is null and not deleted) as t left join (select * from "people" where tenant = {p2:String} and superseded_at is null and not deleted) as l on l.id = t.person_id
where coalesce(t.account_id, l.account_id) is not null
group by coalesce(t.account_id, l.account_id)
union all
select 'person' as subject, t.person_id as subject_id, min(t.at_on) as day
from (select * from "touchpoints" where tenant = {p3:String} and superseded_at is null and not deleted) as t where t.person_id is not null group by t.person_id
),
"periods"("period", "starts", "ends") as materialized (
-- the spine
select cast(part[1] as Int64), cast(part[2] as Date32), cast(part[3] as Date32)
from (select splitByChar(',', arrayJoin(splitByChar(';', {p4:String}))) as part) as parts
)
select cast({p5:Int64} as Nullable(Int32)) as measure, p.period as period,
  cast(case when r.begins_on < p.starts then date_diff('day', r.start_on, p.starts) else 0 end as Nullable(Int32)) as bucket, cast(count(*) as Nullable(Int64)) as n, cast(null as decimal(38, 16)) as total
from (
  select f.id as id, f."start_on" as "start_on", f."begins_on" as "begins_on", f."left_on" as "left_on", f."event" as "event"
  from (
  select "o"."id" as "id", "o"."outcome" as "outcome", "o"."account_id" as "account_id", "o"."person_id" as "person_id", "o"."owner" as "owner", "o"."pipeline" as "pipeline", "o"."type" as "type", "o"."product" as "product", "o"."stage" as "stage", "o"."currency" as "currency", "o"."forecast_category" as "forecast_category", "o"."channel" as "channel", "o"."loss_reason" as "loss_reason", "o"."attributes" as "attributes", o.created_on as begins_on,
  case when o.outcome <> 'open' then o.closed_on end as left_on, case when o.outcome = 'won' then 1 else 0 end as event,
    case
      when a.day < o.created_on and (l.day is null or a.day <= l.day) then a.day
      when l.day < o.created_on then l.day
      else o.created_on
    end as start_on
  from (select * from "opportunities" where tenant = {p6:String} and superseded_at is null and not deleted) as o
  left join (select * from first_touches where subject = 'account') as a on a.subject_id = o.account_id
  left join (select * from first_touches where subject = 'person') as l on l.subject_id = o.person_id
) as "f"
  where f.begins_on is not null and (f.left_on is null or f.left_on >= f.begins_on)
) as r join "periods" as p on r.begins_on < p.ends and (r.left_on is null or r.left_on >= p.starts)
group by p.period, case when r.begins_on < p.starts then date_diff('day', r.start_on, p.starts) else 0 end
union all
select cast({p7:Int64} as Nullable(Int32)) as measure, p.period as period,
  cast(date_diff('day', r.start_on, r.left_on) as Nullable(Int32)) as bucket, cast(count(*) as Nullable(Int64)) as n, cast(null as decimal(38, 16)) as total
from (
  select f.id as id, f."start_on" as "start_on", f."begins_on" as "begins_on", f."left_on" as "left_on", f."event" as "event"
  from (
  select "o"."id" as "id", "o"."outcome" as "outcome", "o"."account_id" as "account_id", "o"."person_id" as "person_id", "o"."owner" as "owner", "o"."pipeline" as "pipeline", "o"."type" as "type", "o"."product" as "product", "o"."stage" as "stage", "o"."currency" as "currency", "o"."forecast_category" as "forecast_category", "o"."channel" as "channel", "o"."loss_reason" as "loss_reason", "o"."attributes" as "attributes", o.created_on as begins_on,
  case when o.outcome <> 'open' then o.closed_on end as left_on, case when o.outcome = 'won' then 1 else 0 end as event,
    case
      when a.day < o.created_on and (l.day is null or a.day <= l.day) then a.day
      when l.day < o.created_on then l.day
      else o.created_on
    end as start_on
  from (select * from "opportunities" where tenant = {p8:String} and superseded_at is null and not deleted) as o
  left join (select * from first_touches where subject = 'account') as a on a.subject_id = o.account_id
  left join (select * from first_touches where subject = 'person') as l on l.subject_id = o.person_id
) as "f"
  where f.begins_on is not null and (f.left_on is null or f.left_on >= f.begins_on)
) as r join "periods" as p on r.left_on >= p.starts and r.left_on < p.ends and r.event = 1
group by p.period, date_diff('day', r.start_on, r.left_on)
union all
select cast({p9:Int64} as Nullable(Int32)) as measure, p.period as period,
  cast(case when r.left_on < p.ends then date_diff('day', r.start_on, r.left_on) else date_diff('day', r.start_on, p.ends) - 1 end as Nullable(Int32)) as bucket, cast(count(*) as Nullable(Int64)) as n, cast(null as decimal(38, 16)) as total
from (
  select f.id as id, f."start_on" as "start_on", f."begins_on" as "begins_on", f."left_on" as "left_on", f."event" as "event"
  from (
  select "o"."id" as "id", "o"."outcome" as "outcome", "o"."account_id" as "account_id", "o"."person_id" as "person_id", "o"."owner" as "owner", "o"."pipeline" as "pipeline", "o"."type" as "type", "o"."product" as "product", "o"."stage" as "stage", "o"."currency" as "currency", "o"."forecast_category" as "forecast_category", "o"."channel" as "channel", "o"."loss_reason" as "loss_reason", "o"."attributes" as "attributes", o.created_on as begins_on,
  case when o.outcome <> 'open' then o.closed_on end as left_on, case when o.outcome = 'won' then 1 else 0 end as event,
    case
      when a.day < o.created_on and (l.day is null or a.day <= l.day) then a.day
      when l.day < o.created_on then l.day
      else o.created_on
    end as start_on
  from (select * from "opportunities" where tenant = {p10:String} and superseded_at is null and not deleted) as o
  left join (select * from first_touches where subject = 'account') as a on a.subject_id = o.account_id
  left join (select * from first_touches where subject = 'person') as l on l.subject_id = o.person_id
) as "f"
  where f.begins_on is not null and (f.left_on is null or f.left_on >= f.begins_on)
) as r join "periods" as p on r.begins_on < p.ends and (r.left_on is null or r.left_on >= p.starts) and (r.left_on is null or r.left_on >= p.ends or r.event = 0)
group by p.period, case when r.left_on < p.ends then date_diff('day', r.start_on, r.left_on) else date_diff('day', r.start_on, p.ends) - 1 end
-- values: ["acme","acme","acme","0,20260101,20260201;1,20260201,20260301",0,"acme",1,"acme",2,"acme"]
