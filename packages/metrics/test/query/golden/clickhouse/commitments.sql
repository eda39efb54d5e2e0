-- commitments: {"by":["plan"],"where":{},"asOf":null,"metrics":["cmrr"]}
-- refresh: npx vitest run --project node golden-sql -u
with "mrr_rows" as materialized (
-- subscriptions that have started by the end of the range
select f.account_id as account_id, f.starts_on as starts_on, "f".ends_on as ends_on, "f".mrr as mrr, case when "f".mrr > 0 then coalesce(cast(round(f.quantity * 1000000) as decimal(18, 0)) * cast(0.000001 as decimal(7, 6)), 1) else 0 end as users, cast("f"."plan" as Nullable(String)) as "d1"
from (select * from "subscriptions" where tenant = {p1:String} and superseded_at is null and not deleted) as "f"
where "f".mrr <> 0 and f.starts_on < cast({p2:String} as Date32)
),
"mrr_dated" as materialized (
-- what begins and what ends
select account_id, "d1", starts_on as day, mrr as change from "mrr_rows"
union all
select account_id, "d1", ends_on as day, -mrr as change from "mrr_rows"
where ends_on is not null and ends_on < cast({p3:String} as Date32)
),
"periods"("period", "starts", "ends") as materialized (
-- the spine
select cast(part[1] as Int64), cast(part[2] as Date32), cast(part[3] as Date32)
from (select splitByChar(',', arrayJoin(splitByChar(';', {p4:String}))) as part) as parts
),
"days" as materialized (
-- the period of each day
select addDays(starts, arrayJoin(range(toUInt32(date_diff('day', starts, ends))))) as day, period from "periods"
),
"commitment_windows"("period", "closes", "known_by") as materialized (
-- what was known when periods ended
select cast(part[{p5:Int64}] as Int64), cast(part[{p6:Int64}] as Date32), cast(part[{p7:Int64}] as DateTime64(3, 'UTC'))
from (select splitByChar('', arrayJoin(splitByChar('', {p8:String}))) as part) as parts
),
"commitments" as materialized (
-- subscriptions signed and not started, or with a known end, as was known when each period ended
select w.period as period, f.id as id, case when f.starts_on < w.closes then -"now_known".mrr else "f".mrr end as change, cast("f"."plan" as Nullable(String)) as "d1"
from (select * from "subscriptions" where tenant = {p9:String} and not deleted) as "f"
  left join (select * from "subscriptions" where tenant = {p10:String} and superseded_at is null and not deleted) as now_known on now_known.id = f.id
  join commitment_windows as w on f.recorded_at < w.known_by and (f.superseded_at is null or f.superseded_at >= w.known_by)
where "f".mrr <> 0 and ((f.starts_on >= w.closes and "f".ends_on is null and (now_known.id is null or not ("now_known".starts_on < w.closes and ("now_known".ends_on is null or "now_known".ends_on >= w.closes)))) or (f.starts_on < w.closes and "f".ends_on >= w.closes and now_known.id is not null and ("now_known".starts_on < w.closes and ("now_known".ends_on is null or "now_known".ends_on >= w.closes))))
)
select cast({p11:Int64} as Nullable(Int32)) as measure, coalesce(p.period, {p12:Int64}) as period, "c"."d1",
  cast({p13:Nullable(String)} as Nullable(Int32)) as bucket, cast(count(*) as Nullable(Int64)) as n, cast(coalesce(sum(c.change), 0) as decimal(38, 16)) as total
from "mrr_dated" as c left join "days" as p on p.day = c.day
group by p.period, "c"."d1"
union all
select cast({p14:Int64} as Nullable(Int32)) as measure, c.period as period, "c"."d1",
  cast({p15:Nullable(String)} as Nullable(Int32)) as bucket, cast(count(*) as Nullable(Int64)) as n, cast(coalesce(sum(c.change), 0) as decimal(38, 16)) as total
from "commitments" as c
group by c.period, "c"."d1"
-- values: ["acme","2026-03-01","2026-03-01","0,20260101,20260201;1,20260201,20260301",1,2,3,"0\u001f2026-02-01\u001f2026-02-01T00:00:00.000\u001e1\u001f2026-03-01\u001f2026-03-01T00:00:00.000","acme","acme",0,-1,null,1,null]
