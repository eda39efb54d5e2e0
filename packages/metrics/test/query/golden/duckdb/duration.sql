-- duration: {"metrics":["sales_cycle_days"],"by":["attributes.series"],"where":{},"asOf":null}
-- refresh: npx vitest run --project node golden-sql -u
select "r".period as period, "r"."d1",
  cast(r.value as integer) as bucket, cast(count(*) as bigint) as n
from (
  -- opportunities by closed_at
  select f.id as id, "f"."closed_on" as day, cast(date_diff('month', cast($1 as date), "f"."closed_on") as integer) as period, cast(("f"."closed_on" - "f"."created_on") as integer) as value, coalesce(element_at(cast("f".attributes as map(varchar, varchar)), $2)[1], element_at(cast("a".attributes as map(varchar, varchar)), $3)[1], element_at(cast("o".attributes as map(varchar, varchar)), $4)[1], element_at(cast("p".attributes as map(varchar, varchar)), $5)[1]) as "d1"
  from "opportunities" as "f"
  left join (select * from "accounts" where tenant = $6 and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = $7 and superseded_at is null and not deleted) as "o" on o.id = coalesce(f.owner, a.owner)
  left join (select * from "products" where tenant = $8 and superseded_at is null and not deleted) as "p" on p.id = f.product
  where "f".tenant = $9 and "f".superseded_at is null and not "f".deleted and "f"."closed_on" >= cast($10 as date) and "f"."closed_on" < cast($11 as date) and "f"."outcome" in ($12) and "f"."created_on" is not null and "f"."closed_on" is not null
) as r
group by "r".period, r.value, "r"."d1"
-- values: ["2026-01-01","series","series","series","series","acme","acme","acme","acme","2026-01-01","2026-03-01","won"]
