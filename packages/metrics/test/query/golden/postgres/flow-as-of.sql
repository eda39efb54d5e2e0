-- flow-as-of: {"metrics":["spend"],"by":[],"where":{},"asOf":"2026-03-01T00:00:00.000Z"}
-- refresh: npx vitest run --project node golden-sql -u
select "d".period as period,
  case when bool_or(d."unconverted_0") then null else cast(coalesce(sum(d."total_0"), 0) as decimal(38, 16)) end as total
from (
select r.day as day, (cast(extract(year from r.day) as integer) * 12 + cast(extract(month from r.day) as integer) - 24313) as period, sum(r."value_0") as "total_0", bool_or(r."missing_0") as "unconverted_0", count(*) as "present_0"
from (
  -- spend by date
  select "f"."date_on" as day, "f"."amount" as "value_0", f.rate_missing as "missing_0"
  from "spend" as "f"
  where "f".tenant = $1 and "f".recorded_at <= cast($2 as timestamp) and ("f".superseded_at is null or "f".superseded_at > cast($3 as timestamp)) and not "f".deleted and "f"."date_on" >= cast($4 as date) and "f"."date_on" < cast($5 as date)
) as r
group by r.day
) as d
group by "d".period
-- values: ["acme","2026-03-01T00:00:00.000","2026-03-01T00:00:00.000","2026-01-01","2026-03-01"]
