-- flow: {"metrics":["bookings"],"by":[],"where":{},"asOf":null}
-- refresh: npx vitest run --project node golden-sql -u
with "periods"("period", "starts", "ends") as (
-- the spine
values (cast($1 as bigint), cast($2 as date), cast($3 as date)), (cast($4 as bigint), cast($5 as date), cast($6 as date))
)
select cast($7 as text) as measure, p.period as period,
  cast(null as bigint) as bucket,
  cast(count(*) as bigint) as n,
  cast(coalesce(sum(r.value), 0) as decimal(38, 16)) as total
from (
  -- opportunities by closed_at
  select f.id as id, "f"."closed_on" as day, "f"."amount" as value
  from (select * from "opportunities" where tenant = $8 and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = $9 and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = $10 and superseded_at is null and not deleted) as "o" on o.id = coalesce(f.owner, a.owner)
  left join (select * from "products" where tenant = $11 and superseded_at is null and not deleted) as "p" on p.id = f.product
  where "f"."closed_on" >= cast($12 as date) and "f"."closed_on" < cast($13 as date) and "f"."outcome" in ($14)
) as r join periods as p on r.day >= p.starts and r.day < p.ends
group by p.period
-- values: [0,"2026-01-01","2026-02-01",1,"2026-02-01","2026-03-01","{\"kind\":\"flow\",\"fact\":\"opportunities\",\"date\":\"closed_at\",\"aggregate\":{\"sum\":\"amount\"},\"filter\":{\"column\":\"outcome\",\"in\":[\"won\"]}}","acme","acme","acme","acme","2026-01-01","2026-03-01","won"]
