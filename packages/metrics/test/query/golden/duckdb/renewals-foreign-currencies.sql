-- renewals-foreign-currencies: {"by":[],"where":{},"asOf":null,"metrics":["renewal_rate.value"],"foreign":true}
-- refresh: npx vitest run --project node golden-sql -u
with "rate_values"("currency", "period", "starts", "ends", "rate", "previous") as (
-- rates just before the ends of periods
select cast(part[$1] as varchar), cast(part[$2] as bigint), cast(part[$3] as date), cast(part[$4] as date), cast(part[$5] as varchar), cast(part[$6] as varchar)
from (select string_split(unnest(string_split(cast($7 as varchar), chr(30))), chr(31)) as part) as parts
),
"mrr_rates" as (
-- the same, exact
select currency, period, starts, ends, cast(rate as decimal(38, 10)) as rate,
  cast(rate as decimal(38, 10)) - cast(previous as decimal(38, 10)) as step
from rate_values
),
"periods"("period", "starts", "ends") as (
-- the spine
select cast(part[1] as integer), cast(part[2] as date), cast(part[3] as date)
from (select string_split(unnest(string_split(cast($8 as varchar), ';')), ',') as part) as parts
),
"days" as (
-- the period of each day
select starts + cast(unnest(range(ends - starts)) as integer) as day, period from "periods"
),
"due_rows" as (
-- paid subscriptions by the day on which they were due
select f.id as id, f.account_id as account_id, f.subscription_id as subscription_id, f.renews_on as due_on,
  "f".ends_on as ends_on, p.period as period
from (select * from "subscriptions" where tenant = $9 and superseded_at is null and not deleted) as "f"
  join "days" as p on p.day = f.renews_on
where coalesce("f".original_mrr, "f".mrr) > 0 and f.starts_on < f.renews_on
),
"due_outcomes" as (
-- what each of them paid, and what its subscription pays after
select d.id as id, d.account_id as account_id, d.subscription_id as subscription_id, d.due_on as due_on, d.period as period,
  sum(case when f.id = d.id then coalesce("f".original_mrr, "f".mrr) * r.rate else 0 end) as due_mrr,
  sum(case when (d.subscription_id is null or d.subscription_id = f.subscription_id) and f.starts_on <= d.due_on and ("f".ends_on is null or "f".ends_on > d.due_on) then coalesce("f".original_mrr, "f".mrr) * r.rate else 0 end) as on_time,
  sum(case when (d.subscription_id is null or d.subscription_id = f.subscription_id) and f.starts_on <= d.due_on + cast($10 as integer) and ("f".ends_on is null or "f".ends_on > d.due_on + cast($11 as integer)) then coalesce("f".original_mrr, "f".mrr) * r.rate else 0 end) as in_grace,
  max(case when (d.subscription_id is null or d.subscription_id = f.subscription_id) and d.ends_on < d.due_on and f.starts_on >= d.ends_on and f.starts_on < d.due_on then 1 else 0 end) as replaced
from due_rows as d
  join (select * from "subscriptions" where tenant = $12 and superseded_at is null and not deleted) as f on f.account_id = d.account_id
  join "mrr_rates" as r on r.period = d.period and r.currency = case when "f".original_mrr is null then cast($13 as varchar) else "f".currency end
where coalesce("f".original_mrr, "f".mrr) <> 0
group by d.id, d.account_id, d.subscription_id, d.due_on, d.period
),
"renewals" as (
-- the same by subscription and day
select account_id, subscription_id, due_on, period, count(*) as due_rows, sum(due_mrr) as due_mrr,
  max(case when on_time > 0 then on_time when in_grace > 0 then in_grace else 0 end) as renewed_mrr
from due_outcomes
where replaced = 0
group by account_id, subscription_id, due_on, period
)
select cast($14 as integer) as measure, r.period as period,
  cast($15 as integer) as bucket, cast(sum(case when r.renewed_mrr > 0 then r.due_rows else 0 end) as bigint) as n, cast(coalesce(sum(r.renewed_mrr), 0) as decimal(38, 16)) as total
from renewals as r
group by r.period
union all
select cast($16 as integer) as measure, r.period as period,
  cast($17 as integer) as bucket, cast(sum(r.due_rows) as bigint) as n, cast(coalesce(sum(r.due_mrr), 0) as decimal(38, 16)) as total
from renewals as r
group by r.period
-- values: [1,2,3,4,5,6,"USD\u001f-1\u001f1900-01-01\u001f2026-01-01\u001f1\u001f1\u001eUSD\u001f0\u001f2026-01-01\u001f2026-02-01\u001f1\u001f1\u001eUSD\u001f1\u001f2026-02-01\u001f2026-03-01\u001f1\u001f1\u001eEUR\u001f-1\u001f1900-01-01\u001f2026-01-01\u001f1.1\u001f1.1\u001eEUR\u001f0\u001f2026-01-01\u001f2026-02-01\u001f1.2\u001f1.1\u001eEUR\u001f1\u001f2026-02-01\u001f2026-03-01\u001f1.15\u001f1.2","0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01","acme",30,30,"acme","USD",0,null,1,null]
