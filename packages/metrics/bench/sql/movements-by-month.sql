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
  select account_id, month, change, sum(change) over (partition by account_id order by month) as closing from monthly
),
firsts as (select account_id, min(starts_on) as first_day from subs where mrr > 0 group by account_id),
moves as (
  select month, change,
    case
      when closing - change <= 0 and closing > 0 and first_day >= month then 'new_mrr'
      when closing - change <= 0 and closing > 0 then 'reactivation_mrr'
      when closing - change > 0 and closing <= 0 then 'churned_mrr'
      when change > 0 then 'expansion_mrr'
      else 'contraction_mrr'
    end as metric
  from levels join firsts using (account_id)
  where month >= '2022-01-01' and change <> 0
)
select metric, cast(month as date) as period, cast(sum(change) as double) as value from moves group by metric, month
