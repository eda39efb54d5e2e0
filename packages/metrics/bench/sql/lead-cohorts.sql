with won as (
  select person_id, min(closed_on) as won_on from opportunities
  where tenant = 'bench' and superseded_at is null and not deleted and outcome = 'won' and person_id is not null
  group by person_id
)
select 'lead_to_customer_rate.within90d' as metric, cast(date_trunc('month', l.created_on) as date) as period,
  count(*) filter (where least(l.converted_on, w.won_on) - l.created_on <= 90) / count(*) as value
from people as l left join won as w on w.person_id = l.id
where l.tenant = 'bench' and l.superseded_at is null and not l.deleted
  and l.created_on >= '2022-01-01' and l.created_on < '2026-01-01'
group by all
