with subs as (
  select account_id, starts_on, ends_on, mrr from subscriptions
  where tenant = 'bench' and superseded_at is null and not deleted and starts_on < '2026-01-01'
),
changes as (
  select account_id, day, sum(change) as change
  from (
    select account_id, date_trunc('month', starts_on) as day, mrr as change from subs
    union all
    select account_id, date_trunc('month', ends_on), -mrr from subs where ends_on < '2026-01-01'
  )
  group by account_id, day
),
levels as (
  select account_id, day as month, sum(change) over w as mrr, lead(day, 1, date '2026-01-01') over w as next_month
  from changes window w as (partition by account_id order by day)
),
snapshots as (
  select account_id, mrr, unnest(range(month, next_month, interval 1 month)) as month from levels where mrr > 0
)
select metric, cast(month as date) as period, value
from (
  select opening.month + interval 12 months as month,
    cast(sum(coalesce(closing.mrr, 0)) as double) / cast(sum(opening.mrr) as double) as nrr,
    cast(sum(least(opening.mrr, coalesce(closing.mrr, 0))) as double) / cast(sum(opening.mrr) as double) as grr
  from snapshots as opening
  left join snapshots as closing
    on closing.account_id = opening.account_id and closing.month = opening.month + interval 12 months
  where opening.month >= '2021-01-01' and opening.month < '2025-01-01'
  group by opening.month
) unpivot (value for metric in (nrr, grr))
