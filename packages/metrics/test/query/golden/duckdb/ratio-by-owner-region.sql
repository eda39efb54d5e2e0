-- ratio-by-owner-region: {"metrics":["win_rate"],"by":["region"],"where":{"owner":["Ann",null]},"asOf":null}
-- refresh: npx vitest run --project node golden-sql -u
with "periods"("period", "starts", "ends") as (
-- the spine
values (cast($1 as bigint), cast($2 as date), cast($3 as date)), (cast($4 as bigint), cast($5 as date), cast($6 as date))
)
select cast($7 as varchar) as measure, p.period as period, "r"."d1",
  cast(null as bigint) as bucket,
  cast(count(*) as bigint) as n,
  cast(coalesce(0, 0) as decimal(38, 16)) as total
from (
  -- opportunities by closed_at
  select f.id as id, "f"."closed_on" as day, 1 as value, coalesce(cast("a"."region" as varchar), cast("o"."region" as varchar)) as "d1"
  from (select * from "opportunities" where tenant = $8 and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = $9 and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = $10 and superseded_at is null and not deleted) as "o" on o.id = coalesce(f.owner, a.owner)
  left join (select * from "products" where tenant = $11 and superseded_at is null and not deleted) as "p" on p.id = f.product
  where "f"."closed_on" >= cast($12 as date) and "f"."closed_on" < cast($13 as date) and "f"."outcome" in ($14) and (coalesce(cast("f"."owner" as varchar), cast("a"."owner" as varchar)) in (cast($15 as varchar)) or coalesce(cast("f"."owner" as varchar), cast("a"."owner" as varchar)) is null)
) as r join periods as p on r.day >= p.starts and r.day < p.ends
group by p.period, "r"."d1"
union all
select cast($16 as varchar) as measure, p.period as period, "r"."d1",
  cast(null as bigint) as bucket,
  cast(count(*) as bigint) as n,
  cast(coalesce(0, 0) as decimal(38, 16)) as total
from (
  -- opportunities by closed_at
  select f.id as id, "f"."closed_on" as day, 1 as value, coalesce(cast("a"."region" as varchar), cast("o"."region" as varchar)) as "d1"
  from (select * from "opportunities" where tenant = $17 and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = $18 and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = $19 and superseded_at is null and not deleted) as "o" on o.id = coalesce(f.owner, a.owner)
  left join (select * from "products" where tenant = $20 and superseded_at is null and not deleted) as "p" on p.id = f.product
  where "f"."closed_on" >= cast($21 as date) and "f"."closed_on" < cast($22 as date) and "f"."outcome" in ($23, $24) and (coalesce(cast("f"."owner" as varchar), cast("a"."owner" as varchar)) in (cast($25 as varchar)) or coalesce(cast("f"."owner" as varchar), cast("a"."owner" as varchar)) is null)
) as r join periods as p on r.day >= p.starts and r.day < p.ends
group by p.period, "r"."d1"
-- values: [0,"2026-01-01","2026-02-01",1,"2026-02-01","2026-03-01","{\"kind\":\"flow\",\"fact\":\"opportunities\",\"date\":\"closed_at\",\"aggregate\":{\"count\":true},\"filter\":{\"column\":\"outcome\",\"in\":[\"won\"]}}","acme","acme","acme","acme","2026-01-01","2026-03-01","won","Ann","{\"kind\":\"flow\",\"fact\":\"opportunities\",\"date\":\"closed_at\",\"aggregate\":{\"count\":true},\"filter\":{\"column\":\"outcome\",\"in\":[\"won\",\"lost\"]}}","acme","acme","acme","acme","2026-01-01","2026-03-01","won","lost","Ann"]
