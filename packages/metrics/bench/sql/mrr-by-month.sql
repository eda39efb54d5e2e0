with subs as (
  select starts_on, ends_on, mrr from subscriptions
  where tenant = 'bench' and superseded_at is null and not deleted and starts_on < '2026-01-01'
),
monthly as (
  select date_trunc('month', day) as month, sum(change) as change
  from (
    select starts_on as day, mrr as change from subs
    union all
    select ends_on, -mrr from subs where ends_on < '2026-01-01'
  )
  group by month
),
running as (select month, sum(change) over (order by month) as mrr from monthly)
select 'mrr' as metric, cast(month as date) as period, cast(mrr as double) as value
from running where month >= '2022-01-01'
