-- deal-value: {"by":[],"where":{},"asOf":null,"metrics":["win_rate.value","pipeline_created"]}
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
"opportunity_news" as (
-- steps that tell something of what is read
select * from opportunity_steps where step = 0 or "amount" is not null
),
"opportunity_values" as (
-- each step with the newest value of each column
select "id", "step", "day", "moment", "change", "created_on", "closed_on", "amount", lead(day) over (partition by id order by "step", "day", "moment", "change") as next_day
from "opportunity_news"
),
"last_amounts" as (
-- the last amount before an opportunity closed
select id, amount from (
  select v.id as id, v.amount as amount,
    row_number() over (partition by v.id order by v.step desc, v.day desc, v.moment desc, v.change desc) as place
  from opportunity_values as v
  join (select * from "opportunities" where tenant = $5 and superseded_at is null and not deleted) as o on o.id = v.id
  where v.amount <> 0 and (v.step = 0 or v.day <= o.closed_on)
) as ranked
where place = 1
),
"amounts_at_creation" as (
-- amount after the last step of the day of creation
select id, amount from (
  select v.id as id, v.amount as amount,
    row_number() over (partition by v.id order by v.step desc, v.day desc, v.moment desc, v.change desc) as place
  from opportunity_values as v
  join (select * from "opportunities" where tenant = $6 and superseded_at is null and not deleted) as o on o.id = v.id
  where v.step = 0 or v.day <= o.created_on
) as ranked
where place = 1
)
select cast($7 as integer) as measure, "r".period as period,
  cast($8 as integer) as bucket, cast(count(*) as bigint) as n, cast(coalesce(sum(r.value), 0) as decimal(38, 16)) as total
from (
  select f.id as id, f.closed_on as day, (cast(extract(year from f.closed_on) as integer) * 12 + cast(extract(month from f.closed_on) as integer) - 24313) as period, f.amount as value
  from (
  select o.*, h.amount as historical_amount from (select * from "opportunities" where tenant = $9 and superseded_at is null and not deleted) as o
  left join "last_amounts" as h on h.id = o.id
) as "f"
  where f.closed_on >= cast($10 as date) and f.closed_on < cast($11 as date) and f.outcome = $12
) as r
group by "r".period
union all
select cast($13 as integer) as measure, "r".period as period,
  cast($14 as integer) as bucket, cast(count(*) as bigint) as n, cast(coalesce(sum(r.value), 0) as decimal(38, 16)) as total
from (
  select f.id as id, f.closed_on as day, (cast(extract(year from f.closed_on) as integer) * 12 + cast(extract(month from f.closed_on) as integer) - 24313) as period, coalesce(nullif(f.amount, 0), f.historical_amount) as value
  from (
  select o.*, h.amount as historical_amount from (select * from "opportunities" where tenant = $15 and superseded_at is null and not deleted) as o
  left join "last_amounts" as h on h.id = o.id
) as "f"
  where f.closed_on >= cast($16 as date) and f.closed_on < cast($17 as date) and f.outcome = $18
) as r
group by "r".period
union all
select cast($19 as integer) as measure, "r".period as period,
  cast($20 as integer) as bucket, cast(count(*) as bigint) as n, cast(coalesce(sum(r.value), 0) as decimal(38, 16)) as total
from (
  select f.id as id, f.created_on as day, (cast(extract(year from f.created_on) as integer) * 12 + cast(extract(month from f.created_on) as integer) - 24313) as period, f.historical_amount as value
  from (
  select o.*, h.amount as historical_amount from (select * from "opportunities" where tenant = $21 and superseded_at is null and not deleted) as o
  left join "amounts_at_creation" as h on h.id = o.id
) as "f"
  where f.created_on >= cast($22 as date) and f.created_on < cast($23 as date)
) as r
group by "r".period
-- values: ["acme","USD","acme","acme","acme","acme",0,null,"acme","2026-01-01","2026-03-01","won",1,null,"acme","2026-01-01","2026-03-01","lost",2,null,"acme","2026-01-01","2026-03-01"]
