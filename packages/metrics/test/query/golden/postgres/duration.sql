-- duration: {"metrics":["sales_cycle_days"],"by":["attributes.series"],"where":{},"asOf":null}
-- refresh: npx vitest run --project node golden-sql -u
select "r".period as period, "r"."d1",
  cast(r.value as integer) as bucket, cast(count(*) as bigint) as n
from (
  -- opportunities by closed_at
  select f.id as id, "f"."closed_on" as day, (cast(extract(year from "f"."closed_on") as integer) * 12 + cast(extract(month from "f"."closed_on") as integer) - 24313) as period, cast(("f"."closed_on" - "f"."created_on") as integer) as value, coalesce(("f".attributes ->> cast($1 as text)), ("a".attributes ->> cast($2 as text)), ("o".attributes ->> cast($3 as text)), ("p".attributes ->> cast($4 as text))) as "d1"
  from "opportunities" as "f"
  left join (select * from "accounts" where tenant = $5 and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = $6 and superseded_at is null and not deleted) as "o" on o.id = coalesce(f.owner, a.owner)
  left join (select * from "products" where tenant = $7 and superseded_at is null and not deleted) as "p" on p.id = f.product
  where "f".tenant = $8 and "f".superseded_at is null and not "f".deleted and "f"."closed_on" >= cast($9 as date) and "f"."closed_on" < cast($10 as date) and "f"."outcome" in ($11) and "f"."created_on" is not null and "f"."closed_on" is not null
) as r
group by "r".period, r.value, "r"."d1"
-- values: ["series","series","series","series","acme","acme","acme","acme","2026-01-01","2026-03-01","won"]
