-- ratio-by-owner-region: {"metrics":["win_rate"],"by":["region"],"where":{"owner":["Ann",null]},"asOf":null}
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
select cast({p2:String} as Nullable(String)) as measure, p.period as period, "r"."d1",
  cast(null as Nullable(Int64)) as bucket,
  cast(count(*) as Nullable(Int64)) as n,
  cast(coalesce(0, 0) as decimal(38, 16)) as total
from (
  -- opportunities by closed_at
  select f.id as id, "f"."closed_on" as day, 1 as value, coalesce(cast("a"."region" as Nullable(String)), cast("o"."region" as Nullable(String))) as "d1"
  from (select * from "opportunities" where tenant = {p3:String} and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = {p4:String} and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = {p5:String} and superseded_at is null and not deleted) as "o" on o.id = coalesce(f.owner, a.owner)
  where "f"."closed_on" >= cast({p6:String} as Date32) and "f"."closed_on" < cast({p7:String} as Date32) and "f"."outcome" in ({p8:String}) and (coalesce(cast("f"."owner" as Nullable(String)), cast("a"."owner" as Nullable(String))) in (cast({p9:String} as Nullable(String))) or coalesce(cast("f"."owner" as Nullable(String)), cast("a"."owner" as Nullable(String))) is null)
) as r join "days" as p on p.day = r.day
group by p.period, "r"."d1"
union all
select cast({p10:String} as Nullable(String)) as measure, p.period as period, "r"."d1",
  cast(null as Nullable(Int64)) as bucket,
  cast(count(*) as Nullable(Int64)) as n,
  cast(coalesce(0, 0) as decimal(38, 16)) as total
from (
  -- opportunities by closed_at
  select f.id as id, "f"."closed_on" as day, 1 as value, coalesce(cast("a"."region" as Nullable(String)), cast("o"."region" as Nullable(String))) as "d1"
  from (select * from "opportunities" where tenant = {p11:String} and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = {p12:String} and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = {p13:String} and superseded_at is null and not deleted) as "o" on o.id = coalesce(f.owner, a.owner)
  where "f"."closed_on" >= cast({p14:String} as Date32) and "f"."closed_on" < cast({p15:String} as Date32) and "f"."outcome" in ({p16:String}, {p17:String}) and (coalesce(cast("f"."owner" as Nullable(String)), cast("a"."owner" as Nullable(String))) in (cast({p18:String} as Nullable(String))) or coalesce(cast("f"."owner" as Nullable(String)), cast("a"."owner" as Nullable(String))) is null)
) as r join "days" as p on p.day = r.day
group by p.period, "r"."d1"
-- values: ["0,20260101,20260201;1,20260201,20260301","{\"kind\":\"flow\",\"fact\":\"opportunities\",\"date\":\"closed_at\",\"aggregate\":{\"count\":true},\"filter\":{\"column\":\"outcome\",\"in\":[\"won\"]}}","acme","acme","acme","2026-01-01","2026-03-01","won","Ann","{\"kind\":\"flow\",\"fact\":\"opportunities\",\"date\":\"closed_at\",\"aggregate\":{\"count\":true},\"filter\":{\"column\":\"outcome\",\"in\":[\"won\",\"lost\"]}}","acme","acme","acme","2026-01-01","2026-03-01","won","lost","Ann"]
