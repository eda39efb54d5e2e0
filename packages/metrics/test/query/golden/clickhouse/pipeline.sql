-- pipeline: {"by":["stage"],"where":{},"asOf":null,"metrics":["pipeline_weighted"]}
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
"opportunity_news" as materialized (
-- steps that tell something of what is read
select * from opportunity_steps where step = 0 or "stage" is not null or "amount" is not null or "probability" is not null
),
"opportunity_values" as materialized (
-- each step with the newest value of each column
select "id", "step", "day", "moment", "change", "created_on", "closed_on", "next_day", max("stage") over (partition by "id", "stage_n") as "stage", max("amount") over (partition by "id", "amount_n") as "amount", max("probability") over (partition by "id", "probability_n") as "probability"
from (
  select *, lead("day") over steps as "next_day", count("stage") over steps as "stage_n", count("amount") over steps as "amount_n", count("probability") over steps as "probability_n"
  from "opportunity_news"
  window steps as (partition by "id" order by "step", "day", "moment", "change")
) as numbered
),
"opportunity_spans" as materialized (
-- open opportunities as they stood from day to day
select * from (
  select v.id as id, v.created_on as created_on, v.closed_on as closed_on, v."stage" as "stage", v."amount" as "amount", v."probability" as "probability",
    case when v.day > v.created_on then v.day else v.created_on end as since,
    case when v.closed_on is not null and (v.next_day is null or v.next_day > v.closed_on) then v.closed_on
      else v.next_day end as until
  from "opportunity_values" as v
  where v.created_on is not null
) as spans
where until is null or since < until
),
"opportunity_states" as materialized (
-- the same with the columns of the opportunity
select "o"."id" as "id", "o"."outcome" as "outcome", "o"."account_id" as "account_id", "o"."person_id" as "person_id", "o"."owner" as "owner", "o"."pipeline" as "pipeline", "o"."type" as "type", "o"."product" as "product", "o"."currency" as "currency", "o"."channel" as "channel", "o"."loss_reason" as "loss_reason", "o"."attributes" as "attributes", s."created_on" as "created_on", s."closed_on" as "closed_on", s."stage" as "stage", s."amount" as "amount", s."probability" as "probability", s."since" as "since", s."until" as "until"
from "opportunity_spans" as s join (select * from "opportunities" where tenant = {p5:String} and superseded_at is null and not deleted) as o on o.id = s.id
),
"pipeline_weighted_rows" as materialized (
-- open amounts with the days between which they stood
select * from (
  select f.id as id, f.since as since, f.until as until, cast(f.amount as decimal(38, 6)) * cast(cast(round(coalesce(f.probability, f.stage_probability, 0) * 1000000) as decimal(18, 0)) * cast(0.000001 as decimal(7, 6)) as decimal(9, 6)) as value, cast("f"."stage" as Nullable(String)) as "d1"
  from (
  select s.*, w.probability as stage_probability from (
    select t.*, coalesce(t.pipeline, only_one.only_pipeline) as stage_pipeline
    from "opportunity_states" as t cross join (
  select case when min(pipeline) = max(pipeline) then min(pipeline) end as only_pipeline
  from (select * from "stages" where tenant = {p6:String} and superseded_at is null and not deleted) as s
) as only_one
  ) as s
  left join (select * from "stages" where tenant = {p7:String} and superseded_at is null and not deleted) as w on w.name = s.stage and w.pipeline = s.stage_pipeline
) as "f"
  where f.amount is not null and f.since < cast({p8:String} as Date32)
) as r
),
"pipeline_weighted_changes" as materialized (
-- what comes into the pipeline and what goes
select id, "d1", since as day, value as change from "pipeline_weighted_rows"
union all
select id, "d1", until as day, -value as change from "pipeline_weighted_rows" where until is not null and until < cast({p9:String} as Date32)
),
"periods"("period", "starts", "ends") as materialized (
-- the spine
select cast(part[1] as Int64), cast(part[2] as Date32), cast(part[3] as Date32)
from (select splitByChar(',', arrayJoin(splitByChar(';', {p10:String}))) as part) as parts
),
"days" as materialized (
-- the period of each day
select addDays(starts, arrayJoin(range(toUInt32(date_diff('day', starts, ends))))) as day, period from "periods"
)
select coalesce(p.period, {p11:Int64}) as period, "c"."d1",
  cast(count(*) as Nullable(Int64)) as n, cast(coalesce(sum(c.change), 0) as decimal(38, 16)) as total
from "pipeline_weighted_changes" as c left join "days" as p on p.day = c.day
group by p.period, "c"."d1"
-- values: ["acme","USD","acme","acme","acme","acme","acme","2026-03-01","2026-03-01","0,20260101,20260201;1,20260201,20260301",-1]
