-- grace-after-notice: {"by":[],"where":{},"asOf":null,"metrics":["mrr"],"set":{"churn.graceDays":"7","churn.date":"cancellation"}}
-- refresh: npx vitest run --project node golden-sql -u
with "periods"("period", "starts", "ends") as (
-- the spine
values (cast($1 as bigint), cast($2 as date), cast($3 as date)), (cast($4 as bigint), cast($5 as date), cast($6 as date))
),
"successors" as (
-- when an account next started a subscription after one of its own had ended
select e.account_id as account_id, e.ends_on as ends_on, min(s.starts_on) as starts_on
from (
  select distinct f.account_id as account_id, case
    when "f".canceled_on is null or "f".ends_on <= "f".canceled_on then "f".ends_on
    when "f".canceled_on < "f".starts_on then "f".starts_on
    else "f".canceled_on
  end as ends_on from (select * from "subscriptions" where tenant = $7 and superseded_at is null and not deleted) as f
) as e
join (
  select distinct f.account_id as account_id, f.starts_on as starts_on
  from (select * from "subscriptions" where tenant = $8 and superseded_at is null and not deleted) as f where "f".mrr > 0
) as s on s.account_id = e.account_id and s.starts_on >= e.ends_on
group by e.account_id, e.ends_on
),
"mrr_rows" as (
-- subscriptions that have started by the end of the range
select f.account_id as account_id, f.starts_on as starts_on, case when n.starts_on is not null and n.starts_on < case
    when "f".canceled_on is null or "f".ends_on <= "f".canceled_on then "f".ends_on
    when "f".canceled_on < "f".starts_on then "f".starts_on
    else "f".canceled_on
  end + cast($9 as integer) then n.starts_on else case
    when "f".canceled_on is null or "f".ends_on <= "f".canceled_on then "f".ends_on
    when "f".canceled_on < "f".starts_on then "f".starts_on
    else "f".canceled_on
  end + cast($10 as integer) end as ends_on, "f".mrr as mrr, case when "f".mrr > 0 then coalesce(cast(f.quantity as decimal(18, 6)), 1) else 0 end as users
from (select * from "subscriptions" where tenant = $11 and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = $12 and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = $13 and superseded_at is null and not deleted) as "o" on o.id = coalesce(a.owner)
  -- days of grace end where a successor starts
  left join successors as n on n.account_id = f.account_id and n.ends_on = case
    when "f".canceled_on is null or "f".ends_on <= "f".canceled_on then "f".ends_on
    when "f".canceled_on < "f".starts_on then "f".starts_on
    else "f".canceled_on
  end
where "f".mrr <> 0 and f.starts_on < cast($14 as date)
),
"mrr_changes" as (
-- change in MRR by account and day
select account_id, day, sum(change) as change from (
  select account_id, starts_on as day, mrr as change from "mrr_rows"
  union all
  select account_id, ends_on as day, -mrr as change from "mrr_rows"
  where ends_on is not null and ends_on < cast($15 as date)
) as dated
group by account_id, day
having sum(change) <> 0
),
"mrr_levels" as (
-- MRR of each account after each change
select account_id, day, change,
  sum(change) over (partition by account_id order by day) as level
from "mrr_changes"
)
select cast($16 as text) as measure, coalesce(p.period, $17) as period,
  cast(null as bigint) as bucket,
  cast(count(*) as bigint) as n,
  cast(coalesce(sum(c.change), 0) as decimal(38, 16)) as total
from "mrr_levels" as c left join periods as p on c.day >= p.starts and c.day < p.ends
group by p.period
-- values: [0,"2026-01-01","2026-02-01",1,"2026-02-01","2026-03-01","acme","acme",7,7,"acme","acme","acme","2026-03-01","2026-03-01","mrr",-1]
