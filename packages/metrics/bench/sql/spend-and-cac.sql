with subs as (
  select account_id, starts_on, ends_on, mrr from subscriptions
  where tenant = 'bench' and superseded_at is null and not deleted and starts_on < '2026-01-01'
),
quarterly as (
  select account_id, date_trunc('quarter', day) as quarter, sum(change) as change
  from (
    select account_id, starts_on as day, mrr as change from subs
    union all
    select account_id, ends_on, -mrr from subs where ends_on < '2026-01-01'
  )
  group by account_id, quarter
),
levels as (
  select account_id, quarter, change, sum(change) over (partition by account_id order by quarter) as closing
  from quarterly
),
firsts as (select account_id, min(starts_on) as first_day from subs where mrr > 0 group by account_id),
won as (
  select quarter, count(*) as new_customers
  from levels join firsts using (account_id)
  where closing - change <= 0 and closing > 0 and first_day >= quarter
  group by quarter
),
spent as (
  select date_trunc('quarter', date_on) as quarter, sum(amount) as spend from spend
  where tenant = 'bench' and superseded_at is null and not deleted
    and date_on >= '2022-01-01' and date_on < '2026-01-01'
  group by quarter
)
select metric, cast(quarter as date) as period, value
from (
  select quarter, cast(spend as double) as spend, cast(spend as double) / new_customers as cac
  from spent left join won using (quarter)
) unpivot (value for metric in (spend, cac))
