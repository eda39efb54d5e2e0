-- daily-churn: {"by":[],"where":{},"asOf":null,"metrics":["logo_churn_rate"],"set":{"churn.denominator":"daily"}}
-- refresh: npx vitest run --project node golden-sql -u
with "mrr_rows" as materialized (
-- subscriptions that have started by the end of the range
select f.account_id as account_id, f.starts_on as starts_on, "f".ends_on as ends_on, "f".mrr as mrr, case when "f".mrr > 0 then coalesce(cast(round(f.quantity * 1000000) as decimal(18, 0)) * cast(0.000001 as decimal(7, 6)), 1) else 0 end as users
from (select * from "subscriptions" where tenant = {p1:String} and superseded_at is null and not deleted) as "f"
where "f".mrr <> 0 and f.starts_on < cast({p2:String} as Date32)
),
"mrr_dated" as materialized (
-- what begins and what ends
select account_id, starts_on as day, mrr as change from "mrr_rows"
union all
select account_id, ends_on as day, -mrr as change from "mrr_rows"
where ends_on is not null and ends_on < cast({p3:String} as Date32)
),
"mrr_changes" as materialized (
-- change in MRR by account and day
select account_id, day, sum(change) as change from "mrr_dated" as dated
group by account_id, day
having sum(change) <> 0
),
"mrr_levels" as materialized (
-- MRR of each account after each change
select account_id, day, change,
  sum(change) over (partition by account_id order by day) as level
from "mrr_changes"
),
"customer_days" as materialized (
-- customers won and lost on each day
select day,
  sum(case when level > 0 and level - change <= 0 then 1 else 0 end) as won,
  sum(case when level <= 0 and level - change > 0 then 1 else 0 end) as lost
from "mrr_levels"
group by day
),
"customer_losses" as materialized (
-- customers at the beginning of each day
select day, lost, sum(won - lost) over (order by day) - (won - lost) as active from customer_days
),
"periods"("period", "starts", "ends") as materialized (
-- the spine
select cast(part[1] as Int64), cast(part[2] as Date32), cast(part[3] as Date32)
from (select splitByChar(',', arrayJoin(splitByChar(';', {p4:String}))) as part) as parts
),
"days" as materialized (
-- the period of each day
select addDays(starts, arrayJoin(range(toUInt32(date_diff('day', starts, ends))))) as day, period from "periods"
),
"period_opening_days_ranges"("period", "starts", "ends") as materialized (
-- the first window that opens after a day, as ranges
select cast(part[1] as Int64), cast(part[2] as Date32), cast(part[3] as Date32)
from (select splitByChar(',', arrayJoin(splitByChar(';', {p5:String}))) as part) as parts
),
"period_opening_days" as materialized (
-- the first window that opens after a day
select addDays(starts, arrayJoin(range(toUInt32(date_diff('day', starts, ends))))) as day, period from "period_opening_days_ranges"
),
"period_ending_days_ranges"("period", "starts", "ends") as materialized (
-- the first window that ends after a day, as ranges
select cast(part[1] as Int64), cast(part[2] as Date32), cast(part[3] as Date32)
from (select splitByChar(',', arrayJoin(splitByChar(';', {p6:String}))) as part) as parts
),
"period_ending_days" as materialized (
-- the first window that ends after a day
select addDays(starts, arrayJoin(range(toUInt32(date_diff('day', starts, ends))))) as day, period from "period_ending_days_ranges"
),
"period_changes" as materialized (
-- what an account pays more at the opening and at the end than in the window before
select account_id, period, sum(opened) as opened, sum(closed) as closed from (
  select c.account_id as account_id, coalesce(d.period, cast({p7:Int64} as Nullable(Int32))) as period, c.change as opened, cast(0 as Nullable(Decimal(18, 6))) as closed
  from "mrr_dated" as c left join "period_opening_days" as d on d.day = c.day
  where c.day < cast({p8:String} as Date32)
  union all
  select c.account_id as account_id, coalesce(d.period, cast({p9:Int64} as Nullable(Int32))) as period, cast(0 as Nullable(Decimal(18, 6))) as opened, c.change as closed
  from "mrr_dated" as c left join "period_ending_days" as d on d.day = c.day
) as changes
group by account_id, period
),
"period_levels" as materialized (
-- what it pays at both, and paid in the window before
select account_id, period, opened, closed, sum(opened) over steps as opening, sum(closed) over steps as closing
from "period_changes"
window steps as (partition by account_id order by period)
),
"mrr_periods" as materialized (
-- net change of each account in each period
select c.account_id as account_id, coalesce(p.period, {p10:Int64}) as period,
  sum(c.change) as change
from "mrr_dated" as c left join "days" as p on p.day = c.day
group by c.account_id, p.period
),
"mrr_period_levels" as materialized (
-- MRR of the account at both ends of the period
select account_id, period, change,
  sum(change) over steps - change as opening, sum(change) over steps as closing
from "mrr_periods"
window steps as (partition by account_id order by period)
),
"account_starts" as materialized (
-- the first day on which anything paid began
select account_id, min(starts_on) as first_paid from "mrr_rows"
where mrr > 0 and (ends_on is null or ends_on > starts_on) group by account_id
),
"account_exceptions" as materialized (
-- accounts with credits, or rows that end before they start
select distinct account_id from "mrr_rows" where mrr < 0 or ends_on < starts_on
),
"exceptional_levels" as materialized (
-- their MRR after each change
select account_id, day, sum(change) over (partition by account_id order by day) as level from (
  select d.account_id as account_id, d.day as day, sum(d.change) as change
  from "mrr_dated" as d join account_exceptions as x on x.account_id = d.account_id
  group by d.account_id, d.day
) as changes
),
"exceptional_starts" as materialized (
-- the first day on which they paid
select account_id, min(day) as first_paid from exceptional_levels where level > 0 group by account_id
),
"account_moves" as materialized (
-- MRR of the account at both ends of the period, and the first day of any
select l.account_id as account_id, l.period as period, l.change as change,
  l.opening as opening, l.closing as closing, coalesce(e.first_paid, s.first_paid) as first_paid
from "mrr_period_levels" as l
left join "account_starts" as s on s.account_id = l.account_id
left join "exceptional_starts" as e on e.account_id = l.account_id
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
join "periods" as p on p.period = m.period
where m.change <> 0 and m.opening <= 0 and m.closing > 0
)
select cast({p11:Int64} as Nullable(Int32)) as measure, p.period as period,
  cast(c.active as Nullable(Int32)) as bucket, cast(sum(c.lost) as Nullable(Int64)) as n, cast(null as decimal(38, 16)) as total
from customer_losses as c join "days" as p on p.day = c.day and c.lost > 0
group by p.period, c.active
union all
select cast({p12:Int64} as Nullable(Int32)) as measure, r.period as period,
  cast({p13:Nullable(String)} as Nullable(Int32)) as bucket, cast(count(*) as Nullable(Int64)) as n, cast(coalesce(sum(case when r.opening > 0 then 1 else 0 end - case when (r.opening - r.opened) > 0 then 1 else 0 end), 0) as decimal(38, 16)) as total
from (select period, opened, closed, opening, closing from "period_levels" where opening > 0 or opening > opened) as r
group by r.period
union all
select cast(case m.movement when {p14:String} then 2 when {p15:String} then 3 when {p16:String} then 4 when {p17:String} then 5 when {p18:String} then 6 when {p19:String} then 7 end as Nullable(Int32)) as measure, m.period as period,
  cast({p20:Nullable(String)} as Nullable(Int32)) as bucket, cast(count(*) as Nullable(Int64)) as n, cast(coalesce(sum(m.change), 0) as decimal(38, 16)) as total
from movements as m
group by m.movement, m.period
-- values: ["acme","2026-03-01","2026-03-01","0,20260101,20260201;1,20260201,20260301","1,20260101,20260201","1,20260201,20260301",0,"2026-02-01",0,-1,0,1,null,"movement.new","movement.expansion","movement.contraction","movement.churned","movement.reactivation","movement.fx",null]
