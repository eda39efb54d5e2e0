-- ratio-by-owner-region: {"metrics":["win_rate"],"by":["region"],"where":{"owner":["Ann",null]},"asOf":null}
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
select cast($2 as varchar) as measure, p.period as period, "r"."d1",
  cast(null as bigint) as bucket,
  cast(count(*) as bigint) as n,
  cast(coalesce(0, 0) as decimal(38, 16)) as total
from (
  -- opportunities by closed_at
  select f.id as id, "f"."closed_on" as day, 1 as value, coalesce(cast("a"."region" as varchar), cast("o"."region" as varchar)) as "d1"
  from (select * from "opportunities" where tenant = $3 and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = $4 and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = $5 and superseded_at is null and not deleted) as "o" on o.id = coalesce(f.owner, a.owner)
  where "f"."closed_on" >= cast($6 as date) and "f"."closed_on" < cast($7 as date) and "f"."outcome" in ($8) and (coalesce(cast("f"."owner" as varchar), cast("a"."owner" as varchar)) in (cast($9 as varchar)) or coalesce(cast("f"."owner" as varchar), cast("a"."owner" as varchar)) is null)
) as r join "days" as p on p.day = r.day
group by p.period, "r"."d1"
union all
select cast($10 as varchar) as measure, p.period as period, "r"."d1",
  cast(null as bigint) as bucket,
  cast(count(*) as bigint) as n,
  cast(coalesce(0, 0) as decimal(38, 16)) as total
from (
  -- opportunities by closed_at
  select f.id as id, "f"."closed_on" as day, 1 as value, coalesce(cast("a"."region" as varchar), cast("o"."region" as varchar)) as "d1"
  from (select * from "opportunities" where tenant = $11 and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = $12 and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = $13 and superseded_at is null and not deleted) as "o" on o.id = coalesce(f.owner, a.owner)
  where "f"."closed_on" >= cast($14 as date) and "f"."closed_on" < cast($15 as date) and "f"."outcome" in ($16, $17) and (coalesce(cast("f"."owner" as varchar), cast("a"."owner" as varchar)) in (cast($18 as varchar)) or coalesce(cast("f"."owner" as varchar), cast("a"."owner" as varchar)) is null)
) as r join "days" as p on p.day = r.day
group by p.period, "r"."d1"
-- values: ["0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01","{\"kind\":\"flow\",\"fact\":\"opportunities\",\"date\":\"closed_at\",\"aggregate\":{\"count\":true},\"filter\":{\"column\":\"outcome\",\"in\":[\"won\"]}}","acme","acme","acme","2026-01-01","2026-03-01","won","Ann","{\"kind\":\"flow\",\"fact\":\"opportunities\",\"date\":\"closed_at\",\"aggregate\":{\"count\":true},\"filter\":{\"column\":\"outcome\",\"in\":[\"won\",\"lost\"]}}","acme","acme","acme","2026-01-01","2026-03-01","won","lost","Ann"]
