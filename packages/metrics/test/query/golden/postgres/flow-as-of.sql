-- flow-as-of: {"metrics":["spend"],"by":[],"where":{},"asOf":"2026-03-01T00:00:00.000Z"}
-- refresh: npx vitest run --project node golden-sql -u
with "periods"("period", "starts", "ends") as (
-- the spine
select cast(part[1] as bigint), cast(part[2] as date), cast(part[3] as date)
from (select string_to_array(unnest(string_to_array(cast($1 as text), ';')), ',') as part) as parts
),
"days" as (
-- the period of each day
select starts + generate_series(0, ends - starts - 1) as day, period from "periods"
)
select m.measure as measure, g.period as period,
  cast(null as bigint) as bucket, case m.place when 0 then g."n_0" when 1 then g."n_1" end as n, case m.place when 0 then g."total_0" when 1 then g."total_1" end as total
from (
select p.period as period,
  cast(sum(d."day_n_0") as bigint) as "n_0", cast(coalesce(sum(d."day_total_0"), 0) as decimal(38, 16)) as "total_0", cast(sum(d."day_present_0") as bigint) as "present_0",
  cast(sum(d."day_n_1") as bigint) as "n_1", cast(null as decimal(38, 16)) as "total_1", cast(sum(d."day_n_1") as bigint) as "present_1"
from (
select r.day as day, count(*) as "day_n_0", sum(r."value_0") as "day_total_0", count(*) as "day_present_0", sum(r."missing_0") as "day_n_1"
from (
  -- spend by date
  select "f"."date_on" as day, "f"."amount" as "value_0", case when f.rate_missing then 1 else 0 end as "missing_0"
  from (select * from "spend" where tenant = $2 and recorded_at <= cast($3 as timestamp) and (superseded_at is null or superseded_at > cast($4 as timestamp)) and not deleted) as "f"
  where "f"."date_on" >= cast($5 as date) and "f"."date_on" < cast($6 as date)
) as r
group by r.day
) as d join "days" as p on p.day = d.day
group by p.period
) as g cross join (select 0 as place, cast($7 as text) as measure union all select 1 as place, cast($8 as text) as measure) as m
where case m.place when 0 then g."present_0" when 1 then g."present_1" end <> 0
-- values: ["0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01","acme","2026-03-01T00:00:00.000","2026-03-01T00:00:00.000","2026-01-01","2026-03-01","0","1"]
