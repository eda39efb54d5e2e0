-- flow-as-of: {"metrics":["spend"],"by":[],"where":{},"asOf":"2026-03-01T00:00:00.000Z"}
-- refresh: npx vitest run --project node golden-sql -u
with "periods"("period", "starts", "ends") as (
-- the spine
select cast(part[1] as bigint), cast(part[2] as date), cast(part[3] as date)
from (select string_split(unnest(string_split(cast($1 as varchar), ';')), ',') as part) as parts
),
"days" as (
-- the period of each day
select starts + cast(unnest(range(ends - starts)) as integer) as day, period from "periods"
)
select cast($2 as varchar) as measure, p.period as period,
  cast(null as bigint) as bucket,
  cast(count(*) as bigint) as n,
  cast(coalesce(sum(r.value), 0) as decimal(38, 16)) as total
from (
  -- spend by date
  select f.id as id, "f"."date_on" as day, "f"."amount" as value
  from (select * from "spend" where tenant = $3 and recorded_at <= cast($4 as timestamp) and (superseded_at is null or superseded_at > cast($5 as timestamp)) and not deleted) as "f"
  where "f"."date_on" >= cast($6 as date) and "f"."date_on" < cast($7 as date)
) as r join "days" as p on p.day = r.day
group by p.period
-- values: ["0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01","{\"kind\":\"flow\",\"fact\":\"spend\",\"date\":\"date\",\"aggregate\":{\"sum\":\"amount\"}}","acme","2026-03-01T00:00:00.000","2026-03-01T00:00:00.000","2026-01-01","2026-03-01"]
