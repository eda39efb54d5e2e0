-- flow: {"metrics":["bookings"],"by":[],"where":{},"asOf":null}
-- refresh: npx vitest run --project node golden-sql -u
select "d".period as period,
  cast(sum(d."n_0") as Nullable(Int64)) as n, case when sum(d."unconverted_0") = 0 then cast(coalesce(sum(d."total_0"), 0) as decimal(38, 16)) end as total
from (
select r.day as day, intDiv(date_diff('month', cast({p1:String} as Date32), r.day), 1) as period, count(*) as "n_0", sum(r."value_0") as "total_0", count(r."missing_0") as "unconverted_0"
from (
  -- opportunities by closed_at
  select "f"."closed_on" as day, "f"."amount" as "value_0", case when f.rate_missing then 1 end as "missing_0"
  from "opportunities" as "f"
  where "f".tenant = {p2:String} and "f".superseded_at is null and not "f".deleted and "f"."closed_on" >= cast({p3:String} as Date32) and "f"."closed_on" < cast({p4:String} as Date32) and "f"."outcome" in ({p5:String})
) as r
group by r.day
) as d
group by "d".period
-- values: ["2026-01-01","acme","2026-01-01","2026-03-01","won"]
