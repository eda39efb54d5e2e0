-- stage-survival: {"by":[],"where":{},"asOf":null,"metrics":["stage_duration_days.km"]}
-- refresh: npx vitest run --project node golden-sql -u
with "opportunity_steps" as (
-- what each opportunity says of itself, and the state after each change
select o.id as id, 0 as step, o.created_on as day, cast('' as text) as moment, o.id as change,
  o.created_on as created_on, case when o.outcome <> 'open' then o.closed_on end as closed_on,
  case when o.outcome = 'open' then o."stage" end as stage, o.amount as amount, case when o.outcome = 'open' then o."probability" end as probability,
  o.expected_close_on as expected_close_on, case when o.outcome = 'open' then o."forecast_category" end as forecast_category
from (select * from "opportunities" where tenant = $1 and superseded_at is null and not deleted) as o
union all
select c.opportunity_id as id, 1 as step, c.at_on as day, c."at" as moment, c.id as change,
  o.created_on as created_on, case when o.outcome <> 'open' then o.closed_on end as closed_on,
  c.stage as stage, case
    when o.currency is null or o.currency = cast($2 as text) then c.amount
    when c.amount = o.original_amount then o.amount
    when o.original_amount <> 0 then cast(cast(c.amount as double precision) * (cast(o.amount as double precision) / coalesce(nullif(cast(o.original_amount as double precision), 0), 1)) as decimal(18, 6))
  end as amount, c.probability as probability, c.expected_close_on as expected_close_on,
  c.forecast_category as forecast_category
from (select * from "opportunity_changes" where tenant = $3 and superseded_at is null and not deleted) as c
join (select * from "opportunities" where tenant = $4 and superseded_at is null and not deleted) as o on o.id = c.opportunity_id
),
"stage_moves" as (
-- entries into stages
select v.id as id, v.step as step, v.day as day, v.moment as moment, v.change as change, v.stage as stage,
  coalesce(o.pipeline, only_one.only_pipeline) as pipeline, o.created_on as created_on, o.closed_on as closed_on
from opportunity_steps as v
join (
  select id, pipeline, created_on, case when o.outcome <> 'open' then o.closed_on end as closed_on from (select * from "opportunities" where tenant = $5 and superseded_at is null and not deleted) as o
) as o on o.id = v.id
left join (select distinct opportunity_id from (select * from "opportunity_changes" where tenant = $6 and superseded_at is null and not deleted) as c where stage is not null) as h on h.opportunity_id = v.id
cross join (
  select case when min(pipeline) = max(pipeline) then min(pipeline) end as only_pipeline
  from (select * from "stages" where tenant = $7 and superseded_at is null and not deleted) as s
) as only_one
where v.stage is not null and v.day is not null
  and (v.step = 1 or h.opportunity_id is null)
),
"stage_entries" as (
-- moves into another stage than the one before
select *, lead(day) over (partition by id order by step, day, moment, change) as next_day
from (
  select m.*, lag(m.stage) over (partition by m.id order by m.step, m.day, m.moment, m.change) as previous
  from stage_moves as m
) as moves
where previous is null or previous <> stage
),
"stage_visits" as (
-- from entering a stage to leaving it
select "o"."id" as "id", "o"."outcome" as "outcome", "o"."account_id" as "account_id", "o"."person_id" as "person_id", "o"."owner" as "owner", "o"."pipeline" as "pipeline", "o"."type" as "type", "o"."product" as "product", "o"."currency" as "currency", "o"."forecast_category" as "forecast_category", "o"."channel" as "channel", "o"."loss_reason" as "loss_reason", "o"."attributes" as "attributes", e.stage as stage, e.day as since,
  case when e.closed_on is not null and (e.next_day is null or e.next_day > e.closed_on) then e.closed_on
    else e.next_day end as until
from stage_entries as e
join (select * from "opportunities" where tenant = $8 and superseded_at is null and not deleted) as o on o.id = e.id
left join (select * from "stages" where tenant = $9 and superseded_at is null and not deleted) as s on s.name = e.stage and s.pipeline = e.pipeline
where coalesce(s.outcome, 'open') = 'open'
  and (e.closed_on is null or e.day < e.closed_on or e.next_day <= e.closed_on)
),
"periods"("period", "starts", "ends") as (
-- the spine
select cast(part[1] as integer), cast(part[2] as date), cast(part[3] as date)
from (select string_to_array(unnest(string_to_array(cast($10 as text), ';')), ',') as part) as parts
)
select cast($11 as integer) as measure, p.period as period,
  cast(case when r.begins_on < p.starts then (p.starts - r.start_on) else 0 end as integer) as bucket, cast(count(*) as bigint) as n, cast(null as decimal(38, 16)) as total
from (
  select f.id as id, f."start_on" as "start_on", f."begins_on" as "begins_on", f."left_on" as "left_on", f."event" as "event"
  from (
  select "v"."id" as "id", "v"."outcome" as "outcome", "v"."account_id" as "account_id", "v"."person_id" as "person_id", "v"."owner" as "owner", "v"."pipeline" as "pipeline", "v"."type" as "type", "v"."product" as "product", "v"."stage" as "stage", "v"."currency" as "currency", "v"."forecast_category" as "forecast_category", "v"."channel" as "channel", "v"."loss_reason" as "loss_reason", "v"."attributes" as "attributes", v.since as begins_on, v.until as left_on, 1 as event, v.since as start_on
  from "stage_visits" as v
) as "f"
  where f.begins_on is not null and (f.left_on is null or f.left_on >= f.begins_on)
) as r join "periods" as p on r.begins_on < p.ends and (r.left_on is null or r.left_on >= p.starts)
group by p.period, case when r.begins_on < p.starts then (p.starts - r.start_on) else 0 end
union all
select cast($12 as integer) as measure, p.period as period,
  cast((r.left_on - r.start_on) as integer) as bucket, cast(count(*) as bigint) as n, cast(null as decimal(38, 16)) as total
from (
  select f.id as id, f."start_on" as "start_on", f."begins_on" as "begins_on", f."left_on" as "left_on", f."event" as "event"
  from (
  select "v"."id" as "id", "v"."outcome" as "outcome", "v"."account_id" as "account_id", "v"."person_id" as "person_id", "v"."owner" as "owner", "v"."pipeline" as "pipeline", "v"."type" as "type", "v"."product" as "product", "v"."stage" as "stage", "v"."currency" as "currency", "v"."forecast_category" as "forecast_category", "v"."channel" as "channel", "v"."loss_reason" as "loss_reason", "v"."attributes" as "attributes", v.since as begins_on, v.until as left_on, 1 as event, v.since as start_on
  from "stage_visits" as v
) as "f"
  where f.begins_on is not null and (f.left_on is null or f.left_on >= f.begins_on)
) as r join "periods" as p on r.left_on >= p.starts and r.left_on < p.ends and r.event = 1
group by p.period, (r.left_on - r.start_on)
union all
select cast($13 as integer) as measure, p.period as period,
  cast(case when r.left_on < p.ends then (r.left_on - r.start_on) else (p.ends - r.start_on) - 1 end as integer) as bucket, cast(count(*) as bigint) as n, cast(null as decimal(38, 16)) as total
from (
  select f.id as id, f."start_on" as "start_on", f."begins_on" as "begins_on", f."left_on" as "left_on", f."event" as "event"
  from (
  select "v"."id" as "id", "v"."outcome" as "outcome", "v"."account_id" as "account_id", "v"."person_id" as "person_id", "v"."owner" as "owner", "v"."pipeline" as "pipeline", "v"."type" as "type", "v"."product" as "product", "v"."stage" as "stage", "v"."currency" as "currency", "v"."forecast_category" as "forecast_category", "v"."channel" as "channel", "v"."loss_reason" as "loss_reason", "v"."attributes" as "attributes", v.since as begins_on, v.until as left_on, 1 as event, v.since as start_on
  from "stage_visits" as v
) as "f"
  where f.begins_on is not null and (f.left_on is null or f.left_on >= f.begins_on)
) as r join "periods" as p on r.begins_on < p.ends and (r.left_on is null or r.left_on >= p.starts) and (r.left_on is null or r.left_on >= p.ends or r.event = 0)
group by p.period, case when r.left_on < p.ends then (r.left_on - r.start_on) else (p.ends - r.start_on) - 1 end
-- values: ["acme","USD","acme","acme","acme","acme","acme","acme","acme","0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01",0,1,2]
