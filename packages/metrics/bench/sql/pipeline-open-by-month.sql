with deals as (
  select id, created_on, amount, case when outcome <> 'open' then closed_on end as closed_on from opportunities
  where tenant = 'bench' and superseded_at is null and not deleted and created_on < '2026-01-01'
),
steps as (
  select id, 0 as step, created_on as day, amount, closed_on from deals
  union all
  select d.id, 1, c.at_on, c.amount, d.closed_on
  from opportunity_changes as c join deals as d on d.id = c.opportunity_id
  where c.tenant = 'bench' and c.superseded_at is null and not c.deleted and c.amount is not null
    and (d.closed_on is null or c.at_on < d.closed_on)
),
changes as (
  select day, amount - lag(amount, 1, 0) over (partition by id order by step, day) as change from steps
  union all
  select closed_on, -last(amount order by step, day) from steps where closed_on is not null group by id, closed_on
),
monthly as (
  select date_trunc('month', day) as month, sum(change) as change from changes where day < '2026-01-01' group by month
),
running as (select month, sum(change) over (order by month) as open from monthly)
select 'pipeline_open' as metric, cast(month as date) as period, cast(open as double) as value
from running where month >= '2022-01-01'
