select 'sales_cycle_days' as metric, cast(date_trunc('quarter', closed_on) as date) as period,
  quantile_cont(date_diff('day', created_on, closed_on), 0.5) as value
from opportunities
where tenant = 'bench' and superseded_at is null and not deleted
  and outcome = 'won' and closed_on >= '2022-01-01' and closed_on < '2026-01-01' and created_on is not null
group by all
