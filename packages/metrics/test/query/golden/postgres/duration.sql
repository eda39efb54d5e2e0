-- duration: {"metrics":["sales_cycle_days"],"by":["attributes.series"],"where":{},"asOf":null}
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
select cast($2 as integer) as measure, p.period as period, "r"."d1",
  cast(r.value as integer) as bucket,
  cast(count(*) as bigint) as n,
  cast(null as decimal(38, 16)) as total
from (
  -- opportunities by closed_at
  select f.id as id, "f"."closed_on" as day, cast(("f"."closed_on" - "f"."created_on") as integer) as value, coalesce(("f".attributes ->> cast($3 as text)), ("a".attributes ->> cast($4 as text)), ("o".attributes ->> cast($5 as text)), ("p".attributes ->> cast($6 as text))) as "d1"
  from (select * from "opportunities" where tenant = $7 and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = $8 and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = $9 and superseded_at is null and not deleted) as "o" on o.id = coalesce(f.owner, a.owner)
  left join (select * from "products" where tenant = $10 and superseded_at is null and not deleted) as "p" on p.id = f.product
  where "f"."closed_on" >= cast($11 as date) and "f"."closed_on" < cast($12 as date) and "f"."outcome" in ($13) and "f"."created_on" is not null and "f"."closed_on" is not null
) as r join "days" as p on p.day = r.day
group by p.period, r.value, "r"."d1"
-- values: ["0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01",0,"series","series","series","series","acme","acme","acme","acme","2026-01-01","2026-03-01","won"]
