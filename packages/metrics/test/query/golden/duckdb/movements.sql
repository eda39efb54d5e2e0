-- movements: {"metrics":["new_mrr","churned_mrr"],"by":["segment"],"where":{"country":["US"]},"asOf":null}
-- refresh: npx vitest run --project node golden-sql -u
with "account_rows" as (
-- subscriptions that have started by the end of the range
select f.account_id as account_id, f.starts_on as starts_on, "f".ends_on as ends_on, "f".mrr as mrr, case when "f".mrr > 0 then coalesce(cast(f.quantity as decimal(18, 6)), 1) else 0 end as users, cast("a"."segment" as varchar) as "d1"
from (select * from "subscriptions" where tenant = $1 and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = $2 and superseded_at is null and not deleted) as "a" on a.id = f.account_id
where "f".mrr <> 0 and f.starts_on < cast($3 as date) and (cast("a"."country" as varchar) in (cast($4 as varchar)))
),
"account_dated" as (
-- what begins and what ends
select account_id, "d1", starts_on as day, mrr as change from "account_rows"
union all
select account_id, "d1", ends_on as day, -mrr as change from "account_rows"
where ends_on is not null and ends_on < cast($5 as date)
),
"periods"("period", "starts", "ends") as (
-- the spine
select cast(part[1] as integer), cast(part[2] as date), cast(part[3] as date)
from (select string_split(unnest(string_split(cast($6 as varchar), ';')), ',') as part) as parts
),
"days" as (
-- the period of each day
select starts + cast(unnest(range(ends - starts)) as integer) as day, period from "periods"
),
"account_periods" as (
-- net change of each account in each period
select c.account_id as account_id, "c"."d1" as "d1", coalesce(p.period, $7) as period,
  sum(c.change) as change
from "account_dated" as c left join "days" as p on p.day = c.day
group by c.account_id, "c"."d1", p.period
),
"account_period_levels" as (
-- MRR of the account at both ends of the period
select account_id, "d1", period, change,
  sum(change) over steps - change as opening, sum(change) over steps as closing
from "account_periods"
window steps as (partition by account_id, "d1" order by period)
),
"account_starts" as (
-- the first day on which anything paid began
select account_id, min(starts_on) as first_paid from "account_rows"
where mrr > 0 and (ends_on is null or ends_on > starts_on) group by account_id
),
"account_exceptions" as (
-- accounts with credits, or rows that end before they start
select distinct account_id from "account_rows" where mrr < 0 or ends_on < starts_on
),
"exceptional_levels" as (
-- their MRR after each change
select account_id, day, sum(change) over (partition by account_id order by day) as level from (
  select d.account_id as account_id, d.day as day, sum(d.change) as change
  from "account_dated" as d join account_exceptions as x on x.account_id = d.account_id
  group by d.account_id, d.day
) as changes
),
"exceptional_starts" as (
-- the first day on which they paid
select account_id, min(day) as first_paid from exceptional_levels where level > 0 group by account_id
),
"account_moves" as (
-- MRR of the account at both ends of the period, and the first day of any
select l.account_id as account_id, "l"."d1" as "d1", l.period as period, l.change as change,
  l.opening as opening, l.closing as closing, coalesce(e.first_paid, s.first_paid) as first_paid
from "account_period_levels" as l
left join "account_starts" as s on s.account_id = l.account_id
left join "exceptional_starts" as e on e.account_id = l.account_id
),
"movements" as (
-- what became of each account
select m.account_id as account_id, p.period as period, m.change as change, "m"."d1" as "d1",
  case
    when m.opening <= 0 and m.closing > 0 and m.first_paid >= p.starts then 'movement.new'
    when m.opening <= 0 and m.closing > 0 then 'movement.reactivation'
    when m.opening > 0 and m.closing <= 0 then 'movement.churned'
    when m.change > 0 then 'movement.expansion'
    else 'movement.contraction'
  end as movement
from account_moves as m
join "periods" as p on p.period = m.period
where m.change <> 0
)
select cast(case m.movement when $8 then 0 when $9 then 1 when $10 then 2 when $11 then 3 when $12 then 4 when $13 then 5 end as integer) as measure, m.period as period, "m"."d1",
  cast(count(*) as bigint) as n, cast(coalesce(sum(m.change), 0) as decimal(38, 16)) as total
from movements as m
group by m.movement, m.period, "m"."d1"
-- values: ["acme","acme","2026-03-01","US","2026-03-01","0,2026-01-01,2026-02-01;1,2026-02-01,2026-03-01",-1,"movement.new","movement.expansion","movement.contraction","movement.churned","movement.reactivation","movement.fx"]
