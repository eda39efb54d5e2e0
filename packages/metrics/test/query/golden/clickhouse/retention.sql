-- retention: {"metrics":["nrr","grr.period","logo_churn_rate"],"by":[],"where":{},"asOf":null}
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
"trailing_opening_days_ranges"("period", "starts", "ends") as materialized (
-- the first window that opens after a day, as ranges
select cast(part[1] as Int64), cast(part[2] as Date32), cast(part[3] as Date32)
from (select splitByChar(',', arrayJoin(splitByChar(';', {p4:String}))) as part) as parts
),
"trailing_opening_days" as materialized (
-- the first window that opens after a day
select addDays(starts, arrayJoin(range(toUInt32(date_diff('day', starts, ends))))) as day, period from "trailing_opening_days_ranges"
),
"trailing_ending_days_ranges"("period", "starts", "ends") as materialized (
-- the first window that ends after a day, as ranges
select cast(part[1] as Int64), cast(part[2] as Date32), cast(part[3] as Date32)
from (select splitByChar(',', arrayJoin(splitByChar(';', {p5:String}))) as part) as parts
),
"trailing_ending_days" as materialized (
-- the first window that ends after a day
select addDays(starts, arrayJoin(range(toUInt32(date_diff('day', starts, ends))))) as day, period from "trailing_ending_days_ranges"
),
"trailing_changes" as materialized (
-- what an account pays more at the opening and at the end than in the window before
select account_id, period, sum(opened) as opened, sum(closed) as closed from (
  select c.account_id as account_id, coalesce(d.period, cast({p6:Int64} as Nullable(Int32))) as period, c.change as opened, cast(0 as Nullable(Decimal(18, 6))) as closed
  from "mrr_dated" as c left join "trailing_opening_days" as d on d.day = c.day
  where c.day < cast({p7:String} as Date32)
  union all
  select c.account_id as account_id, coalesce(d.period, cast({p8:Int64} as Nullable(Int32))) as period, cast(0 as Nullable(Decimal(18, 6))) as opened, c.change as closed
  from "mrr_dated" as c left join "trailing_ending_days" as d on d.day = c.day
) as changes
group by account_id, period
),
"trailing_levels" as materialized (
-- what it pays at both, and paid in the window before
select account_id, period, opened, closed, sum(opened) over steps as opening, sum(closed) over steps as closing
from "trailing_changes"
window steps as (partition by account_id order by period)
),
"period_opening_days_ranges"("period", "starts", "ends") as materialized (
-- the first window that opens after a day, as ranges
select cast(part[1] as Int64), cast(part[2] as Date32), cast(part[3] as Date32)
from (select splitByChar(',', arrayJoin(splitByChar(';', {p9:String}))) as part) as parts
),
"period_opening_days" as materialized (
-- the first window that opens after a day
select addDays(starts, arrayJoin(range(toUInt32(date_diff('day', starts, ends))))) as day, period from "period_opening_days_ranges"
),
"period_ending_days_ranges"("period", "starts", "ends") as materialized (
-- the first window that ends after a day, as ranges
select cast(part[1] as Int64), cast(part[2] as Date32), cast(part[3] as Date32)
from (select splitByChar(',', arrayJoin(splitByChar(';', {p10:String}))) as part) as parts
),
"period_ending_days" as materialized (
-- the first window that ends after a day
select addDays(starts, arrayJoin(range(toUInt32(date_diff('day', starts, ends))))) as day, period from "period_ending_days_ranges"
),
"period_changes" as materialized (
-- what an account pays more at the opening and at the end than in the window before
select account_id, period, sum(opened) as opened, sum(closed) as closed from (
  select c.account_id as account_id, coalesce(d.period, cast({p11:Int64} as Nullable(Int32))) as period, c.change as opened, cast(0 as Nullable(Decimal(18, 6))) as closed
  from "mrr_dated" as c left join "period_opening_days" as d on d.day = c.day
  where c.day < cast({p12:String} as Date32)
  union all
  select c.account_id as account_id, coalesce(d.period, cast({p13:Int64} as Nullable(Int32))) as period, cast(0 as Nullable(Decimal(18, 6))) as opened, c.change as closed
  from "mrr_dated" as c left join "period_ending_days" as d on d.day = c.day
) as changes
group by account_id, period
),
"period_levels" as materialized (
-- what it pays at both, and paid in the window before
select account_id, period, opened, closed, sum(opened) over steps as opening, sum(closed) over steps as closing
from "period_changes"
window steps as (partition by account_id order by period)
)
select m.measure as measure, g.period as period,
  cast({p14:Nullable(String)} as Nullable(Int32)) as bucket, cast(case m.place when 0 then g."n_0" when 1 then g."n_1" end as Nullable(Int64)) as n, case m.place when 0 then g."total_0" when 1 then g."total_1" end as total
from (
select r.period as period,
  cast(count(*) as Nullable(Int64)) as "n_0",
  cast(coalesce(sum(case when r.opening > 0 then r.closing else 0 end - case when (r.opening - r.opened) > 0 then (r.closing - r.closed) else 0 end), 0) as decimal(38, 16)) as "total_0",
  cast(count(*) as Nullable(Int64)) as "n_1",
  cast(coalesce(sum(case when r.opening > 0 then r.opening else 0 end - case when (r.opening - r.opened) > 0 then (r.opening - r.opened) else 0 end), 0) as decimal(38, 16)) as "total_1"
from (select period, opened, closed, opening, closing from "trailing_levels" where opening > 0 or opening > opened) as r
group by r.period
) as g cross join (select 0 as place, cast({p15:Int64} as Nullable(Int32)) as measure union all select 1 as place, cast({p16:Int64} as Nullable(Int32)) as measure) as m
where case m.place when 0 then g."n_0" when 1 then g."n_1" end <> 0
union all
select m.measure as measure, g.period as period,
  cast({p17:Nullable(String)} as Nullable(Int32)) as bucket, cast(case m.place when 0 then g."n_0" when 1 then g."n_1" when 2 then g."n_2" when 3 then g."n_3" end as Nullable(Int64)) as n, case m.place when 0 then g."total_0" when 1 then g."total_1" when 2 then g."total_2" when 3 then g."total_3" end as total
from (
select r.period as period,
  cast(count(*) as Nullable(Int64)) as "n_0",
  cast(coalesce(sum(case when r.opening <= 0 then 0 when r.closing < r.opening then r.closing else r.opening end - case when (r.opening - r.opened) <= 0 then 0 when (r.closing - r.closed) < (r.opening - r.opened) then (r.closing - r.closed) else (r.opening - r.opened) end), 0) as decimal(38, 16)) as "total_0",
  cast(count(*) as Nullable(Int64)) as "n_1",
  cast(coalesce(sum(case when r.opening > 0 then r.opening else 0 end - case when (r.opening - r.opened) > 0 then (r.opening - r.opened) else 0 end), 0) as decimal(38, 16)) as "total_1",
  cast(count(*) as Nullable(Int64)) as "n_2",
  cast(coalesce(sum(case when r.opening > 0 and r.closing <= 0 then 1 else 0 end - case when (r.opening - r.opened) > 0 and (r.closing - r.closed) <= 0 then 1 else 0 end), 0) as decimal(38, 16)) as "total_2",
  cast(count(*) as Nullable(Int64)) as "n_3",
  cast(coalesce(sum(case when r.opening > 0 then 1 else 0 end - case when (r.opening - r.opened) > 0 then 1 else 0 end), 0) as decimal(38, 16)) as "total_3"
from (select period, opened, closed, opening, closing from "period_levels" where opening > 0 or opening > opened) as r
group by r.period
) as g cross join (select 0 as place, cast({p18:Int64} as Nullable(Int32)) as measure union all select 1 as place, cast({p19:Int64} as Nullable(Int32)) as measure union all select 2 as place, cast({p20:Int64} as Nullable(Int32)) as measure union all select 3 as place, cast({p21:Int64} as Nullable(Int32)) as measure) as m
where case m.place when 0 then g."n_0" when 1 then g."n_1" when 2 then g."n_2" when 3 then g."n_3" end <> 0
-- values: ["acme","2026-03-01","2026-03-01","1,20250201,20250301","1,20260201,20260301",0,"2025-03-01",0,"1,20260101,20260201","1,20260201,20260301",0,"2026-02-01",0,null,0,1,null,2,3,4,5]
