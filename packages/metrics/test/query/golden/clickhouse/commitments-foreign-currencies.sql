-- commitments-foreign-currencies: {"by":["segment"],"where":{},"asOf":"2026-03-01T00:00:00.000Z","metrics":["cmrr"],"set":{"churn.date":"cancellation"},"foreign":true}
-- refresh: npx vitest run --project node golden-sql -u
with "mrr_rows" as materialized (
-- subscriptions that have started by the end of the range
select f.account_id as account_id, f.starts_on as starts_on, case
    when "f".canceled_on is null or "f".ends_on <= "f".canceled_on then "f".ends_on
    when "f".canceled_on < "f".starts_on then "f".starts_on
    else "f".canceled_on
  end as ends_on, coalesce("f".original_mrr, "f".mrr) as mrr, case when coalesce("f".original_mrr, "f".mrr) > 0 then coalesce(cast(round(f.quantity * 1000000) as decimal(18, 0)) * cast(0.000001 as decimal(7, 6)), 1) else 0 end as users, case when "f".original_mrr is null then cast({p1:String} as Nullable(String)) else "f".currency end as currency, cast("a"."segment" as Nullable(String)) as "d1"
from (select * from "subscriptions" where tenant = {p2:String} and recorded_at <= cast({p3:String} as DateTime64(3, 'UTC')) and (superseded_at is null or superseded_at > cast({p4:String} as DateTime64(3, 'UTC'))) and not deleted) as "f"
  left join (select * from "accounts" where tenant = {p5:String} and recorded_at <= cast({p6:String} as DateTime64(3, 'UTC')) and (superseded_at is null or superseded_at > cast({p7:String} as DateTime64(3, 'UTC'))) and not deleted) as "a" on a.id = f.account_id
where coalesce("f".original_mrr, "f".mrr) <> 0 and f.starts_on < cast({p8:String} as Date32)
),
"mrr_dated" as materialized (
-- what begins and what ends
select account_id, "d1", currency, starts_on as day, mrr as change from "mrr_rows"
union all
select account_id, "d1", currency, ends_on as day, -mrr as change from "mrr_rows"
where ends_on is not null and ends_on < cast({p9:String} as Date32)
),
"mrr_original_changes" as materialized (
-- change in MRR by account and day
select account_id, "d1", currency, day, sum(change) as change from "mrr_dated" as dated
group by account_id, "d1", currency, day
having sum(change) <> 0
),
"rate_values"("currency", "period", "starts", "ends", "rate", "previous") as materialized (
-- rates just before the ends of periods
select cast(part[{p10:Int64}] as String), cast(part[{p11:Int64}] as Int64), cast(part[{p12:Int64}] as Date32), cast(part[{p13:Int64}] as Date32), cast(part[{p14:Int64}] as String), cast(part[{p15:Int64}] as String)
from (select splitByChar('', arrayJoin(splitByChar('', {p16:String}))) as part) as parts
),
"mrr_rates" as materialized (
-- the same, exact
select currency, period, starts, ends, cast(rate as decimal(38, 10)) as rate,
  cast(rate as decimal(38, 10)) - cast(previous as decimal(38, 10)) as step
from rate_values
),
"mrr_changes" as materialized (
-- the same in the reporting currency, with what rates did
select account_id, "d1", day, sum(change) as change, sum(fx) as fx from (
  select o.account_id as account_id, "o"."d1" as "d1", o.day as day, cast(o.change * r.rate as decimal(38, 16)) as change, cast(0 as decimal(38, 16)) as fx
  from "mrr_original_changes" as o join "mrr_rates" as r on r.currency = o.currency and o.day >= r.starts and o.day < r.ends
  union all
  select o.account_id as account_id, "o"."d1" as "d1", r.starts as day,
    cast(sum(o.change) * r.step as decimal(38, 16)) as change, cast(sum(o.change) * r.step as decimal(38, 16)) as fx
  from "mrr_original_changes" as o join "mrr_rates" as r on r.currency = o.currency and o.day < r.starts
  where r.step <> 0
  group by o.account_id, "o"."d1", o.currency, r.starts, r.step
) as dated
group by account_id, "d1", day
having sum(change) <> 0 or sum(fx) <> 0
),
"periods"("period", "starts", "ends") as materialized (
-- the spine
select cast(part[1] as Int64), cast(part[2] as Date32), cast(part[3] as Date32)
from (select splitByChar(',', arrayJoin(splitByChar(';', {p17:String}))) as part) as parts
),
"days" as materialized (
-- the period of each day
select addDays(starts, arrayJoin(range(toUInt32(date_diff('day', starts, ends))))) as day, period from "periods"
),
"commitment_windows"("period", "closes", "known_by") as materialized (
-- what was known when periods ended
select cast(part[{p18:Int64}] as Int64), cast(part[{p19:Int64}] as Date32), cast(part[{p20:Int64}] as DateTime64(3, 'UTC'))
from (select splitByChar('', arrayJoin(splitByChar('', {p21:String}))) as part) as parts
),
"commitments" as materialized (
-- subscriptions signed and not started, or with a known end, as was known when each period ended
select w.period as period, f.id as id, case when f.starts_on < w.closes then -coalesce("now_known".original_mrr, "now_known".mrr) else coalesce("f".original_mrr, "f".mrr) end as change, case when f.starts_on < w.closes then case when "now_known".original_mrr is null then cast({p22:String} as Nullable(String)) else "now_known".currency end else case when "f".original_mrr is null then cast({p23:String} as Nullable(String)) else "f".currency end end as currency, cast("a"."segment" as Nullable(String)) as "d1"
from (select * from "subscriptions" where tenant = {p24:String} and not deleted and recorded_at <= cast({p25:String} as DateTime64(3, 'UTC'))) as "f"
  left join (select * from "accounts" where tenant = {p26:String} and recorded_at <= cast({p27:String} as DateTime64(3, 'UTC')) and (superseded_at is null or superseded_at > cast({p28:String} as DateTime64(3, 'UTC'))) and not deleted) as "a" on a.id = f.account_id
  left join (select * from "subscriptions" where tenant = {p29:String} and recorded_at <= cast({p30:String} as DateTime64(3, 'UTC')) and (superseded_at is null or superseded_at > cast({p31:String} as DateTime64(3, 'UTC'))) and not deleted) as now_known on now_known.id = f.id
  join commitment_windows as w on f.recorded_at < w.known_by and (f.superseded_at is null or f.superseded_at >= w.known_by)
where coalesce("f".original_mrr, "f".mrr) <> 0 and ((f.starts_on >= w.closes and case
    when "f".canceled_on is null or "f".ends_on <= "f".canceled_on then "f".ends_on
    when "f".canceled_on < "f".starts_on then "f".starts_on
    else "f".canceled_on
  end is null and (now_known.id is null or not ("now_known".starts_on < w.closes and (case
    when "now_known".canceled_on is null or "now_known".ends_on <= "now_known".canceled_on then "now_known".ends_on
    when "now_known".canceled_on < "now_known".starts_on then "now_known".starts_on
    else "now_known".canceled_on
  end is null or case
    when "now_known".canceled_on is null or "now_known".ends_on <= "now_known".canceled_on then "now_known".ends_on
    when "now_known".canceled_on < "now_known".starts_on then "now_known".starts_on
    else "now_known".canceled_on
  end >= w.closes)))) or (f.starts_on < w.closes and case
    when "f".canceled_on is null or "f".ends_on <= "f".canceled_on then "f".ends_on
    when "f".canceled_on < "f".starts_on then "f".starts_on
    else "f".canceled_on
  end >= w.closes and now_known.id is not null and ("now_known".starts_on < w.closes and (case
    when "now_known".canceled_on is null or "now_known".ends_on <= "now_known".canceled_on then "now_known".ends_on
    when "now_known".canceled_on < "now_known".starts_on then "now_known".starts_on
    else "now_known".canceled_on
  end is null or case
    when "now_known".canceled_on is null or "now_known".ends_on <= "now_known".canceled_on then "now_known".ends_on
    when "now_known".canceled_on < "now_known".starts_on then "now_known".starts_on
    else "now_known".canceled_on
  end >= w.closes))))
),
"valued_commitments" as materialized (
-- the same in the reporting currency
select c.period as period, c.id as id, c.change * r.rate as change, "c"."d1" as "d1"
from commitments as c join "mrr_rates" as r on r.currency = c.currency and r.period = c.period
)
select cast({p32:Int64} as Nullable(Int32)) as measure, coalesce(p.period, {p33:Int64}) as period, "c"."d1",
  cast({p34:Nullable(String)} as Nullable(Int32)) as bucket, cast(count(*) as Nullable(Int64)) as n, cast(coalesce(sum(c.change), 0) as decimal(38, 16)) as total
from "mrr_changes" as c left join "days" as p on p.day = c.day
group by p.period, "c"."d1"
union all
select cast({p35:Int64} as Nullable(Int32)) as measure, c.period as period, "c"."d1",
  cast({p36:Nullable(String)} as Nullable(Int32)) as bucket, cast(count(*) as Nullable(Int64)) as n, cast(coalesce(sum(c.change), 0) as decimal(38, 16)) as total
from "valued_commitments" as c
group by c.period, "c"."d1"
-- values: ["USD","acme","2026-03-01T00:00:00.000","2026-03-01T00:00:00.000","acme","2026-03-01T00:00:00.000","2026-03-01T00:00:00.000","2026-03-01","2026-03-01",1,2,3,4,5,6,"USD\u001f-1\u001f1900-01-01\u001f2026-01-01\u001f1\u001f1\u001eUSD\u001f0\u001f2026-01-01\u001f2026-02-01\u001f1\u001f1\u001eUSD\u001f1\u001f2026-02-01\u001f2026-03-01\u001f1\u001f1\u001eEUR\u001f-1\u001f1900-01-01\u001f2026-01-01\u001f1.1\u001f1.1\u001eEUR\u001f0\u001f2026-01-01\u001f2026-02-01\u001f1.2\u001f1.1\u001eEUR\u001f1\u001f2026-02-01\u001f2026-03-01\u001f1.15\u001f1.2","0,20260101,20260201;1,20260201,20260301",1,2,3,"0\u001f2026-02-01\u001f2026-02-01T00:00:00.000\u001e1\u001f2026-03-01\u001f2026-03-01T00:00:00.000","USD","USD","acme","2026-03-01T00:00:00.000","acme","2026-03-01T00:00:00.000","2026-03-01T00:00:00.000","acme","2026-03-01T00:00:00.000","2026-03-01T00:00:00.000",0,-1,null,1,null]
