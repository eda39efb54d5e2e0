-- flow-as-of: {"metrics":["spend"],"by":[],"where":{},"asOf":"2026-03-01T00:00:00.000Z"}
-- refresh: npx vitest run --project node golden-sql -u
with "periods"("period", "starts", "ends") as (
-- the spine
select cast(part[1] as integer), cast(part[2] as date), cast(part[3] as date)
from (select string_to_array(unnest(string_to_array(cast($1 as text), ';')), ',') as part) as parts
),
"days" as (
-- the period of each day
select starts + generate_series(0, ends - starts - 1) as day, period from "periods"
)
select cast($2 as integer) as measure, p.period as period,
  cast(null as integer) as bucket, cast(sum(d."n_0") as bigint) as n, case when sum(d."unconverted_0") = 0 then cast(coalesce(sum(d."total_0"), 0) as decimal(38, 16)) end as total
from (
select r.day as day, count(*) as "n_0", sum(r."value_0") as "total_0", count(r."missing_0") as "unconverted_0", count(*) as "present_0"
from (
  -- spend by date
  select "f"."date_on" as day, "f"."amount" as "value_0", case when f.rate_missing then 1 end as "missing_0"
  from (select * from "spend" where tenant = $3 and recorded_at <= cast($4 as timestamp) and (superseded_at is null or superseded_at > cast($5 as timestamp)) and not deleted) as "f"
  where "f"."date_on" >= cast($6 as date) and "f"."date_on" < cast($7 as date)
) as r
group by r.day
) as d join "days" as p on p.day = d.day
group by p.period
-- values: ["0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01",0,"acme","2026-03-01T00:00:00.000","2026-03-01T00:00:00.000","2026-01-01","2026-03-01"]
