-- flow: {"metrics":["bookings"],"by":[],"where":{},"asOf":null}
-- refresh: npx vitest run --project node golden-sql -u
select "d".period as period,
  case when max(d."unconverted_0") then null else cast(coalesce(sum(d."total_0"), 0) as decimal(38, 16)) end as total
from (
select r.day as day, intDiv(date_diff('month', cast({p1:String} as Date32), r.day), 1) as period, sum(r."value_0") as "total_0", max(r."missing_0") as "unconverted_0", count(*) as "present_0"
from (
  -- opportunities by closed_at
  select "f"."closed_on" as day, "f"."amount" as "value_0", f.rate_missing as "missing_0"
  from "opportunities" as "f"
  where "f".tenant = {p2:String} and "f".superseded_at is null and not "f".deleted and "f"."closed_on" >= cast({p3:String} as Date32) and "f"."closed_on" < cast({p4:String} as Date32) and "f"."outcome" in ({p5:String})
) as r
group by r.day
) as d
group by "d".period
-- values: ["2026-01-01","acme","2026-01-01","2026-03-01","won"]
