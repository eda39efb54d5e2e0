-- movements: {"metrics":["new_mrr","churned_mrr"],"by":["segment"],"where":{"country":["US"]},"asOf":null}
-- refresh: npx vitest run --project node golden-sql -u
with "account_rows" as materialized (
-- subscriptions that have started by the end of the range
select f.account_id as account_id, f.starts_on as starts_on, "f".ends_on as ends_on, "f".mrr as mrr, case when "f".mrr > 0 then coalesce(cast(round(f.quantity * 1000000) as decimal(18, 0)) * cast(0.000001 as decimal(7, 6)), 1) else 0 end as users, cast("a"."segment" as Nullable(String)) as "d1"
from (select * from "subscriptions" where tenant = {p1:String} and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = {p2:String} and superseded_at is null and not deleted) as "a" on a.id = f.account_id
where "f".mrr <> 0 and f.starts_on < cast({p3:String} as Date32) and (cast("a"."country" as Nullable(String)) in (cast({p4:String} as Nullable(String))))
),
"account_dated" as materialized (
-- what begins and what ends
select account_id, "d1", starts_on as day, mrr as change from "account_rows"
union all
select account_id, "d1", ends_on as day, -mrr as change from "account_rows"
where ends_on is not null and ends_on < cast({p5:String} as Date32)
),
"periods"("period", "starts", "ends") as materialized (
-- the spine
select cast(part[1] as Int64), cast(part[2] as Date32), cast(part[3] as Date32)
from (select splitByChar(',', arrayJoin(splitByChar(';', {p6:String}))) as part) as parts
),
"days" as materialized (
-- the period of each day
select addDays(starts, arrayJoin(range(toUInt32(date_diff('day', starts, ends))))) as day, period from "periods"
),
"account_periods" as materialized (
-- net change of each account in each period
select c.account_id as account_id, "c"."d1" as "d1", coalesce(p.period, {p7:Int64}) as period,
  sum(c.change) as change
from "account_dated" as c left join "days" as p on p.day = c.day
group by c.account_id, "c"."d1", p.period
),
"account_period_levels" as materialized (
-- MRR of the account at both ends of the period
select account_id, "d1", period, change,
  sum(change) over steps - change as opening, sum(change) over steps as closing
from "account_periods"
window steps as (partition by account_id, "d1" order by period)
),
"account_starts" as materialized (
-- the first day on which anything paid began
select account_id, min(starts_on) as first_paid from "account_rows"
where mrr > 0 and (ends_on is null or ends_on > starts_on) group by account_id
),
"account_exceptions" as materialized (
-- accounts with credits, or rows that end before they start
select distinct account_id from "account_rows" where mrr < 0 or ends_on < starts_on
),
"exceptional_levels" as materialized (
-- their MRR after each change
select account_id, day, sum(change) over (partition by account_id order by day) as level from (
  select d.account_id as account_id, d.day as day, sum(d.change) as change
  from "account_dated" as d join account_exceptions as x on x.account_id = d.account_id
  group by d.account_id, d.day
) as changes
),
"exceptional_starts" as materialized (
-- the first day on which they paid
select account_id, min(day) as first_paid from exceptional_levels where level > 0 group by account_id
),
"account_moves" as materialized (
-- MRR of the account at both ends of the period, and the first day of any
select l.account_id as account_id, "l"."d1" as "d1", l.period as period, l.change as change,
  l.opening as opening, l.closing as closing, coalesce(e.first_paid, s.first_paid) as first_paid
from "account_period_levels" as l
left join "account_starts" as s on s.account_id = l.account_id
left join "exceptional_starts" as e on e.account_id = l.account_id
),
"movements" as materialized (
-- what became of each account
select m.account_id as account_id, p.period as period, m.change as change, "m"."d1" as "d1",
  case
    when m.opening <= 0 and m.closing > 0 and m.first_paid >= p.starts then 'movement.new'
    when m.opening <= 0 and m.closing > 0 then 'movement.reactivation'
    when m.opening > 0 and m.closing <= 0 then 'movement.churned'
    when m.change > 0 then 'movement.expansion'
    else 'movement.contraction'
  end as movement
from account_moves as m
join "periods" as p on p.period = m.period
where m.change <> 0
)
select cast(case m.movement when {p8:String} then 0 when {p9:String} then 1 when {p10:String} then 2 when {p11:String} then 3 when {p12:String} then 4 when {p13:String} then 5 end as Nullable(Int32)) as measure, m.period as period, "m"."d1",
  cast(count(*) as Nullable(Int64)) as n, cast(coalesce(sum(m.change), 0) as decimal(38, 16)) as total
from movements as m
group by m.movement, m.period, "m"."d1"
-- values: ["acme","acme","2026-03-01","US","2026-03-01","0,20260101,20260201;1,20260201,20260301",-1,"movement.new","movement.expansion","movement.contraction","movement.churned","movement.reactivation","movement.fx"]
