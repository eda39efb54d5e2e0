-- slippage: {"by":[],"where":{"region":["East"]},"asOf":null,"metrics":["slippage_rate"]}
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
select * from opportunity_steps where step = 0 or "expected_close_on" is not null
),
"opportunity_values" as (
-- each step with the newest value of each column
select "id", "step", "day", "moment", "change", "created_on", "closed_on", "expected_close_on", lead(day) over (partition by id order by "step", "day", "moment", "change") as next_day
from "opportunity_news"
),
"opportunity_spans" as (
-- open opportunities as they stood from day to day
select * from (
  select v.id as id, v.created_on as created_on, v.closed_on as closed_on, v."expected_close_on" as "expected_close_on",
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
select "o"."id" as "id", "o"."outcome" as "outcome", "o"."account_id" as "account_id", "o"."person_id" as "person_id", "o"."owner" as "owner", "o"."pipeline" as "pipeline", "o"."type" as "type", "o"."product" as "product", "o"."currency" as "currency", "o"."channel" as "channel", "o"."loss_reason" as "loss_reason", "o"."attributes" as "attributes", s."created_on" as "created_on", s."closed_on" as "closed_on", s."expected_close_on" as "expected_close_on", s."since" as "since", s."until" as "until"
from "opportunity_spans" as s join (select * from "opportunities" where tenant = $5 and superseded_at is null and not deleted) as o on o.id = s.id
),
"whole_periods"("period", "opens", "closes") as (
-- periods with their end, whatever is known
select cast(part[1] as integer), cast(part[2] as date), cast(part[3] as date)
from (select string_to_array(unnest(string_to_array(cast($6 as text), ';')), ',') as part) as parts
),
"periods"("period", "starts", "ends") as (
-- the spine
select cast(part[1] as integer), cast(part[2] as date), cast(part[3] as date)
from (select string_to_array(unnest(string_to_array(cast($7 as text), ';')), ',') as part) as parts
),
"expected_deals" as (
-- open when a period begins, and expected to close in it
select w.period as period, w.closes as closes, p.ends as ends, r.id as id
from whole_periods as w join "periods" as p on p.period = w.period
join (
  select f.id as id, f.since as since, f.until as until, f.expected_close_on as expected_close_on
  from "opportunity_states" as "f"
  left join (select * from "accounts" where tenant = $8 and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = $9 and superseded_at is null and not deleted) as "o" on o.id = coalesce(f.owner, a.owner)
  where (coalesce(cast("a"."region" as text), cast("o"."region" as text)) in (cast($10 as text)))
) as r on "r".since < w.opens and ("r".until is null or "r".until >= w.opens) and r.expected_close_on >= w.opens and r.expected_close_on < w.closes
)
select cast($11 as integer) as measure, e.period as period,
  cast($12 as integer) as bucket, cast(count(*) as bigint) as n, cast(null as decimal(38, 16)) as total
from expected_deals as e join "opportunity_states" as s on s.id = e.id and "s".since < e.ends and ("s".until is null or "s".until >= e.ends) and s.expected_close_on >= e.closes
group by e.period
union all
select cast($13 as integer) as measure, e.period as period,
  cast($14 as integer) as bucket, cast(count(*) as bigint) as n, cast(null as decimal(38, 16)) as total
from expected_deals as e
group by e.period
-- values: ["acme","USD","acme","acme","acme","0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01","0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01","acme","acme","East",0,null,1,null]
