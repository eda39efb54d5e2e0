-- renewals: {"by":["segment"],"where":{},"asOf":null,"metrics":["renewal_rate","renewal_rate.value"]}
-- refresh: npx vitest run --project node golden-sql -u
with "periods"("period", "starts", "ends") as (
-- the spine
select cast(part[1] as integer), cast(part[2] as date), cast(part[3] as date)
from (select string_split(unnest(string_split(cast($1 as varchar), ';')), ',') as part) as parts
),
"days" as (
-- the period of each day
select starts + cast(unnest(range(ends - starts)) as integer) as day, period from "periods"
),
"due_rows" as (
-- paid subscriptions by the day on which they were due
select f.id as id, f.account_id as account_id, f.subscription_id as subscription_id, f.renews_on as due_on,
  "f".ends_on as ends_on, p.period as period, cast("a"."segment" as varchar) as "d1"
from (select * from "subscriptions" where tenant = $2 and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = $3 and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  join "days" as p on p.day = f.renews_on
where "f".mrr > 0 and f.starts_on < f.renews_on
),
"due_outcomes" as (
-- what each of them paid, and what its subscription pays after
select d.id as id, d.account_id as account_id, d.subscription_id as subscription_id, d.due_on as due_on, d.period as period, "d"."d1" as "d1",
  sum(case when f.id = d.id then "f".mrr else 0 end) as due_mrr,
  sum(case when (d.subscription_id is null or d.subscription_id = f.subscription_id) and f.starts_on <= d.due_on and ("f".ends_on is null or "f".ends_on > d.due_on) then "f".mrr else 0 end) as on_time,
  sum(case when (d.subscription_id is null or d.subscription_id = f.subscription_id) and f.starts_on <= d.due_on + cast($4 as integer) and ("f".ends_on is null or "f".ends_on > d.due_on + cast($5 as integer)) then "f".mrr else 0 end) as in_grace,
  max(case when (d.subscription_id is null or d.subscription_id = f.subscription_id) and d.ends_on < d.due_on and f.starts_on >= d.ends_on and f.starts_on < d.due_on then 1 else 0 end) as replaced
from due_rows as d
  join (select * from "subscriptions" where tenant = $6 and superseded_at is null and not deleted) as f on f.account_id = d.account_id
where "f".mrr <> 0
group by d.id, d.account_id, d.subscription_id, d.due_on, d.period, "d"."d1"
),
"renewals" as (
-- the same by subscription and day
select account_id, subscription_id, due_on, period, "d1", count(*) as due_rows, sum(due_mrr) as due_mrr,
  max(case when on_time > 0 then on_time when in_grace > 0 then in_grace else 0 end) as renewed_mrr
from due_outcomes
where replaced = 0
group by account_id, subscription_id, due_on, period, "d1"
)
select cast($7 as integer) as measure, r.period as period, "r"."d1",
  cast($8 as integer) as bucket, cast(sum(case when r.renewed_mrr > 0 then r.due_rows else 0 end) as bigint) as n, cast(coalesce(sum(r.renewed_mrr), 0) as decimal(38, 16)) as total
from renewals as r
group by r.period, "r"."d1"
union all
select cast($9 as integer) as measure, r.period as period, "r"."d1",
  cast($10 as integer) as bucket, cast(sum(r.due_rows) as bigint) as n, cast(coalesce(sum(r.due_mrr), 0) as decimal(38, 16)) as total
from renewals as r
group by r.period, "r"."d1"
union all
select cast($11 as integer) as measure, r.period as period, "r"."d1",
  cast($12 as integer) as bucket, cast(sum(case when r.renewed_mrr > 0 then r.due_rows else 0 end) as bigint) as n, cast(coalesce(sum(r.renewed_mrr), 0) as decimal(38, 16)) as total
from renewals as r
group by r.period, "r"."d1"
union all
select cast($13 as integer) as measure, r.period as period, "r"."d1",
  cast($14 as integer) as bucket, cast(sum(r.due_rows) as bigint) as n, cast(coalesce(sum(r.due_mrr), 0) as decimal(38, 16)) as total
from renewals as r
group by r.period, "r"."d1"
-- values: ["0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01","acme","acme",30,30,"acme",0,null,1,null,2,null,3,null]
