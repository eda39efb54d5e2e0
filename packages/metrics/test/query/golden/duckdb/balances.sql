-- balances: {"metrics":["mrr","customers","arpa"],"by":["plan"],"where":{},"asOf":null}
-- refresh: npx vitest run --project node golden-sql -u
with "periods"("period", "starts", "ends") as (
-- the spine
values (cast($1 as bigint), cast($2 as date), cast($3 as date)), (cast($4 as bigint), cast($5 as date), cast($6 as date))
),
"mrr_rows" as (
-- subscriptions that have started by the end of the range
select f.account_id as account_id, f.starts_on as starts_on, "f".ends_on as ends_on, "f".mrr as mrr, case when "f".mrr > 0 then coalesce(cast(f.quantity as decimal(18, 6)), 1) else 0 end as users, cast("f"."plan" as varchar) as "d1"
from (select * from "subscriptions" where tenant = $7 and superseded_at is null and not deleted) as "f"
  left join (select * from "accounts" where tenant = $8 and superseded_at is null and not deleted) as "a" on a.id = f.account_id
  left join (select * from "owners" where tenant = $9 and superseded_at is null and not deleted) as "o" on o.id = coalesce(a.owner)
where "f".mrr <> 0 and f.starts_on < cast($10 as date)
),
"mrr_changes" as (
-- change in MRR by account and day
select account_id, "d1", day, sum(change) as change from (
  select account_id, "d1", starts_on as day, mrr as change from "mrr_rows"
  union all
  select account_id, "d1", ends_on as day, -mrr as change from "mrr_rows"
  where ends_on is not null and ends_on < cast($11 as date)
) as dated
group by account_id, "d1", day
having sum(change) <> 0
),
"mrr_levels" as (
-- MRR of each account after each change
select account_id, "d1", day, change,
  sum(change) over (partition by account_id, "d1" order by day) as level
from "mrr_changes"
)
select cast($12 as varchar) as measure, coalesce(p.period, $13) as period, "c"."d1",
  cast(null as bigint) as bucket,
  cast(count(*) as bigint) as n,
  cast(coalesce(sum(c.change), 0) as decimal(38, 16)) as total
from "mrr_levels" as c left join periods as p on c.day >= p.starts and c.day < p.ends
group by p.period, "c"."d1"
union all
select cast($14 as varchar) as measure, coalesce(p.period, $15) as period, "c"."d1",
  cast(null as bigint) as bucket,
  cast(count(*) as bigint) as n,
  cast(coalesce(sum(case when c.level > 0 then 1 else 0 end - case when c.level - c.change > 0 then 1 else 0 end), 0) as decimal(38, 16)) as total
from "mrr_levels" as c left join periods as p on c.day >= p.starts and c.day < p.ends
group by p.period, "c"."d1"
-- values: [0,"2026-01-01","2026-02-01",1,"2026-02-01","2026-03-01","acme","acme","acme","2026-03-01","2026-03-01","mrr",-1,"customers",-1]
