-- movements-events: {"by":[],"where":{},"asOf":null,"metrics":["new_mrr"],"set":{"movements.form":"events"}}
-- refresh: npx vitest run --project node golden-sql -u
with "periods"("period", "starts", "ends") as (
-- the spine
values (cast($1 as bigint), cast($2 as date), cast($3 as date)), (cast($4 as bigint), cast($5 as date), cast($6 as date))
),
"account_rows" as (
-- subscriptions that have started by the end of the range
select f.account_id as account_id, f.starts_on as starts_on, "f".ends_on as ends_on, "f".mrr as mrr, case when "f".mrr > 0 then coalesce(cast(f.quantity as decimal(18, 6)), 1) else 0 end as users
from (select * from "subscriptions" where tenant = $7 and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = $8 and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = $9 and superseded_at is null and not deleted) as "o" on o.id = coalesce(a.owner)
where "f".mrr <> 0 and f.starts_on < cast($10 as date)
),
"account_changes" as (
-- change in MRR by account and day
select account_id, day, sum(change) as change from (
  select account_id, starts_on as day, mrr as change from "account_rows"
  union all
  select account_id, ends_on as day, -mrr as change from "account_rows"
  where ends_on is not null and ends_on < cast($11 as date)
) as dated
group by account_id, day
having sum(change) <> 0
),
"account_levels" as (
-- MRR of each account after each change
select account_id, day, change,
  sum(change) over (partition by account_id order by day) as level
from "account_changes"
),
"account_moves" as (
-- MRR of the account before and after each day on which it changed
select account_id, day, change,
  sum(change) over (partition by account_id order by day) - change as opening,
  sum(change) over (partition by account_id order by day) as closing
from "account_changes"
),
"first_paid" as (
-- first day on which each account had MRR
select account_id, min(day) as day from "account_levels" where level > 0 group by account_id
),
"movements" as (
-- what became of each account
select m.account_id as account_id, p.period as period, m.change as change,
  case
    when m.opening <= 0 and m.closing > 0 and f.day >= m.day then 'movement.new'
    when m.opening <= 0 and m.closing > 0 then 'movement.reactivation'
    when m.opening > 0 and m.closing <= 0 then 'movement.churned'
    when m.change > 0 then 'movement.expansion'
    else 'movement.contraction'
  end as movement
from account_moves as m
join periods as p on m.day >= p.starts and m.day < p.ends
left join first_paid as f on f.account_id = m.account_id
where m.change <> 0
)
select cast(m.movement as text) as measure, m.period as period,
  cast(null as bigint) as bucket,
  cast(count(*) as bigint) as n,
  cast(coalesce(sum(m.change), 0) as decimal(38, 16)) as total
from movements as m
group by m.movement, m.period
-- values: [0,"2026-01-01","2026-02-01",1,"2026-02-01","2026-03-01","acme","acme","acme","2026-03-01","2026-03-01"]
