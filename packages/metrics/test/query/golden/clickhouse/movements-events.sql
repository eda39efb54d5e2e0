-- movements-events: {"by":[],"where":{},"asOf":null,"metrics":["new_mrr"],"set":{"movements.form":"events"}}
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
"account_moves" as materialized (
-- MRR of the account before and after each day on which it changed
select account_id, day, change,
  level - change as opening, level as closing,
  min(case when level > 0 then day end) over (partition by account_id order by day) as first_paid
from "mrr_levels"
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
"movements" as materialized (
-- what became of each account
select m.account_id as account_id, p.period as period, m.change as change,
  case
    when m.opening <= 0 and m.closing > 0 and m.first_paid >= m.day then 'movement.new'
    when m.opening <= 0 and m.closing > 0 then 'movement.reactivation'
    when m.opening > 0 and m.closing <= 0 then 'movement.churned'
    when m.change > 0 then 'movement.expansion'
    else 'movement.contraction'
  end as movement
from account_moves as m
join "days" as p on p.day = m.day
where m.change <> 0 and m.opening <= 0 and m.closing > 0
)
select cast(case m.movement when {p5:String} then 0 when {p6:String} then 1 when {p7:String} then 2 when {p8:String} then 3 when {p9:String} then 4 when {p10:String} then 5 end as Nullable(Int32)) as measure, m.period as period,
  cast(count(*) as Nullable(Int64)) as n, cast(coalesce(sum(m.change), 0) as decimal(38, 16)) as total
from movements as m
group by m.movement, m.period
-- values: ["acme","2026-03-01","2026-03-01","0,20260101,20260201;1,20260201,20260301","movement.new","movement.expansion","movement.contraction","movement.churned","movement.reactivation","movement.fx"]
