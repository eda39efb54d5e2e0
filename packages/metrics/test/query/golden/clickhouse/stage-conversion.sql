-- stage-conversion: {"by":["stage"],"where":{},"asOf":null,"metrics":["stage_conversion_rate.within30d"]}
-- refresh: npx vitest run --project node golden-sql -u
with "opportunity_steps" as materialized (
-- what each opportunity says of itself, and the state after each change
select o.id as id, 0 as step, o.created_on as day, cast('' as Nullable(String)) as moment, o.id as change,
  o.created_on as created_on, case when o.outcome <> 'open' then o.closed_on end as closed_on,
  case when o.outcome = 'open' then o."stage" end as stage, o.amount as amount, case when o.outcome = 'open' then o."probability" end as probability,
  o.expected_close_on as expected_close_on, case when o.outcome = 'open' then o."forecast_category" end as forecast_category
from (select * from "opportunities" where tenant = {p1:String} and superseded_at is null and not deleted) as o
union all
select c.opportunity_id as id, 1 as step, c.at_on as day, c."at" as moment, c.id as change,
  o.created_on as created_on, case when o.outcome <> 'open' then o.closed_on end as closed_on,
  c.stage as stage, case
    when o.currency is null or o.currency = cast({p2:String} as Nullable(String)) then c.amount
    when c.amount = o.original_amount then o.amount
    when o.original_amount <> 0 then cast(round(cast(c.amount as Nullable(Float64)) * (cast(o.amount as Nullable(Float64)) / coalesce(nullif(cast(o.original_amount as Nullable(Float64)), 0), 1)) * 1000000) as decimal(18, 0)) * cast(0.000001 as decimal(7, 6))
  end as amount, c.probability as probability, c.expected_close_on as expected_close_on,
  c.forecast_category as forecast_category
from (select * from "opportunity_changes" where tenant = {p3:String} and superseded_at is null and not deleted) as c
join (select * from "opportunities" where tenant = {p4:String} and superseded_at is null and not deleted) as o on o.id = c.opportunity_id
),
"stage_moves" as materialized (
-- entries into stages
select v.id as id, v.step as step, v.day as day, v.moment as moment, v.change as change, v.stage as stage,
  coalesce(o.pipeline, only_one.only_pipeline) as pipeline, o.created_on as created_on, o.closed_on as closed_on
from opportunity_steps as v
join (
  select id, pipeline, created_on, case when o.outcome <> 'open' then o.closed_on end as closed_on from (select * from "opportunities" where tenant = {p5:String} and superseded_at is null and not deleted) as o
) as o on o.id = v.id
left join (select distinct opportunity_id from (select * from "opportunity_changes" where tenant = {p6:String} and superseded_at is null and not deleted) as c where stage is not null) as h on h.opportunity_id = v.id
cross join (
  select case when min(pipeline) = max(pipeline) then min(pipeline) end as only_pipeline
  from (select * from "stages" where tenant = {p7:String} and superseded_at is null and not deleted) as s
) as only_one
where v.stage is not null and v.day is not null
  and (v.step = 1 or h.opportunity_id is null)
),
"stage_reaches" as materialized (
-- how far each opportunity got, day by day
select m.id as id, m.pipeline as pipeline, s.position as position, m.day as day, coalesce(s.outcome, 'open') as outcome
from stage_moves as m join (select * from "stages" where tenant = {p8:String} and superseded_at is null and not deleted) as s on s.pipeline = m.pipeline and s.name = m.stage
where s.position is not null and coalesce(s.outcome, 'open') <> 'lost'
),
"stage_starts" as materialized (
-- the first stage in which each opportunity ever stood
select id, pipeline, min(position) as first_position from stage_reaches where outcome = 'open' group by id, pipeline
),
"stage_advances" as materialized (
-- the same with having been won behind every stage
select id, pipeline, position, day from stage_reaches
union all
select t.id as id, t.pipeline as pipeline, cast({p9:Int64} as Nullable(Int64)) as position, o.closed_on as day
from stage_starts as t join (select * from "opportunities" where tenant = {p10:String} and superseded_at is null and not deleted) as o on o.id = t.id
where o.outcome = 'won'
),
"stage_firsts" as materialized (
-- when each stage was entered, and when it was passed
select a.id as id, s.pipeline as pipeline, s.name as stage, min(a.day) as entered_on,
  min(case when a.position > s.position then a.day end) as converted_on
from stage_advances as a
join stage_starts as t on t.id = a.id
join (select * from "stages" where tenant = {p11:String} and superseded_at is null and not deleted) as s on s.pipeline = a.pipeline
where s.position <= a.position and s.position >= t.first_position and coalesce(s.outcome, 'open') = 'open'
group by a.id, s.pipeline, s.name
)
select "r".period as period, "r"."d1" as "d1",
  cast(sum(r."counted_0") as Nullable(Int64)) as "n_0",
  cast(sum(r."counted_1") as Nullable(Int64)) as "n_1"
from (
  select f.id as id, f.entered_on as day, intDiv(date_diff('month', cast({p12:String} as Date32), f.entered_on), 1) as period, case when ("f"."converted_on" is not null and date_diff('day', "f"."entered_on", "f"."converted_on") <= {p13:Int64}) then 1 else 0 end as "counted_0", case when true then 1 else 0 end as "counted_1", cast("f"."stage" as Nullable(String)) as "d1"
  from (
  select "o"."id" as "id", "o"."outcome" as "outcome", "o"."account_id" as "account_id", "o"."person_id" as "person_id", "o"."owner" as "owner", "o"."pipeline" as "pipeline", "o"."type" as "type", "o"."product" as "product", "o"."currency" as "currency", "o"."forecast_category" as "forecast_category", "o"."channel" as "channel", "o"."loss_reason" as "loss_reason", "o"."attributes" as "attributes", e.stage as stage, e.entered_on as entered_on, e.converted_on as converted_on
  from stage_firsts as e join (select * from "opportunities" where tenant = {p14:String} and superseded_at is null and not deleted) as o on o.id = e.id
) as "f"
  where f.entered_on >= cast({p15:String} as Date32) and f.entered_on < cast({p16:String} as Date32)
) as r
group by "r".period, "r"."d1"
-- values: ["acme","USD","acme","acme","acme","acme","acme","acme",2147483647,"acme","acme","2026-01-01",30,"acme","2026-01-01","2026-03-01"]
