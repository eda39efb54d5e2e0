-- duration: {"metrics":["sales_cycle_days"],"by":["attributes.series"],"where":{},"asOf":null}
-- refresh: npx vitest run --project node golden-sql -u
with "periods"("period", "starts", "ends") as materialized (
-- the spine
select cast(part[1] as Int64), cast(part[2] as Date32), cast(part[3] as Date32)
from (select splitByChar(',', arrayJoin(splitByChar(';', {p1:String}))) as part) as parts
),
"days" as materialized (
-- the period of each day
select addDays(starts, arrayJoin(range(toUInt32(date_diff('day', starts, ends))))) as day, period from "periods"
)
select cast({p2:Int64} as Nullable(Int32)) as measure, p.period as period, "r"."d1",
  cast(r.value as Nullable(Int32)) as bucket,
  cast(count(*) as Nullable(Int64)) as n,
  cast(null as decimal(38, 16)) as total
from (
  -- opportunities by closed_at
  select f.id as id, "f"."closed_on" as day, cast(date_diff('day', "f"."created_on", "f"."closed_on") as Nullable(Int32)) as value, coalesce(JSONExtract("f".attributes, {p3:String}, 'Nullable(String)'), JSONExtract("a".attributes, {p4:String}, 'Nullable(String)'), JSONExtract("o".attributes, {p5:String}, 'Nullable(String)'), JSONExtract("p".attributes, {p6:String}, 'Nullable(String)')) as "d1"
  from (select * from "opportunities" where tenant = {p7:String} and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = {p8:String} and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = {p9:String} and superseded_at is null and not deleted) as "o" on o.id = coalesce(f.owner, a.owner)
  left join (select * from "products" where tenant = {p10:String} and superseded_at is null and not deleted) as "p" on p.id = f.product
  where "f"."closed_on" >= cast({p11:String} as Date32) and "f"."closed_on" < cast({p12:String} as Date32) and "f"."outcome" in ({p13:String}) and "f"."created_on" is not null and "f"."closed_on" is not null
) as r join "days" as p on p.day = r.day
group by p.period, r.value, "r"."d1"
-- values: ["0,20260101,20260201;1,20260201,20260301",0,"series","series","series","series","acme","acme","acme","acme","2026-01-01","2026-03-01","won"]
