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
select m.measure as measure, g.period as period, "g"."d1" as "d1",
  cast(null as Nullable(Int32)) as bucket, case m.place when 0 then g."n_0" when 1 then g."n_1" end as n, case m.place when 0 then g."total_0" when 1 then g."total_1" end as total
from (
select p.period as period, "r"."d1" as "d1",
  cast(count(case when r."kept_0" = 1 then 1 end) as Nullable(Int64)) as "n_0", cast(null as decimal(38, 16)) as "total_0", cast(count(case when r."kept_0" = 1 then 1 end) as Nullable(Int64)) as "present_0",
  cast(count(case when r."kept_1" = 1 then 1 end) as Nullable(Int64)) as "n_1", cast(null as decimal(38, 16)) as "total_1", cast(count(case when r."kept_1" = 1 then 1 end) as Nullable(Int64)) as "present_1"
from (
  -- opportunities by closed_at
  select "f"."closed_on" as day, case when "f"."outcome" in ({p2:String}) then 1 else 0 end as "kept_0", case when "f"."outcome" in ({p3:String}, {p4:String}) then 1 else 0 end as "kept_1", coalesce(cast("a"."region" as Nullable(String)), cast("o"."region" as Nullable(String))) as "d1"
  from (select * from "opportunities" where tenant = {p5:String} and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = {p6:String} and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = {p7:String} and superseded_at is null and not deleted) as "o" on o.id = coalesce(f.owner, a.owner)
  where "f"."closed_on" >= cast({p8:String} as Date32) and "f"."closed_on" < cast({p9:String} as Date32) and (("f"."outcome" in ({p10:String})) or ("f"."outcome" in ({p11:String}, {p12:String}))) and (coalesce(cast("f"."owner" as Nullable(String)), cast("a"."owner" as Nullable(String))) in (cast({p13:String} as Nullable(String))) or coalesce(cast("f"."owner" as Nullable(String)), cast("a"."owner" as Nullable(String))) is null)
) as r join "days" as p on p.day = r.day
group by p.period, "r"."d1"
) as g cross join (select 0 as place, cast({p14:Int64} as Nullable(Int32)) as measure union all select 1 as place, cast({p15:Int64} as Nullable(Int32)) as measure) as m
where case m.place when 0 then g."present_0" when 1 then g."present_1" end <> 0
-- values: ["0,20260101,20260201;1,20260201,20260301","won","won","lost","acme","acme","acme","2026-01-01","2026-03-01","won","won","lost","Ann",0,1]
