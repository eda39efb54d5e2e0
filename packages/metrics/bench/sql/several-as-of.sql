with subs as (
  select account_id, starts_on, ends_on, mrr from subscriptions
  where tenant = 'bench' and recorded_at <= '2025-07-01' and (superseded_at is null or superseded_at > '2025-07-01')
    and not deleted and starts_on < '2025-07-01'
),
monthly as (
  select account_id, date_trunc('month', day) as month, sum(change) as change
  from (
    select account_id, starts_on as day, mrr as change from subs
    union all
    select account_id, ends_on, -mrr from subs where ends_on < '2025-07-01'
  )
  group by account_id, month
),
levels as (
  select month, change, sum(change) over (partition by account_id order by month) as level from monthly
),
revenue as (
  select month, sum(sum(change)) over (order by month) as mrr,
    sum(sum(cast(level > 0 as integer) - cast(level - change > 0 as integer))) over (order by month) as customers
  from levels group by month
),
deals as (
  select * from opportunities
  where tenant = 'bench' and recorded_at <= '2025-07-01' and (superseded_at is null or superseded_at > '2025-07-01')
    and not deleted
),
closed as (
  select date_trunc('month', closed_on) as month, sum(amount) filter (where outcome = 'won') as bookings,
    count(*) filter (where outcome = 'won') / count(*) as win_rate
  from deals
  where outcome in ('won', 'lost') and closed_on >= '2022-01-01' and closed_on < '2025-07-01'
  group by month
),
created as (
  select date_trunc('month', created_on) as month, count(*) as opportunities_created from deals
  where created_on >= '2022-01-01' and created_on < '2025-07-01'
  group by month
)
select metric, cast(month as date) as period, value
from (
  select month, cast(mrr as double) as mrr, cast(customers as double) as customers,
    cast(bookings as double) as bookings, win_rate, cast(opportunities_created as double) as opportunities_created
  from revenue join closed using (month) join created using (month)
) unpivot (value for metric in (mrr, customers, bookings, win_rate, opportunities_created))
