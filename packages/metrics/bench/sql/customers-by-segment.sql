with subs as (
  select account_id, starts_on, ends_on, mrr from subscriptions
  where tenant = 'bench' and superseded_at is null and not deleted and starts_on < '2026-01-01'
),
monthly as (
  select account_id, date_trunc('month', day) as month, sum(change) as change
  from (
    select account_id, starts_on as day, mrr as change from subs
    union all
    select account_id, ends_on, -mrr from subs where ends_on < '2026-01-01'
  )
  group by account_id, month
),
levels as (
  select account_id, month, change, sum(change) over (partition by account_id order by month) as level from monthly
),
counts as (
  select a.segment, l.month, sum(cast(l.level > 0 as integer) - cast(l.level - l.change > 0 as integer)) as change
  from levels as l
  left join accounts as a on a.id = l.account_id and a.tenant = 'bench' and a.superseded_at is null and not a.deleted
  group by a.segment, l.month
),
running as (select segment, month, sum(change) over (partition by segment order by month) as customers from counts)
select 'customers' as metric, cast(month as date) as period, segment, cast(customers as double) as value
from running where month >= '2022-01-01'
