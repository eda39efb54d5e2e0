-- balances: {"metrics":["mrr","customers","arpa"],"by":["plan"],"where":{},"asOf":null}
-- refresh: npx vitest run --project node golden-sql -u
with "mrr_rows" as materialized (
-- subscriptions that have started by the end of the range
select f.account_id as account_id, f.starts_on as starts_on, "f".ends_on as ends_on, "f".mrr as mrr, case when "f".mrr > 0 then coalesce(cast(round(f.quantity * 1000000) as decimal(18, 0)) * cast(0.000001 as decimal(7, 6)), 1) else 0 end as users, cast("f"."plan" as Nullable(String)) as "d1"
from (select * from "subscriptions" where tenant = {p1:String} and superseded_at is null and not deleted) as "f"
where "f".mrr <> 0 and f.starts_on < cast({p2:String} as Date32)
),
"mrr_dated" as materialized (
-- what begins and what ends
select account_id, "d1", starts_on as day, mrr as change from "mrr_rows"
union all
select account_id, "d1", ends_on as day, -mrr as change from "mrr_rows"
where ends_on is not null and ends_on < cast({p3:String} as Date32)
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
"mrr_periods" as materialized (
-- net change of each account in each period
select c.account_id as account_id, "c"."d1" as "d1", coalesce(p.period, {p5:Int64}) as period,
  sum(c.change) as change
from "mrr_dated" as c left join "days" as p on p.day = c.day
group by c.account_id, "c"."d1", p.period
),
"mrr_period_levels" as materialized (
-- MRR of the account at both ends of the period
select account_id, "d1", period, change,
  sum(change) over steps - change as opening, sum(change) over steps as closing
from "mrr_periods"
window steps as (partition by account_id, "d1" order by period)
)
select c.period as period, "c"."d1" as "d1",
  cast(count(*) as Nullable(Int64)) as "n_0",
  cast(coalesce(sum(c.change), 0) as decimal(38, 16)) as "total_0",
  cast(count(*) as Nullable(Int64)) as "n_1",
  cast(coalesce(sum(case when c.closing > 0 then 1 else 0 end - case when c.opening > 0 then 1 else 0 end), 0) as decimal(38, 16)) as "total_1"
from "mrr_period_levels" as c
group by c.period, "c"."d1"
-- values: ["acme","2026-03-01","2026-03-01","0,20260101,20260201;1,20260201,20260301",-1]
