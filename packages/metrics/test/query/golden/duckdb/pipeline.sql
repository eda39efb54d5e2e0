-- pipeline: {"by":["stage"],"where":{},"asOf":null,"metrics":["pipeline_weighted"]}
-- refresh: npx vitest run --project node golden-sql -u
with "opportunity_steps" as (
-- what each opportunity says of itself, and the state after each change
select o.id as id, 0 as step, o.created_on as day, cast('' as varchar) as moment, o.id as change,
  o.created_on as created_on, case when o.outcome <> 'open' then o.closed_on end as closed_on,
  case when o.outcome = 'open' then o."stage" end as stage, o.amount as amount, case when o.outcome = 'open' then o."probability" end as probability,
  o.expected_close_on as expected_close_on, case when o.outcome = 'open' then o."forecast_category" end as forecast_category
from (select * from "opportunities" where tenant = $1 and superseded_at is null and not deleted) as o
union all
select c.opportunity_id as id, 1 as step, c.at_on as day, c."at" as moment, c.id as change,
  o.created_on as created_on, case when o.outcome <> 'open' then o.closed_on end as closed_on,
  c.stage as stage, case
    when o.currency is null or o.currency = cast($2 as varchar) then c.amount
    when c.amount = o.original_amount then o.amount
    when o.original_amount <> 0 then cast(cast(c.amount as double) * (cast(o.amount as double) / coalesce(nullif(cast(o.original_amount as double), 0), 1)) as decimal(18, 6))
  end as amount, c.probability as probability, c.expected_close_on as expected_close_on,
  c.forecast_category as forecast_category
from (select * from "opportunity_changes" where tenant = $3 and superseded_at is null and not deleted) as c
join (select * from "opportunities" where tenant = $4 and superseded_at is null and not deleted) as o on o.id = c.opportunity_id
),
"opportunity_news" as (
-- steps that tell something of what is read
select * from opportunity_steps where step = 0 or "stage" is not null or "amount" is not null or "probability" is not null
),
"opportunity_values" as (
-- each step with the newest value of each column
select "id", "step", "day", "moment", "change", "created_on", "closed_on", lead("day") over steps as "next_day", last_value("stage" ignore nulls) over steps as "stage", last_value("amount" ignore nulls) over steps as "amount", last_value("probability" ignore nulls) over steps as "probability"
from "opportunity_news"
window steps as (partition by "id" order by "step", "day", "moment", "change")
),
"opportunity_spans" as (
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
"opportunity_states" as (
-- the same with the columns of the opportunity
select "o"."id" as "id", "o"."outcome" as "outcome", "o"."account_id" as "account_id", "o"."person_id" as "person_id", "o"."owner" as "owner", "o"."pipeline" as "pipeline", "o"."type" as "type", "o"."product" as "product", "o"."currency" as "currency", "o"."channel" as "channel", "o"."loss_reason" as "loss_reason", "o"."attributes" as "attributes", s."created_on" as "created_on", s."closed_on" as "closed_on", s."stage" as "stage", s."amount" as "amount", s."probability" as "probability", s."since" as "since", s."until" as "until"
from "opportunity_spans" as s join (select * from "opportunities" where tenant = $5 and superseded_at is null and not deleted) as o on o.id = s.id
),
"pipeline_weighted_rows" as (
-- open amounts with the days between which they stood
select * from (
  select f.id as id, f.since as since, f.until as until, cast(f.amount as decimal(38, 6)) * cast(cast(coalesce(f.probability, f.stage_probability, 0) as decimal(18, 6)) as decimal(9, 6)) as value, cast("f"."stage" as varchar) as "d1"
  from (
  select s.*, w.probability as stage_probability from (
    select t.*, coalesce(t.pipeline, only_one.only_pipeline) as stage_pipeline
    from "opportunity_states" as t cross join (
  select case when min(pipeline) = max(pipeline) then min(pipeline) end as only_pipeline
  from (select * from "stages" where tenant = $6 and superseded_at is null and not deleted) as s
) as only_one
  ) as s
  left join (select * from "stages" where tenant = $7 and superseded_at is null and not deleted) as w on w.name = s.stage and w.pipeline = s.stage_pipeline
) as "f"
  where f.amount is not null and f.since < cast($8 as date)
) as r
),
"pipeline_weighted_changes" as (
-- what comes into the pipeline and what goes
select id, "d1", since as day, value as change from "pipeline_weighted_rows"
union all
select id, "d1", until as day, -value as change from "pipeline_weighted_rows" where until is not null and until < cast($9 as date)
),
"periods"("period", "starts", "ends") as (
-- the spine
select cast(part[1] as integer), cast(part[2] as date), cast(part[3] as date)
from (select string_split(unnest(string_split(cast($10 as varchar), ';')), ',') as part) as parts
),
"days" as (
-- the period of each day
select starts + cast(unnest(range(ends - starts)) as integer) as day, period from "periods"
)
select coalesce(p.period, $11) as period, "c"."d1",
  cast(count(*) as bigint) as n, cast(coalesce(sum(c.change), 0) as decimal(38, 16)) as total
from "pipeline_weighted_changes" as c left join "days" as p on p.day = c.day
group by p.period, "c"."d1"
-- values: ["acme","USD","acme","acme","acme","acme","acme","2026-03-01","2026-03-01","0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01",-1]
