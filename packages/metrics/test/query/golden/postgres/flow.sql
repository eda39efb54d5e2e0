-- flow: {"metrics":["bookings"],"by":[],"where":{},"asOf":null}
-- refresh: npx vitest run --project node golden-sql -u
select "d".period as period,
  cast(sum(d."n_0") as bigint) as n, case when sum(d."unconverted_0") = 0 then cast(coalesce(sum(d."total_0"), 0) as decimal(38, 16)) end as total
from (
select r.day as day, (cast(extract(year from r.day) as integer) * 12 + cast(extract(month from r.day) as integer) - 24313) as period, count(*) as "n_0", sum(r."value_0") as "total_0", count(r."missing_0") as "unconverted_0"
from (
  -- opportunities by closed_at
  select "f"."closed_on" as day, "f"."amount" as "value_0", case when f.rate_missing then 1 end as "missing_0"
  from "opportunities" as "f"
  where "f".tenant = $1 and "f".superseded_at is null and not "f".deleted and "f"."closed_on" >= cast($2 as date) and "f"."closed_on" < cast($3 as date) and "f"."outcome" in ($4)
) as r
group by r.day
) as d
group by "d".period
-- values: ["acme","2026-01-01","2026-03-01","won"]
