-- foreign-currencies: {"by":["segment"],"where":{},"asOf":null,"metrics":["mrr","fx_mrr","grr.period"],"foreign":true}
-- refresh: npx vitest run --project node golden-sql -u
with "mrr_rows" as materialized (
-- subscriptions that have started by the end of the range
select f.account_id as account_id, f.starts_on as starts_on, "f".ends_on as ends_on, coalesce("f".original_mrr, "f".mrr) as mrr, case when coalesce("f".original_mrr, "f".mrr) > 0 then coalesce(cast(round(f.quantity * 1000000) as decimal(18, 0)) * cast(0.000001 as decimal(7, 6)), 1) else 0 end as users, case when "f".original_mrr is null then cast({p1:String} as Nullable(String)) else "f".currency end as currency, cast("a"."segment" as Nullable(String)) as "d1"
from (select * from "subscriptions" where tenant = {p2:String} and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = {p3:String} and superseded_at is null and not deleted) as "a" on a.id = f.account_id
where coalesce("f".original_mrr, "f".mrr) <> 0 and f.starts_on < cast({p4:String} as Date32)
),
"mrr_dated" as materialized (
-- what begins and what ends
select account_id, "d1", currency, starts_on as day, mrr as change from "mrr_rows"
union all
select account_id, "d1", currency, ends_on as day, -mrr as change from "mrr_rows"
where ends_on is not null and ends_on < cast({p5:String} as Date32)
),
"mrr_original_changes" as materialized (
-- change in MRR by account and day
select account_id, "d1", currency, day, sum(change) as change from "mrr_dated" as dated
group by account_id, "d1", currency, day
having sum(change) <> 0
),
"rate_values"("currency", "period", "starts", "ends", "rate", "previous") as materialized (
-- rates just before the ends of periods
select cast(part[{p6:Int64}] as String), cast(part[{p7:Int64}] as Int64), cast(part[{p8:Int64}] as Date32), cast(part[{p9:Int64}] as Date32), cast(part[{p10:Int64}] as String), cast(part[{p11:Int64}] as String)
from (select splitByChar('', arrayJoin(splitByChar('', {p12:String}))) as part) as parts
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
from (select splitByChar(',', arrayJoin(splitByChar(';', {p13:String}))) as part) as parts
),
"days" as materialized (
-- the period of each day
select addDays(starts, arrayJoin(range(toUInt32(date_diff('day', starts, ends))))) as day, period from "periods"
),
"account_rows" as materialized (
-- subscriptions that have started by the end of the range
select f.account_id as account_id, f.starts_on as starts_on, "f".ends_on as ends_on, coalesce("f".original_mrr, "f".mrr) as mrr, case when coalesce("f".original_mrr, "f".mrr) > 0 then coalesce(cast(round(f.quantity * 1000000) as decimal(18, 0)) * cast(0.000001 as decimal(7, 6)), 1) else 0 end as users, case when "f".original_mrr is null then cast({p14:String} as Nullable(String)) else "f".currency end as currency, cast("a"."segment" as Nullable(String)) as "d1"
from (select * from "subscriptions" where tenant = {p15:String} and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = {p16:String} and superseded_at is null and not deleted) as "a" on a.id = f.account_id
where coalesce("f".original_mrr, "f".mrr) <> 0 and f.starts_on < cast({p17:String} as Date32)
),
"account_dated" as materialized (
-- what begins and what ends
select account_id, "d1", currency, starts_on as day, mrr as change from "account_rows"
union all
select account_id, "d1", currency, ends_on as day, -mrr as change from "account_rows"
where ends_on is not null and ends_on < cast({p18:String} as Date32)
),
"account_original_changes" as materialized (
-- change in MRR by account and day
select account_id, "d1", currency, day, sum(change) as change from "account_dated" as dated
group by account_id, "d1", currency, day
having sum(change) <> 0
),
"account_changes" as materialized (
-- the same in the reporting currency, with what rates did
select account_id, "d1", day, sum(change) as change, sum(fx) as fx from (
  select o.account_id as account_id, "o"."d1" as "d1", o.day as day, cast(o.change * r.rate as decimal(38, 16)) as change, cast(0 as decimal(38, 16)) as fx
  from "account_original_changes" as o join "mrr_rates" as r on r.currency = o.currency and o.day >= r.starts and o.day < r.ends
  union all
  select o.account_id as account_id, "o"."d1" as "d1", r.starts as day,
    cast(sum(o.change) * r.step as decimal(38, 16)) as change, cast(sum(o.change) * r.step as decimal(38, 16)) as fx
  from "account_original_changes" as o join "mrr_rates" as r on r.currency = o.currency and o.day < r.starts
  where r.step <> 0
  group by o.account_id, "o"."d1", o.currency, r.starts, r.step
) as dated
group by account_id, "d1", day
having sum(change) <> 0 or sum(fx) <> 0
),
"account_levels" as materialized (
-- MRR of each account after each change
select account_id, "d1", day, change, fx,
  sum(change) over (partition by account_id, "d1" order by day) as level
from "account_changes"
),
"valued_periods" as materialized (
-- net change of each account in each period, and the first day in it with MRR
select c.account_id, "c"."d1", coalesce(p.period, {p19:Int64}) as period, sum(c.change) as change, sum(c.fx) as fx,
  min(case when c.level > 0 then c.day end) as paid_on
from "account_levels" as c left join "days" as p on p.day = c.day
group by c.account_id, "c"."d1", p.period
),
"account_moves" as materialized (
-- MRR of the account at both ends of the period
select account_id, "d1", period, change, fx,
  sum(change) over (partition by account_id order by period) - change as opening,
  sum(change) over (partition by account_id order by period) as closing,
  min(paid_on) over (partition by account_id order by period) as first_paid
from valued_periods
),
"movements" as materialized (
-- what became of each account
select m.account_id as account_id, p.period as period, case when (m.opening > 0) = (m.closing > 0) then m.change - m.fx else m.change end as change, "m"."d1" as "d1",
  case
    when m.opening <= 0 and m.closing > 0 and m.first_paid >= p.starts then 'movement.new'
    when m.opening <= 0 and m.closing > 0 then 'movement.reactivation'
    when m.opening > 0 and m.closing <= 0 then 'movement.churned'
    when m.change - m.fx > 0 then 'movement.expansion'
    else 'movement.contraction'
  end as movement
from account_moves as m
join "periods" as p on p.period = m.period
where case when (m.opening > 0) = (m.closing > 0) then m.change - m.fx else m.change end <> 0
union all
select m.account_id as account_id, p.period as period, m.fx as change, "m"."d1" as "d1",
  'movement.fx' as movement
from account_moves as m
join "periods" as p on p.period = m.period
where (m.opening > 0) = (m.closing > 0) and m.fx <> 0
),
"account_spans" as materialized (
-- each account's MRR with the days between which it held
select account_id, "d1", currency, day as since,
  sum(change) over (partition by account_id, currency order by day) as level,
  lead(day) over (partition by account_id, currency order by day) as until
from "account_original_changes"
),
"period_windows"("period", "opens", "closes") as materialized (
-- the windows of retention
select cast(part[1] as Int64), cast(part[2] as Date32), cast(part[3] as Date32)
from (select splitByChar(',', arrayJoin(splitByChar(';', {p20:String}))) as part) as parts
),
"period_retained" as materialized (
-- what accounts paid at the opening, and pay at the end
select account_id, "d1", period, sum(opening) as opening, sum(closing) as closing from (
  select s.account_id as account_id, "s"."d1" as "d1", w.period as period,
    case when s.since < w.opens and (s.until is null or s.until >= w.opens) then s.level * r.rate else 0 end as opening,
    case when s.until is null or s.until >= w.closes then s.level * r.rate else 0 end as closing
  from "period_windows" as w
  join account_spans as s on s.level <> 0 and s.since < w.closes and (s.until is null or s.until >= w.opens)
  join "mrr_rates" as r on r.currency = s.currency and r.period = w.period
) as ends
group by account_id, "d1", period
having sum(opening) > 0
)
select cast({p21:Int64} as Nullable(Int32)) as measure, coalesce(p.period, {p22:Int64}) as period, "c"."d1",
  cast({p23:Nullable(String)} as Nullable(Int32)) as bucket, cast(count(*) as Nullable(Int64)) as n, cast(coalesce(sum(c.change), 0) as decimal(38, 16)) as total
from "mrr_changes" as c left join "days" as p on p.day = c.day
group by p.period, "c"."d1"
union all
select cast(case m.movement when {p24:String} then 1 when {p25:String} then 2 when {p26:String} then 3 when {p27:String} then 4 when {p28:String} then 5 when {p29:String} then 6 end as Nullable(Int32)) as measure, m.period as period, "m"."d1",
  cast({p30:Nullable(String)} as Nullable(Int32)) as bucket, cast(count(*) as Nullable(Int64)) as n, cast(coalesce(sum(m.change), 0) as decimal(38, 16)) as total
from movements as m
group by m.movement, m.period, "m"."d1"
union all
select cast({p31:Int64} as Nullable(Int32)) as measure, r.period as period, "r"."d1",
  cast({p32:Nullable(String)} as Nullable(Int32)) as bucket, cast(count(*) as Nullable(Int64)) as n, cast(coalesce(sum(case when r.opening <= 0 then 0 when r.closing < r.opening then r.closing else r.opening end), 0) as decimal(38, 16)) as total
from "period_retained" as r
group by r.period, "r"."d1"
union all
select cast({p33:Int64} as Nullable(Int32)) as measure, r.period as period, "r"."d1",
  cast({p34:Nullable(String)} as Nullable(Int32)) as bucket, cast(count(*) as Nullable(Int64)) as n, cast(coalesce(sum(case when r.opening > 0 then r.opening else 0 end), 0) as decimal(38, 16)) as total
from "period_retained" as r
group by r.period, "r"."d1"
-- values: ["USD","acme","acme","2026-03-01","2026-03-01",1,2,3,4,5,6,"USD\u001f-1\u001f1900-01-01\u001f2026-01-01\u001f1\u001f1\u001eUSD\u001f0\u001f2026-01-01\u001f2026-02-01\u001f1\u001f1\u001eUSD\u001f1\u001f2026-02-01\u001f2026-03-01\u001f1\u001f1\u001eEUR\u001f-1\u001f1900-01-01\u001f2026-01-01\u001f1.1\u001f1.1\u001eEUR\u001f0\u001f2026-01-01\u001f2026-02-01\u001f1.2\u001f1.1\u001eEUR\u001f1\u001f2026-02-01\u001f2026-03-01\u001f1.15\u001f1.2","0,20260101,20260201;1,20260201,20260301","USD","acme","acme","2026-03-01","2026-03-01",-1,"0,20260101,20260201;1,20260201,20260301",0,-1,null,"movement.new","movement.expansion","movement.contraction","movement.churned","movement.reactivation","movement.fx",null,7,null,8,null]
