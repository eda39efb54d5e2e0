-- grace-after-notice: {"by":[],"where":{},"asOf":null,"metrics":["mrr"],"set":{"churn.graceDays":"7","churn.date":"cancellation"}}
-- refresh: npx vitest run --project node golden-sql -u
with "successors" as (
-- when an account next started a subscription after one of its own had ended
select e.account_id as account_id, e.ends_on as ends_on, min(s.starts_on) as starts_on
from (
  select distinct f.account_id as account_id, case
    when "f".canceled_on is null or "f".ends_on <= "f".canceled_on then "f".ends_on
    when "f".canceled_on < "f".starts_on then "f".starts_on
    else "f".canceled_on
  end as ends_on from (select * from "subscriptions" where tenant = $1 and superseded_at is null and not deleted) as f
) as e
join (
  select distinct f.account_id as account_id, f.starts_on as starts_on
  from (select * from "subscriptions" where tenant = $2 and superseded_at is null and not deleted) as f where "f".mrr > 0
) as s on s.account_id = e.account_id and s.starts_on >= e.ends_on
group by e.account_id, e.ends_on
),
"mrr_rows" as not materialized (
-- subscriptions that have started by the end of the range
select f.account_id as account_id, f.starts_on as starts_on, case when n.starts_on is not null and n.starts_on < case
    when "f".canceled_on is null or "f".ends_on <= "f".canceled_on then "f".ends_on
    when "f".canceled_on < "f".starts_on then "f".starts_on
    else "f".canceled_on
  end + cast($3 as integer) then n.starts_on else case
    when "f".canceled_on is null or "f".ends_on <= "f".canceled_on then "f".ends_on
    when "f".canceled_on < "f".starts_on then "f".starts_on
    else "f".canceled_on
  end + cast($4 as integer) end as ends_on, "f".mrr as mrr, case when "f".mrr > 0 then coalesce(cast(f.quantity as decimal(18, 6)), 1) else 0 end as users
from (select * from "subscriptions" where tenant = $5 and superseded_at is null and not deleted) as "f"
  -- days of grace end where a successor starts
  left join successors as n on n.account_id = f.account_id and n.ends_on = case
    when "f".canceled_on is null or "f".ends_on <= "f".canceled_on then "f".ends_on
    when "f".canceled_on < "f".starts_on then "f".starts_on
    else "f".canceled_on
  end
where "f".mrr <> 0 and f.starts_on < cast($6 as date)
),
"mrr_dated" as not materialized (
-- what begins and what ends
select account_id, starts_on as day, mrr as change from "mrr_rows"
union all
select account_id, ends_on as day, -mrr as change from "mrr_rows"
where ends_on is not null and ends_on < cast($7 as date)
),
"periods"("period", "starts", "ends") as (
-- the spine
select cast(part[1] as integer), cast(part[2] as date), cast(part[3] as date)
from (select string_to_array(unnest(string_to_array(cast($8 as text), ';')), ',') as part) as parts
),
"days" as (
-- the period of each day
select starts + generate_series(0, ends - starts - 1) as day, period from "periods"
)
select coalesce(p.period, $9) as period,
  cast(count(*) as bigint) as n, cast(coalesce(sum(c.change), 0) as decimal(38, 16)) as total
from "mrr_dated" as c left join "days" as p on p.day = c.day
group by p.period
-- values: ["acme","acme",7,7,"acme","2026-03-01","2026-03-01","0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01",-1]
