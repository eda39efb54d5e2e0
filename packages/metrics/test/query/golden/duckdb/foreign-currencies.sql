-- foreign-currencies: {"by":["segment"],"where":{},"asOf":null,"metrics":["mrr","fx_mrr","grr.period"],"foreign":true}
-- refresh: npx vitest run --project node golden-sql -u
with "mrr_rows" as (
-- subscriptions that have started by the end of the range
select f.account_id as account_id, f.starts_on as starts_on, "f".ends_on as ends_on, coalesce("f".original_mrr, "f".mrr) as mrr, case when coalesce("f".original_mrr, "f".mrr) > 0 then coalesce(cast(f.quantity as decimal(18, 6)), 1) else 0 end as users, case when "f".original_mrr is null then cast($1 as varchar) else "f".currency end as currency, cast("a"."segment" as varchar) as "d1"
from (select * from "subscriptions" where tenant = $2 and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = $3 and superseded_at is null and not deleted) as "a" on a.id = f.account_id
where coalesce("f".original_mrr, "f".mrr) <> 0 and f.starts_on < cast($4 as date)
),
"mrr_dated" as (
-- what begins and what ends
select account_id, "d1", currency, starts_on as day, mrr as change from "mrr_rows"
union all
select account_id, "d1", currency, ends_on as day, -mrr as change from "mrr_rows"
where ends_on is not null and ends_on < cast($5 as date)
),
"mrr_original_changes" as (
-- change in MRR by account and day
select account_id, "d1", currency, day, sum(change) as change from "mrr_dated" as dated
group by account_id, "d1", currency, day
having sum(change) <> 0
),
"rate_values"("currency", "period", "starts", "ends", "rate", "previous") as (
-- rates just before the ends of periods
select cast(part[$6] as varchar), cast(part[$7] as bigint), cast(part[$8] as date), cast(part[$9] as date), cast(part[$10] as varchar), cast(part[$11] as varchar)
from (select string_split(unnest(string_split(cast($12 as varchar), chr(30))), chr(31)) as part) as parts
),
"mrr_rates" as (
-- the same, exact
select currency, period, starts, ends, cast(rate as decimal(38, 10)) as rate,
  cast(rate as decimal(38, 10)) - cast(previous as decimal(38, 10)) as step
from rate_values
),
"mrr_changes" as (
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
"periods"("period", "starts", "ends") as (
-- the spine
select cast(part[1] as integer), cast(part[2] as date), cast(part[3] as date)
from (select string_split(unnest(string_split(cast($13 as varchar), ';')), ',') as part) as parts
),
"days" as (
-- the period of each day
select starts + cast(unnest(range(ends - starts)) as integer) as day, period from "periods"
),
"account_rows" as (
-- subscriptions that have started by the end of the range
select f.account_id as account_id, f.starts_on as starts_on, "f".ends_on as ends_on, coalesce("f".original_mrr, "f".mrr) as mrr, case when coalesce("f".original_mrr, "f".mrr) > 0 then coalesce(cast(f.quantity as decimal(18, 6)), 1) else 0 end as users, case when "f".original_mrr is null then cast($14 as varchar) else "f".currency end as currency, cast("a"."segment" as varchar) as "d1"
from (select * from "subscriptions" where tenant = $15 and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = $16 and superseded_at is null and not deleted) as "a" on a.id = f.account_id
where coalesce("f".original_mrr, "f".mrr) <> 0 and f.starts_on < cast($17 as date)
),
"account_dated" as (
-- what begins and what ends
select account_id, "d1", currency, starts_on as day, mrr as change from "account_rows"
union all
select account_id, "d1", currency, ends_on as day, -mrr as change from "account_rows"
where ends_on is not null and ends_on < cast($18 as date)
),
"account_original_changes" as (
-- change in MRR by account and day
select account_id, "d1", currency, day, sum(change) as change from "account_dated" as dated
group by account_id, "d1", currency, day
having sum(change) <> 0
),
"account_changes" as (
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
"account_levels" as (
-- MRR of each account after each change
select account_id, "d1", day, change, fx,
  sum(change) over (partition by account_id, "d1" order by day) as level
from "account_changes"
),
"valued_periods" as (
-- net change of each account in each period, and the first day in it with MRR
select c.account_id, "c"."d1", coalesce(p.period, $19) as period, sum(c.change) as change, sum(c.fx) as fx,
  min(case when c.level > 0 then c.day end) as paid_on
from "account_levels" as c left join "days" as p on p.day = c.day
group by c.account_id, "c"."d1", p.period
),
"account_moves" as (
-- MRR of the account at both ends of the period
select account_id, "d1", period, change, fx,
  sum(change) over (partition by account_id order by period) - change as opening,
  sum(change) over (partition by account_id order by period) as closing,
  min(paid_on) over (partition by account_id order by period) as first_paid
from valued_periods
),
"movements" as (
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
"account_spans" as (
-- each account's MRR with the days between which it held
select account_id, "d1", currency, day as since,
  sum(change) over (partition by account_id, currency order by day) as level,
  lead(day) over (partition by account_id, currency order by day) as until
from "account_original_changes"
),
"period_windows"("period", "opens", "closes") as (
-- the windows of retention
select cast(part[1] as integer), cast(part[2] as date), cast(part[3] as date)
from (select string_split(unnest(string_split(cast($20 as varchar), ';')), ',') as part) as parts
),
"period_retained" as (
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
select cast($21 as integer) as measure, coalesce(p.period, $22) as period, "c"."d1",
  cast($23 as integer) as bucket, cast(count(*) as bigint) as n, cast(coalesce(sum(c.change), 0) as decimal(38, 16)) as total
from "mrr_changes" as c left join "days" as p on p.day = c.day
group by p.period, "c"."d1"
union all
select cast(case m.movement when $24 then 1 when $25 then 2 when $26 then 3 when $27 then 4 when $28 then 5 when $29 then 6 end as integer) as measure, m.period as period, "m"."d1",
  cast($30 as integer) as bucket, cast(count(*) as bigint) as n, cast(coalesce(sum(m.change), 0) as decimal(38, 16)) as total
from movements as m
group by m.movement, m.period, "m"."d1"
union all
select cast($31 as integer) as measure, r.period as period, "r"."d1",
  cast($32 as integer) as bucket, cast(count(*) as bigint) as n, cast(coalesce(sum(case when r.opening <= 0 then 0 when r.closing < r.opening then r.closing else r.opening end), 0) as decimal(38, 16)) as total
from "period_retained" as r
group by r.period, "r"."d1"
union all
select cast($33 as integer) as measure, r.period as period, "r"."d1",
  cast($34 as integer) as bucket, cast(count(*) as bigint) as n, cast(coalesce(sum(case when r.opening > 0 then r.opening else 0 end), 0) as decimal(38, 16)) as total
from "period_retained" as r
group by r.period, "r"."d1"
-- values: ["USD","acme","acme","2026-03-01","2026-03-01",1,2,3,4,5,6,"USD\u001f-1\u001f1900-01-01\u001f2026-01-01\u001f1\u001f1\u001eUSD\u001f0\u001f2026-01-01\u001f2026-02-01\u001f1\u001f1\u001eUSD\u001f1\u001f2026-02-01\u001f2026-03-01\u001f1\u001f1\u001eEUR\u001f-1\u001f1900-01-01\u001f2026-01-01\u001f1.1\u001f1.1\u001eEUR\u001f0\u001f2026-01-01\u001f2026-02-01\u001f1.2\u001f1.1\u001eEUR\u001f1\u001f2026-02-01\u001f2026-03-01\u001f1.15\u001f1.2","0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01","USD","acme","acme","2026-03-01","2026-03-01",-1,"0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01",0,-1,null,"movement.new","movement.expansion","movement.contraction","movement.churned","movement.reactivation","movement.fx",null,7,null,8,null]
