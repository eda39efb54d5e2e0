-- grace-after-notice: {"by":[],"where":{},"asOf":null,"metrics":["mrr"],"set":{"churn.graceDays":"7","churn.date":"cancellation"}}
-- refresh: npx vitest run --project node golden-sql -u
with "successors" as materialized (
-- when an account next started a subscription after one of its own had ended
select e.account_id as account_id, e.ends_on as ends_on, min(s.starts_on) as starts_on
from (
  select distinct f.account_id as account_id, case
    when "f".canceled_on is null or "f".ends_on <= "f".canceled_on then "f".ends_on
    when "f".canceled_on < "f".starts_on then "f".starts_on
    else "f".canceled_on
  end as ends_on from (select * from "subscriptions" where tenant = {p1:String} and superseded_at is null and not deleted) as f
) as e
join (
  select distinct f.account_id as account_id, f.starts_on as starts_on
  from (select * from "subscriptions" where tenant = {p2:String} and superseded_at is null and not deleted) as f where "f".mrr > 0
) as s on s.account_id = e.account_id and s.starts_on >= e.ends_on
group by e.account_id, e.ends_on
),
"mrr_rows" as materialized (
-- subscriptions that have started by the end of the range
select f.account_id as account_id, f.starts_on as starts_on, case when n.starts_on is not null and n.starts_on < case
    when "f".canceled_on is null or "f".ends_on <= "f".canceled_on then "f".ends_on
    when "f".canceled_on < "f".starts_on then "f".starts_on
    else "f".canceled_on
  end + cast({p3:Int64} as integer) then n.starts_on else case
    when "f".canceled_on is null or "f".ends_on <= "f".canceled_on then "f".ends_on
    when "f".canceled_on < "f".starts_on then "f".starts_on
    else "f".canceled_on
  end + cast({p4:Int64} as integer) end as ends_on, "f".mrr as mrr, case when "f".mrr > 0 then coalesce(cast(round(f.quantity * 1000000) as decimal(18, 0)) * cast(0.000001 as decimal(7, 6)), 1) else 0 end as users
from (select * from "subscriptions" where tenant = {p5:String} and superseded_at is null and not deleted) as "f"
  -- days of grace end where a successor starts
  left join successors as n on n.account_id = f.account_id and n.ends_on = case
    when "f".canceled_on is null or "f".ends_on <= "f".canceled_on then "f".ends_on
    when "f".canceled_on < "f".starts_on then "f".starts_on
    else "f".canceled_on
  end
where "f".mrr <> 0 and f.starts_on < cast({p6:String} as Date32)
),
"mrr_dated" as materialized (
-- what begins and what ends
select account_id, starts_on as day, mrr as change from "mrr_rows"
union all
select account_id, ends_on as day, -mrr as change from "mrr_rows"
where ends_on is not null and ends_on < cast({p7:String} as Date32)
),
"periods"("period", "starts", "ends") as materialized (
-- the spine
select cast(part[1] as Int64), cast(part[2] as Date32), cast(part[3] as Date32)
from (select splitByChar(',', arrayJoin(splitByChar(';', {p8:String}))) as part) as parts
),
"days" as materialized (
-- the period of each day
select addDays(starts, arrayJoin(range(toUInt32(date_diff('day', starts, ends))))) as day, period from "periods"
)
select coalesce(p.period, {p9:Int64}) as period,
  cast(count(*) as Nullable(Int64)) as n, cast(coalesce(sum(c.change), 0) as decimal(38, 16)) as total
from "mrr_dated" as c left join "days" as p on p.day = c.day
group by p.period
-- values: ["acme","acme",7,7,"acme","2026-03-01","2026-03-01","0,20260101,20260201;1,20260201,20260301",-1]
