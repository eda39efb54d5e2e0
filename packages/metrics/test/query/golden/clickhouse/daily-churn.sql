-- daily-churn: {"by":[],"where":{},"asOf":null,"metrics":["logo_churn_rate"],"set":{"churn.denominator":"daily"}}
-- refresh: npx vitest run --project node golden-sql -u
with "periods"("period", "starts", "ends") as materialized (
-- the spine
select cast(part[1] as Int64), cast(part[2] as Date32), cast(part[3] as Date32)
from (select splitByChar(',', arrayJoin(splitByChar(';', {p1:String}))) as part) as parts
),
"account_rows" as materialized (
-- subscriptions that have started by the end of the range
select f.account_id as account_id, f.starts_on as starts_on, "f".ends_on as ends_on, "f".mrr as mrr, case when "f".mrr > 0 then coalesce(cast(f.quantity as decimal(18, 6)), 1) else 0 end as users
from (select * from "subscriptions" where tenant = {p2:String} and superseded_at is null and not deleted) as "f"
where "f".mrr <> 0 and f.starts_on < cast({p3:String} as Date32)
),
"account_dated" as materialized (
-- what begins and what ends
select account_id, starts_on as day, mrr as change from "account_rows"
union all
select account_id, ends_on as day, -mrr as change from "account_rows"
where ends_on is not null and ends_on < cast({p4:String} as Date32)
),
"account_changes" as materialized (
-- change in MRR by account and day
select account_id, day, sum(change) as change from "account_dated" as dated
group by account_id, day
having sum(change) <> 0
),
"account_levels" as materialized (
-- MRR of each account after each change
select account_id, day, change,
  sum(change) over (partition by account_id order by day) as level
from "account_changes"
),
"customer_days" as materialized (
-- customers won and lost on each day
select day,
  sum(case when level > 0 and level - change <= 0 then 1 else 0 end) as won,
  sum(case when level <= 0 and level - change > 0 then 1 else 0 end) as lost
from "account_levels"
group by day
),
"customer_losses" as materialized (
-- customers at the beginning of each day
select day, lost, sum(won - lost) over (order by day) - (won - lost) as active from customer_days
),
"days" as materialized (
-- the period of each day
select addDays(starts, arrayJoin(range(toUInt32(date_diff('day', starts, ends))))) as day, period from "periods"
),
"account_spans" as materialized (
-- each account's MRR with the days between which it held
select account_id, day as since,
  sum(change) over (partition by account_id order by day) as level,
  lead(day) over (partition by account_id order by day) as until
from "account_changes"
),
"period_windows"("period", "opens", "closes") as materialized (
-- the windows of retention
select cast(part[1] as Int64), cast(part[2] as Date32), cast(part[3] as Date32)
from (select splitByChar(',', arrayJoin(splitByChar(';', {p5:String}))) as part) as parts
),
"period_retained" as materialized (
-- what accounts paid at the opening, and pay at the end
select account_id, period, sum(opening) as opening, sum(closing) as closing from (
  select s.account_id as account_id, w.period as period,
    case when s.since < w.opens and (s.until is null or s.until >= w.opens) then s.level else 0 end as opening,
    case when s.until is null or s.until >= w.closes then s.level else 0 end as closing
  from "period_windows" as w
  join account_spans as s on s.level <> 0 and s.since < w.closes and (s.until is null or s.until >= w.opens)
) as ends
group by account_id, period
having sum(opening) > 0
),
"account_periods" as materialized (
-- net change of each account in each period, and the first day in it with MRR
select c.account_id, coalesce(p.period, {p6:Int64}) as period, sum(c.change) as change,
  min(case when c.level > 0 then c.day end) as paid_on
from "account_levels" as c left join "days" as p on p.day = c.day
group by c.account_id, p.period
),
"account_moves" as materialized (
-- MRR of the account at both ends of the period
select account_id, period, change,
  sum(change) over (partition by account_id order by period) - change as opening,
  sum(change) over (partition by account_id order by period) as closing,
  min(paid_on) over (partition by account_id order by period) as first_paid
from account_periods
),
"movements" as materialized (
-- what became of each account
select m.account_id as account_id, p.period as period, m.change as change,
  case
    when m.opening <= 0 and m.closing > 0 and m.first_paid >= p.starts then 'movement.new'
    when m.opening <= 0 and m.closing > 0 then 'movement.reactivation'
    when m.opening > 0 and m.closing <= 0 then 'movement.churned'
    when m.change > 0 then 'movement.expansion'
    else 'movement.contraction'
  end as movement
from account_moves as m
join periods as p on p.period = m.period
where m.change <> 0
)
select cast({p7:String} as Nullable(String)) as measure, p.period as period,
  cast(c.active as Nullable(Int64)) as bucket,
  cast(sum(c.lost) as Nullable(Int64)) as n,
  cast(coalesce(0, 0) as decimal(38, 16)) as total
from customer_losses as c join "days" as p on p.day = c.day and c.lost > 0
group by p.period, c.active
union all
select cast({p8:String} as Nullable(String)) as measure, r.period as period,
  cast(null as Nullable(Int64)) as bucket,
  cast(count(*) as Nullable(Int64)) as n,
  cast(coalesce(count(*), 0) as decimal(38, 16)) as total
from "period_retained" as r
group by r.period
union all
select cast(m.movement as Nullable(String)) as measure, m.period as period,
  cast(null as Nullable(Int64)) as bucket,
  cast(count(*) as Nullable(Int64)) as n,
  cast(coalesce(sum(m.change), 0) as decimal(38, 16)) as total
from movements as m
group by m.movement, m.period
-- values: ["0,20260101,20260201;1,20260201,20260301","acme","2026-03-01","2026-03-01","0,20260101,20260201;1,20260201,20260301",-1,"{\"kind\":\"daily_churn\"}","period.opening_customers"]
