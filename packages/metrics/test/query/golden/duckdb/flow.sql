-- flow: {"metrics":["bookings"],"by":[],"where":{},"asOf":null}
-- refresh: npx vitest run --project node golden-sql -u
with "periods"("period", "starts", "ends") as (
-- the spine
select cast(part[1] as integer), cast(part[2] as date), cast(part[3] as date)
from (select string_split(unnest(string_split(cast($1 as varchar), ';')), ',') as part) as parts
),
"days" as (
-- the period of each day
select starts + cast(unnest(range(ends - starts)) as integer) as day, period from "periods"
)
select cast($2 as integer) as measure, p.period as period,
  cast(null as integer) as bucket, cast(sum(d."n_0") as bigint) as n, case when sum(d."unconverted_0") = 0 then cast(coalesce(sum(d."total_0"), 0) as decimal(38, 16)) end as total
from (
select r.day as day, count(*) as "n_0", sum(r."value_0") as "total_0", count(r."missing_0") as "unconverted_0", count(*) as "present_0"
from (
  -- opportunities by closed_at
  select "f"."closed_on" as day, "f"."amount" as "value_0", case when f.rate_missing then 1 end as "missing_0"
  from (select * from "opportunities" where tenant = $3 and superseded_at is null and not deleted) as "f"
  where "f"."closed_on" >= cast($4 as date) and "f"."closed_on" < cast($5 as date) and "f"."outcome" in ($6)
) as r
group by r.day
) as d join "days" as p on p.day = d.day
group by p.period
-- values: ["0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01",0,"acme","2026-01-01","2026-03-01","won"]
