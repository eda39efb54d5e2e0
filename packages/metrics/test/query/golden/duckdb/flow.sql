-- flow: {"metrics":["bookings"],"by":[],"where":{},"asOf":null}
-- refresh: npx vitest run --project node golden-sql -u
select "d".period as period,
  case when bool_or(d."unconverted_0") then null else cast(coalesce(sum(d."total_0"), 0) as decimal(38, 16)) end as total
from (
select r.day as day, cast(date_diff('month', cast($1 as date), r.day) as integer) as period, sum(r."value_0") as "total_0", bool_or(r."missing_0") as "unconverted_0", count(*) as "present_0"
from (
  -- opportunities by closed_at
  select "f"."closed_on" as day, "f"."amount" as "value_0", f.rate_missing as "missing_0"
  from "opportunities" as "f"
  where "f".tenant = $2 and "f".superseded_at is null and not "f".deleted and "f"."closed_on" >= cast($3 as date) and "f"."closed_on" < cast($4 as date) and "f"."outcome" in ($5)
) as r
group by r.day
) as d
group by "d".period
-- values: ["2026-01-01","acme","2026-01-01","2026-03-01","won"]
