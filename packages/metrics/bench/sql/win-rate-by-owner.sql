select 'win_rate' as metric, cast(date_trunc('quarter', o.closed_on) as date) as period,
  coalesce(o.owner, a.owner) as owner, count(*) filter (where o.outcome = 'won') / count(*) as value
from opportunities as o
left join accounts as a on a.id = o.account_id and a.tenant = 'bench' and a.superseded_at is null and not a.deleted
where o.tenant = 'bench' and o.superseded_at is null and not o.deleted
  and o.outcome in ('won', 'lost') and o.closed_on >= '2022-01-01' and o.closed_on < '2026-01-01'
group by all
