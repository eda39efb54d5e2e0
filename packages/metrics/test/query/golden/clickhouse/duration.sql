-- duration: {"metrics":["sales_cycle_days"],"by":["attributes.series"],"where":{},"asOf":null}
-- refresh: npx vitest run --project node golden-sql -u
select "r".period as period, "r"."d1",
  cast(r.value as Nullable(Int32)) as bucket, cast(count(*) as Nullable(Int64)) as n
from (
  -- opportunities by closed_at
  select f.id as id, "f"."closed_on" as day, intDiv(date_diff('month', cast({p1:String} as Date32), "f"."closed_on"), 1) as period, cast(date_diff('day', "f"."created_on", "f"."closed_on") as Nullable(Int32)) as value, coalesce(JSONExtract("f".attributes, {p2:String}, 'Nullable(String)'), JSONExtract("a".attributes, {p3:String}, 'Nullable(String)'), JSONExtract("o".attributes, {p4:String}, 'Nullable(String)'), JSONExtract("p".attributes, {p5:String}, 'Nullable(String)')) as "d1"
  from "opportunities" as "f"
  left join (select * from "accounts" where tenant = {p6:String} and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = {p7:String} and superseded_at is null and not deleted) as "o" on o.id = coalesce(f.owner, a.owner)
  left join (select * from "products" where tenant = {p8:String} and superseded_at is null and not deleted) as "p" on p.id = f.product
  where "f".tenant = {p9:String} and "f".superseded_at is null and not "f".deleted and "f"."closed_on" >= cast({p10:String} as Date32) and "f"."closed_on" < cast({p11:String} as Date32) and "f"."outcome" in ({p12:String}) and "f"."created_on" is not null and "f"."closed_on" is not null
) as r
group by "r".period, r.value, "r"."d1"
-- values: ["2026-01-01","series","series","series","series","acme","acme","acme","acme","2026-01-01","2026-03-01","won"]
