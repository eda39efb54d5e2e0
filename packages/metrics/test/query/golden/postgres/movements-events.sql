-- movements-events: {"by":[],"where":{},"asOf":null,"metrics":["new_mrr"],"set":{"movements.form":"events"}}
-- refresh: npx vitest run --project node golden-sql -u
with "mrr_rows" as not materialized (
-- subscriptions that have started by the end of the range
select f.account_id as account_id, f.starts_on as starts_on, "f".ends_on as ends_on, "f".mrr as mrr, case when "f".mrr > 0 then coalesce(cast(f.quantity as decimal(18, 6)), 1) else 0 end as users
from (select * from "subscriptions" where tenant = $1 and superseded_at is null and not deleted) as "f"
where "f".mrr <> 0 and f.starts_on < cast($2 as date)
),
"mrr_dated" as not materialized (
-- what begins and what ends
select account_id, starts_on as day, mrr as change from "mrr_rows"
union all
select account_id, ends_on as day, -mrr as change from "mrr_rows"
where ends_on is not null and ends_on < cast($3 as date)
),
"mrr_changes" as (
-- change in MRR by account and day
select account_id, day, sum(change) as change from "mrr_dated" as dated
group by account_id, day
having sum(change) <> 0
),
"mrr_levels" as (
-- MRR of each account after each change
select account_id, day, change,
  sum(change) over (partition by account_id order by day) as level
from "mrr_changes"
),
"account_moves" as (
-- MRR of the account before and after each day on which it changed
select account_id, day, change,
  level - change as opening, level as closing,
  min(case when level > 0 then day end) over (partition by account_id order by day) as first_paid
from "mrr_levels"
),
"periods"("period", "starts", "ends") as (
-- the spine
select cast(part[1] as integer), cast(part[2] as date), cast(part[3] as date)
from (select string_to_array(unnest(string_to_array(cast($4 as text), ';')), ',') as part) as parts
),
"days" as (
-- the period of each day
select starts + generate_series(0, ends - starts - 1) as day, period from "periods"
),
"movements" as (
-- what became of each account
select m.account_id as account_id, p.period as period, m.change as change,
  case
    when m.opening <= 0 and m.closing > 0 and m.first_paid >= m.day then 'movement.new'
    when m.opening <= 0 and m.closing > 0 then 'movement.reactivation'
    when m.opening > 0 and m.closing <= 0 then 'movement.churned'
    when m.change > 0 then 'movement.expansion'
    else 'movement.contraction'
  end as movement
from account_moves as m
join "days" as p on p.day = m.day
where m.change <> 0 and m.opening <= 0 and m.closing > 0
)
select cast(case m.movement when $5 then 0 when $6 then 1 when $7 then 2 when $8 then 3 when $9 then 4 when $10 then 5 end as integer) as measure, m.period as period,
  cast(count(*) as bigint) as n, cast(coalesce(sum(m.change), 0) as decimal(38, 16)) as total
from movements as m
group by m.movement, m.period
-- values: ["acme","2026-03-01","2026-03-01","0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01","movement.new","movement.expansion","movement.contraction","movement.churned","movement.reactivation","movement.fx"]
