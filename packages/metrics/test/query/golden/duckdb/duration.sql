-- duration: {"metrics":["sales_cycle_days"],"by":["attributes.series"],"where":{},"asOf":null}
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
select cast($2 as integer) as measure, p.period as period, "r"."d1",
  cast(r.value as integer) as bucket,
  cast(count(*) as bigint) as n,
  cast(null as decimal(38, 16)) as total
from (
  -- opportunities by closed_at
  select f.id as id, "f"."closed_on" as day, cast(("f"."closed_on" - "f"."created_on") as integer) as value, coalesce(element_at(cast("f".attributes as map(varchar, varchar)), $3)[1], element_at(cast("a".attributes as map(varchar, varchar)), $4)[1], element_at(cast("o".attributes as map(varchar, varchar)), $5)[1], element_at(cast("p".attributes as map(varchar, varchar)), $6)[1]) as "d1"
  from (select * from "opportunities" where tenant = $7 and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = $8 and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = $9 and superseded_at is null and not deleted) as "o" on o.id = coalesce(f.owner, a.owner)
  left join (select * from "products" where tenant = $10 and superseded_at is null and not deleted) as "p" on p.id = f.product
  where "f"."closed_on" >= cast($11 as date) and "f"."closed_on" < cast($12 as date) and "f"."outcome" in ($13) and "f"."created_on" is not null and "f"."closed_on" is not null
) as r join "days" as p on p.day = r.day
group by p.period, r.value, "r"."d1"
-- values: ["0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01",0,"series","series","series","series","acme","acme","acme","acme","2026-01-01","2026-03-01","won"]
