-- flow-as-of: {"metrics":["spend"],"by":[],"where":{},"asOf":"2026-03-01T00:00:00.000Z"}
-- refresh: npx vitest run --project node golden-sql -u
with "periods"("period", "starts", "ends") as materialized (
-- the spine
select cast(part[1] as Int64), cast(part[2] as Date32), cast(part[3] as Date32)
from (select splitByChar(',', arrayJoin(splitByChar(';', {p1:String}))) as part) as parts
),
"days" as materialized (
-- the period of each day
select addDays(starts, arrayJoin(range(toUInt32(date_diff('day', starts, ends))))) as day, period from "periods"
)
select cast({p2:Int64} as Nullable(Int32)) as measure, p.period as period,
  cast(null as Nullable(Int32)) as bucket, cast(sum(d."n_0") as Nullable(Int64)) as n, case when sum(d."unconverted_0") = 0 then cast(coalesce(sum(d."total_0"), 0) as decimal(38, 16)) end as total
from (
select r.day as day, count(*) as "n_0", sum(r."value_0") as "total_0", count(r."missing_0") as "unconverted_0", count(*) as "present_0"
from (
  -- spend by date
  select "f"."date_on" as day, "f"."amount" as "value_0", case when f.rate_missing then 1 end as "missing_0"
  from (select * from "spend" where tenant = {p3:String} and recorded_at <= cast({p4:String} as DateTime64(3, 'UTC')) and (superseded_at is null or superseded_at > cast({p5:String} as DateTime64(3, 'UTC'))) and not deleted) as "f"
  where "f"."date_on" >= cast({p6:String} as Date32) and "f"."date_on" < cast({p7:String} as Date32)
) as r
group by r.day
) as d join "days" as p on p.day = d.day
group by p.period
-- values: ["0,20260101,20260201;1,20260201,20260301",0,"acme","2026-03-01T00:00:00.000","2026-03-01T00:00:00.000","2026-01-01","2026-03-01"]
