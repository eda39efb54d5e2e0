select 'leads' as metric, cast(date_trunc('month', created_on) as date) as period, channel, count(*) as value
from people
where tenant = 'bench' and superseded_at is null and not deleted
  and created_on >= '2022-01-01' and created_on < '2026-01-01'
group by all
