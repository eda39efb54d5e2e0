-- movements: {"metrics":["new_mrr","churned_mrr"],"by":["segment"],"where":{"country":["US"]},"asOf":null}
-- refresh: npx vitest run --project node golden-sql -u
with "periods"("period", "starts", "ends") as materialized (
-- the spine
select cast(part[1] as Int64), cast(part[2] as Date32), cast(part[3] as Date32)
from (select splitByChar(',', arrayJoin(splitByChar(';', {p1:String}))) as part) as parts
),
"account_rows" as materialized (
-- subscriptions that have started by the end of the range
select f.account_id as account_id, f.starts_on as starts_on, "f".ends_on as ends_on, "f".mrr as mrr, case when "f".mrr > 0 then coalesce(cast(f.quantity as decimal(18, 6)), 1) else 0 end as users, cast("a"."segment" as Nullable(String)) as "d1"
from (select * from "subscriptions" where tenant = {p2:String} and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = {p3:String} and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = {p4:String} and superseded_at is null and not deleted) as "o" on o.id = coalesce(a.owner)
where "f".mrr <> 0 and f.starts_on < cast({p5:String} as Date32) and (cast("a"."country" as Nullable(String)) in (cast({p6:String} as Nullable(String))))
),
"account_changes" as materialized (
-- change in MRR by account and day
select account_id, "d1", day, sum(change) as change from (
  select account_id, "d1", starts_on as day, mrr as change from "account_rows"
  union all
  select account_id, "d1", ends_on as day, -mrr as change from "account_rows"
  where ends_on is not null and ends_on < cast({p7:String} as Date32)
) as dated
group by account_id, "d1", day
having sum(change) <> 0
),
"account_levels" as materialized (
-- MRR of each account after each change
select account_id, "d1", day, change,
  sum(change) over (partition by account_id, "d1" order by day) as level
from "account_changes"
),
"account_periods" as materialized (
-- net change of each account in each period
select c.account_id, "c"."d1", coalesce(p.period, {p8:Int64}) as period, sum(c.change) as change
from (select *, 1 as joined from "account_changes") as c left join (select *, 1 as joined from periods) as p on p.joined = c.joined and c.day >= p.starts and c.day < p.ends
group by c.account_id, "c"."d1", p.period
),
"account_moves" as materialized (
-- MRR of the account at both ends of the period
select account_id, "d1", period, change,
  sum(change) over (partition by account_id order by period) - change as opening,
  sum(change) over (partition by account_id order by period) as closing
from account_periods
),
"first_paid" as materialized (
-- first day on which each account had MRR
select account_id, min(day) as day from "account_levels" where level > 0 group by account_id
),
"movements" as materialized (
-- what became of each account
select m.account_id as account_id, p.period as period, m.change as change, "m"."d1" as "d1",
  case
    when m.opening <= 0 and m.closing > 0 and f.day >= p.starts then 'movement.new'
    when m.opening <= 0 and m.closing > 0 then 'movement.reactivation'
    when m.opening > 0 and m.closing <= 0 then 'movement.churned'
    when m.change > 0 then 'movement.expansion'
    else 'movement.contraction'
  end as movement
from account_moves as m
join periods as p on p.period = m.period
left join first_paid as f on f.account_id = m.account_id
where m.change <> 0
)
select cast(m.movement as Nullable(String)) as measure, m.period as period, "m"."d1",
  cast(null as Nullable(Int64)) as bucket,
  cast(count(*) as Nullable(Int64)) as n,
  cast(coalesce(sum(m.change), 0) as decimal(38, 16)) as total
from movements as m
group by m.movement, m.period, "m"."d1"
-- values: ["0,20260101,20260201;1,20260201,20260301","acme","acme","acme","2026-03-01","US","2026-03-01",-1]
