-- retention: {"metrics":["nrr","grr.period","logo_churn_rate"],"by":[],"where":{},"asOf":null}
-- refresh: npx vitest run --project node golden-sql -u
with "periods"("period", "starts", "ends") as (
-- the spine
select cast(part[1] as bigint), cast(part[2] as date), cast(part[3] as date)
from (select string_split(unnest(string_split(cast($1 as varchar), ';')), ',') as part) as parts
),
"account_rows" as (
-- subscriptions that have started by the end of the range
select f.account_id as account_id, f.starts_on as starts_on, "f".ends_on as ends_on, "f".mrr as mrr, case when "f".mrr > 0 then coalesce(cast(f.quantity as decimal(18, 6)), 1) else 0 end as users
from (select * from "subscriptions" where tenant = $2 and superseded_at is null and not deleted) as "f"
where "f".mrr <> 0 and f.starts_on < cast($3 as date)
),
"account_dated" as (
-- what begins and what ends
select account_id, starts_on as day, mrr as change from "account_rows"
union all
select account_id, ends_on as day, -mrr as change from "account_rows"
where ends_on is not null and ends_on < cast($4 as date)
),
"account_changes" as (
-- change in MRR by account and day
select account_id, day, sum(change) as change from "account_dated" as dated
group by account_id, day
having sum(change) <> 0
),
"account_levels" as (
-- MRR of each account after each change
select account_id, day, change,
  sum(change) over (partition by account_id order by day) as level
from "account_changes"
),
"account_spans" as (
-- each account's MRR with the days between which it held
select account_id, day as since,
  sum(change) over (partition by account_id order by day) as level,
  lead(day) over (partition by account_id order by day) as until
from "account_changes"
),
"trailing_windows"("period", "opens", "closes") as (
-- the windows of retention
select cast(part[1] as bigint), cast(part[2] as date), cast(part[3] as date)
from (select string_split(unnest(string_split(cast($5 as varchar), ';')), ',') as part) as parts
),
"trailing_retained" as (
-- what accounts paid at the opening, and pay at the end
select account_id, period, sum(opening) as opening, sum(closing) as closing from (
  select s.account_id as account_id, w.period as period,
    case when s.since < w.opens and (s.until is null or s.until >= w.opens) then s.level else 0 end as opening,
    case when s.until is null or s.until >= w.closes then s.level else 0 end as closing
  from "trailing_windows" as w
  join account_spans as s on s.level <> 0 and s.since < w.closes and (s.until is null or s.until >= w.opens)
) as ends
group by account_id, period
having sum(opening) > 0
),
"period_windows"("period", "opens", "closes") as (
-- the windows of retention
select cast(part[1] as bigint), cast(part[2] as date), cast(part[3] as date)
from (select string_split(unnest(string_split(cast($6 as varchar), ';')), ',') as part) as parts
),
"period_retained" as (
-- what accounts paid at the opening, and pay at the end
select account_id, period, sum(opening) as opening, sum(closing) as closing from (
  select s.account_id as account_id, w.period as period,
    case when s.since < w.opens and (s.until is null or s.until >= w.opens) then s.level else 0 end as opening,
    case when s.until is null or s.until >= w.closes then s.level else 0 end as closing
  from "period_windows" as w
  join account_spans as s on s.level <> 0 and s.since < w.closes and (s.until is null or s.until >= w.opens)
) as ends
group by account_id, period
having sum(opening) > 0
)
select cast($7 as varchar) as measure, r.period as period,
  cast(null as bigint) as bucket,
  cast(count(*) as bigint) as n,
  cast(coalesce(sum(r.closing), 0) as decimal(38, 16)) as total
from "trailing_retained" as r
group by r.period
union all
select cast($8 as varchar) as measure, r.period as period,
  cast(null as bigint) as bucket,
  cast(count(*) as bigint) as n,
  cast(coalesce(sum(r.opening), 0) as decimal(38, 16)) as total
from "trailing_retained" as r
group by r.period
union all
select cast($9 as varchar) as measure, r.period as period,
  cast(null as bigint) as bucket,
  cast(count(*) as bigint) as n,
  cast(coalesce(sum(least(r.opening, r.closing)), 0) as decimal(38, 16)) as total
from "period_retained" as r
group by r.period
union all
select cast($10 as varchar) as measure, r.period as period,
  cast(null as bigint) as bucket,
  cast(count(*) as bigint) as n,
  cast(coalesce(sum(r.opening), 0) as decimal(38, 16)) as total
from "period_retained" as r
group by r.period
union all
select cast($11 as varchar) as measure, r.period as period,
  cast(null as bigint) as bucket,
  cast(count(*) as bigint) as n,
  cast(coalesce(sum(case when r.closing <= 0 then 1 else 0 end), 0) as decimal(38, 16)) as total
from "period_retained" as r
group by r.period
union all
select cast($12 as varchar) as measure, r.period as period,
  cast(null as bigint) as bucket,
  cast(count(*) as bigint) as n,
  cast(coalesce(count(*), 0) as decimal(38, 16)) as total
from "period_retained" as r
group by r.period
-- values: ["0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01","acme","2026-03-01","2026-03-01","0,2025-02-01,2026-02-01;1,2025-03-01,2026-03-01","0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01","trailing.retained_mrr","trailing.opening_mrr","period.retained_mrr_capped","period.opening_mrr","period.churned_customers","period.opening_customers"]
