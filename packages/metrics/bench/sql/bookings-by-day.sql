select 'bookings' as metric, closed_on as period, cast(sum(amount) as double) as value
from opportunities
where tenant = 'bench' and superseded_at is null and not deleted
  and outcome = 'won' and closed_on >= '2024-01-01' and closed_on < '2026-01-01'
group by all
